"""Letters and words of administrative Vietnamese, as patterns.

Patterns are written in lower case with the tone on the first vowel (ủy, hòa) and are matched against
`plain(text)`, which has the same length as the text, so that a match tells the place in the source.
"""

import re

_LATIN = [chr(code) for code in (*range(0x41, 0x180), *range(0x1A0, 0x1B1), *range(0x1EA0, 0x1EFA))]
UPPER = "".join(sign for sign in _LATIN if sign.isupper())
LOWER = "".join(sign for sign in _LATIN if sign.islower())

TERMINAL = ".;:!?…”"

# Two habits of placing the tone: uỷ, hoà, thuý beside ủy, hòa, thúy. Same length, so places stay true.
_TONE_PAIRS = dict(
    zip(
        ["oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"],
        ["òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"],
        strict=True,
    )
)
_TONE_PAIR = re.compile(rf"(?<!q)(?:{'|'.join(_TONE_PAIRS)})(?!\w)")


def plain(text: str) -> str:
    """Return `text` in lower case with one habit of tones, sign for sign as long as before."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a foreign letter that has no single small one, such as the Turkish İ
        lowered = "".join(low if len(low := sign.lower()) == 1 else sign for sign in text)
    return _TONE_PAIR.sub(lambda match: _TONE_PAIRS[match[0]], lowered)


def is_all_caps(text: str) -> bool:
    """Say whether `text` is a title in capitals (at least eight letters, none of them small)."""
    if text != text.upper():
        return False
    letters = [sign for sign in text if sign.isalpha()]
    return len(letters) >= 8 and all(sign.isupper() for sign in letters)


_ORDER_VERBS = """
chủ trì|chủ động|phối hợp|chỉ đạo|xây dựng|tổ chức|lồng ghép|tăng cường|tạo điều kiện|đẩy mạnh|hướng dẫn|
thực hiện|triển khai|tiếp tục|phát huy|phát động|rà soát|báo cáo|kiểm tra|giám sát|tham mưu|bố trí|
bảo đảm|đảm bảo|yêu cầu|đề nghị|giao|theo dõi|đôn đốc|tuyên truyền|vận động|quán triệt|cung cấp|cập nhật|
thường xuyên|kịp thời|nghiên cứu|đề xuất|lập|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|nghiêm túc|
khẩn trương|
thành lập|ban hành|đưa|quan tâm|tích cực|huy động|kêu gọi|động viên|hỗ trợ|phát hành|đăng tải|đăng|phát thanh|
phát sóng|mở|cử|duy trì|nâng cao|giải quyết|xử lý|tổng hợp|đánh giá|sơ kết|tổng kết|khen thưởng|thẩm định|
cân đối|phân bổ|phân công|thông báo|công khai|niêm yết|nắm|bám sát|trực tiếp|xem xét|sử dụng|ưu tiên|gắn|
tiến hành|hoàn thành|hoàn thiện|chấp hành|phổ biến|tập huấn|vận hành|ký kết|ký|chuẩn bị|nhân rộng|
biểu dương|lựa chọn|xác định|tập trung|thống kê|in|phát|treo|gửi|đa dạng|kiện toàn|củng cố|quản lý|
truyền thông|liên hệ|tư vấn|giới thiệu|khuyến khích|đối thoại|phê duyệt|trình|cài đặt|chia sẻ|bàn giao|
tiếp nhận|tham gia|đăng ký|chi trả|kết nối|căn cứ|lắp đặt|lấy|chọn|soạn|viết|dành|đặt|mời|gặp|thăm|
tiêm phòng|tiêm|phun|tuần tra|truy quét|điều trị|thi công|nghiệm thu|quyết toán|cấp phát|kê khai|khai báo|
lấy mẫu|cam kết|phòng ngừa|phát hiện|tố giác|xử phạt|đình chỉ|thu hồi|nhắc nhở|phê bình|kiểm điểm|vệ sinh|
hoàn tất|có ý kiến|thanh quyết toán|nâng|tuyển|trả lời|dạy|bảo vệ(?! môi)|
phản ánh|kiến nghị|trao đổi|luân phiên|trực (?:ban|báo cáo|24)|tăng(?! cường)|kiểm đếm|dừng|sơ tán|
di dời|khắc phục|ngăn chặn|
siết|thu gom|giải ngân|đẩy nhanh|đồng hành|phân luồng|điều tra|đấu tranh|xác minh|làm rõ|tuyệt đối|
không để|không được|
nghiêm cấm|rút kinh nghiệm|tiêu hủy|giao ban|trang bị|nâng cấp|áp dụng|gia cố|giúp|kết hợp|thẩm tra|công bố|
ngừng|
tháo dỡ|kiên quyết|chú trọng|đổi mới|dự báo|cảnh báo|điều tiết|điều hành|điều động|cảnh giác|thực thi|
nộp|thanh toán|
mua|cắt|bàn|phân tích|hoàn trả|kết xuất|phát triển|quyết liệt|chủ yếu|luôn|tự rà soát|tự kiểm tra|xét|
nhận|thu|đối chiếu|bổ sung|trao|tặng|làm|giữ|cùng|phục vụ|khảo sát|nhắc|chấm dứt|tạo|đến|gương mẫu|dự
"""
ORDER_VERB = re.compile(rf"(?:{''.join(_ORDER_VERBS.split(chr(10)))})(?!\w)")

_STOP_WORDS = """
trong|để|của|cho|tại|về|theo|trên|với|từ|nhằm|khi|nếu|là|được|bị|đã|đang|sẽ|cần|phải|có|và|hoặc|cũng|như|này|
trước|sau|hằng|hàng|chậm nhất|định kỳ|đồng thời|thường xuyên|do|qua|thông qua|bằng|vào|ở|không|chưa|những|
mỗi|vừa|ban hành|gửi|đề nghị
"""
STOP_WORD = re.compile(rf"(?:{''.join(_STOP_WORDS.split(chr(10)))})(?!\w)")


def starts_order(low: str, at: int = 0) -> bool:
    """Say whether an order's verb begins at `at` of a plain text."""
    return ORDER_VERB.match(low, at) is not None
