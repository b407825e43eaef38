"""What the law engine refuses, each with a stable code and a sentence that says what is allowed."""

from diemtua.core.errors import Refusal


class Unanswerable(Refusal):
    """A question that the engine cannot answer as asked; every refusal of this room is one."""


class NoLawForDay(Unanswerable):
    code = "no_law_for_day"
    text = "Chưa có số liệu pháp luật “{parameter}” cho ngày {day}. {covered}"


class BeforeFirstDay(Unanswerable):
    code = "before_first_day"
    text = "Chỉ tính được cho các ngày từ {first}; ngày {day} sớm hơn."


class UnknownGroup(Unanswerable):
    code = "unknown_group"
    text = "Không có nhóm “{group}”. Các nhóm: {allowed}."


class IncomeOutOfRange(Unanswerable):
    code = "income_out_of_range"
    text = "Thu nhập chọn {income} đồng nằm ngoài khoảng cho phép, từ {lowest} đến {highest} đồng."


class IncomeOffStep(Unanswerable):
    code = "income_off_step"
    text = (
        "Thu nhập chọn {income} đồng lệch bậc: phải bằng mức thấp nhất {lowest} đồng cộng "
        "một bội số của {step} đồng. Hai mức gần nhất: {below} và {above} đồng."
    )


class MonthsNotOffered(Unanswerable):
    code = "months_not_offered"
    text = "Không có phương thức đóng {months} tháng. Được chọn: {allowed}."


class NumberOutOfRange(Unanswerable):
    code = "number_out_of_range"
    text = "“{name}” là {value}; được từ {lowest} đến {highest}."


class UnknownParameter(Unanswerable):
    code = "unknown_parameter"
    text = "Không có số liệu pháp luật tên “{name}”. Các tên: {allowed}."


class UnknownTopic(Unanswerable):
    code = "unknown_topic"
    text = "Không biết loại câu hỏi “{topic}”.{near}"


class InputMissing(Unanswerable):
    code = "input_missing"
    text = "Câu hỏi “{topic}” cần “{name}”."


class InputMisread(Unanswerable):
    code = "input_misread"
    text = "Không đọc được “{name}” = “{value}”: {expected}."
