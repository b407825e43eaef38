"""What the layout of NĐ 30/2020/NĐ-CP (Điều 8, Phụ lục I) asks for and a document lacks. Plain Python."""

import re
from collections.abc import Iterator

from diemtua.core.text import fold
from diemtua.directives.rules.header import Header
from diemtua.directives.rules.model import Gap, Signatory, Span
from diemtua.directives.rules.tail import read_tail
from diemtua.directives.rules.words import plain

_COPIES = re.compile(r"nơi\s+nhận\s*:", re.IGNORECASE)
_COUNCIL = re.compile(r"(?:ủy ban|uỷ ban|ubnd|hội đồng|hđnd|ban chỉ đạo)")
_BY_THE_COUNCIL = {
    "CONG_VAN",
    "KE_HOACH",
    "THONG_BAO",
}  # a chairman signs decisions, orders, telegrams himself
_ABOUT = re.compile(r"v/v|về\s+việc|vv:", re.IGNORECASE)
_OTHER_TITLE = re.compile(
    r"^[ \t]*(?:BÁO CÁO|GIẤY MỜI|TỜ TRÌNH|BIÊN BẢN|HỢP ĐỒNG|QUY CHẾ|ĐỀ ÁN)\b", re.MULTILINE
)


def gettext_noop(text: str) -> str:
    """Mark `text` for the catalogue of translations; the page translates it."""
    return text


_ = gettext_noop


def gap(code: str, pattern: str, span: Span | None = None, **parts: str) -> Gap:
    """Return a gap whose sentence is `pattern` with `parts` filled in."""
    return Gap(code, pattern % parts if parts else pattern, span, pattern, parts)


def faults_of_layout(header: Header, text: str) -> Iterator[Gap]:
    """Yield what a document lacks, from its head to its foot.

    The number and the day are a matter of `gaps`: every document has them, an article too. A paper of the
    Party has its own layout (no national title, no motto), and so it is not asked for them.
    """
    yield from _of_head(header, text)
    yield from _of_foot(header, text)


def _of_head(header: Header, text: str) -> Iterator[Gap]:
    head = text[: max(header.end, 600)]
    opening, is_about = _bare(head), bool(_ABOUT.search(head))
    is_letter = header.kind == "CONG_VAN" and not _OTHER_TITLE.search(head)
    if "dangcongsanvietnam" not in opening:
        if "conghoaxahoichunghiavietnam" not in opening:
            yield gap("nation_missing", _("Thiếu Quốc hiệu (Cộng hòa xã hội chủ nghĩa Việt Nam)."))
        if "doclaptudohanhphuc" not in opening:
            yield gap("motto_missing", _("Thiếu Tiêu ngữ (Độc lập - Tự do - Hạnh phúc)."))
    if header.issued_text and not header.place and _begins_a_line(text, header.issued_text.span.start):
        yield gap("place_missing", _("Dòng ngày tháng chưa ghi địa danh."), header.issued_text.span)
    if header.subject is None and not is_about and (is_letter or header.kind != "CONG_VAN"):
        yield gap("subject_missing", _("Thiếu trích yếu nội dung."))
    if is_letter and not header.addressees:
        yield gap("addressee_missing", _("Công văn thiếu phần Kính gửi."))


def _of_foot(header: Header, text: str) -> Iterator[Gap]:
    if not _COPIES.search(text, header.end) and "noinhan" not in _bare(text[-1500:]):
        yield gap("copies_missing", _("Thiếu phần Nơi nhận."))
    signatory = read_tail(text, header.end).signatory
    if signatory is None or not (signatory.name or signatory.position or signatory.authority):
        yield gap("signatory_missing", _("Thiếu phần ký: chức vụ và họ tên người ký."))
        return
    if signatory.name is None:
        yield gap("signer_missing", _("Phần ký chưa có họ tên người ký."), _span_of(signatory))
    if _signs_alone(header, signatory):
        yield gap(
            "authority_missing",
            _("Phần ký chưa ghi thẩm quyền ký (TM., KT., TL., TUQ.) của cơ quan tập thể."),
            _span_of(signatory),
        )


def _signs_alone(header: Header, signatory: Signatory) -> bool:
    """Say whether a council's own document is signed by a title alone, not on its behalf or by a deputy."""
    if header.kind not in _BY_THE_COUNCIL or not header.issuer or signatory.authority:
        return False
    title = signatory.position.text if signatory.position else ""
    return bool(_COUNCIL.match(plain(header.issuer.text)) and title.startswith(("CHỦ TỊCH", "PHÓ CHỦ TỊCH")))


def _begins_a_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def _span_of(signatory: Signatory) -> Span | None:
    found = signatory.authority or signatory.position or signatory.name
    return found.span if found else None


def _bare(text: str) -> str:
    return re.sub(r"[^a-z]", "", fold(text))
