"""Why a document was not read: each says what to do instead."""

from diemtua.core.errors import Refusal


class OldWordFile(Refusal):
    code = "old_word_file"
    text = (
        "Tệp “{name}” ở định dạng Word cũ (.doc), cần LibreOffice để đọc mà máy chủ chưa cài. "
        "Hãy mở bằng Word, chọn “Lưu thành” .docx rồi tải lại, hoặc nhờ quản trị cài LibreOffice."
    )


class PasswordProtected(Refusal):
    code = "password_protected"
    text = "Tệp “{name}” có đặt mật khẩu nên không đọc được. Hãy bỏ mật khẩu rồi tải lại."


class ScannedPdf(Refusal):
    code = "scanned_pdf"
    text = (
        "Tệp “{name}” là bản chụp, không có lớp chữ để đọc, và máy chủ chưa cài Tesseract tiếng Việt (vie). "
        "Hãy tải bản .docx hoặc bản PDF xuất từ Word, hoặc dán nội dung vào ô văn bản."
    )


class NothingToRead(Refusal):
    code = "nothing_to_read"
    text = (
        "Tệp “{name}” là bản chụp và không nhận ra chữ nào. "
        "Hãy quét lại rõ hơn (từ 200 dpi), hoặc tải bản .docx, hoặc dán nội dung vào ô văn bản."
    )


class BrokenDocument(Refusal):
    code = "broken_document"
    text = "Tệp “{name}” bị hỏng hoặc không đúng định dạng {kind}. Hãy mở thử trên máy, lưu lại rồi tải lên."


class UnpacksTooLarge(Refusal):
    code = "unpacks_too_large"
    text = "Tệp “{name}” giải nén ra quá lớn nên không mở. Hãy bỏ bớt hình ảnh, lưu lại rồi tải lên."


class DocumentTooLong(Refusal):
    code = "document_too_long"
    text = "Tệp “{name}” quá dài ({length}; tối đa {limit}). Hãy tách riêng phần giao nhiệm vụ rồi tải lại."


class ReadingTookTooLong(Refusal):
    code = "reading_took_too_long"
    text = (
        "Đọc tệp “{name}” mất quá {seconds} giây nên đã dừng. "
        "Hãy tải bản .docx hoặc PDF có chữ, hoặc tách nhỏ tệp."
    )


class UnknownDocumentKind(Refusal):
    code = "unknown_document_kind"
    text = "Tệp “{name}” không thuộc loại đọc được. Hãy tải tệp .docx, .doc, PDF, .txt hoặc gói edXML."


class NotUnicodeText(Refusal):
    code = "not_unicode_text"
    text = (
        "Tệp “{name}” không phải văn bản tiếng Việt ở bảng mã nào đọc được "
        "(Unicode, TCVN3, VNI, Windows-1258). Hãy lưu lại với bảng mã UTF-8 rồi tải lên."
    )
