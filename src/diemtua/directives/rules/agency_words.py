"""The words that names of Vietnamese public bodies are made of, as patterns over plain text.

A lexicon of the language of offices, not a list of the agencies of one province: which agency a name
means, and on which day, is decided in `agencies`.
"""

import re


def any_of(words: str) -> str:
    """Return a pattern for one of `words`, separated by | over several lines; the first that fits wins."""
    return "(?:" + "".join(line.strip() for line in words.splitlines()) + ")"


# Fields of state management that name a Sở, Bộ, Phòng or Trung tâm; a comma or dash inside may vary.
_AND = r"(?: và|,| &)"
_SEP = r"(?:,| -| –|-| và)?"
FIELD = any_of(
    rf"""
    văn hóa(?:(?:,| -| –|-| và|, và)? (?:thông tin|thể thao|du lịch|truyền thông|khoa học|nghệ thuật))+|
    lao động{_SEP} ?thương binh{_AND} xã hội|lđ-?\s?tb(?:&| và )?xh|nội vụ|y tế|tài chính ?[-–] ?kế hoạch|
    tài chính|
    lao động ?[-–] ?việc làm|kế hoạch{_AND} đầu tư|kh&đt|khđt|thông tin{_AND} truyền thông|tt&tt|tttt|
    văn hóa{_SEP} thể thao{_AND} du lịch|
    vhttdl|vh,? ?tt&dl|vhtt&dl|văn hóa{_SEP} thể thao{_AND} truyền thông|
    văn hóa{_SEP} thông tin{_AND} khoa học|
    văn hóa{_SEP} thông tin{_AND} thể thao|văn hóa{_SEP} thông tin{_AND} truyền thông|
    văn hóa{_SEP} khoa học{_AND} thông tin|văn hóa{_SEP} thể thao|văn hóa{_SEP} thông tin|
    văn hóa{_SEP} xã hội|
    vhtt&tt|vhtttt|vhtt|giáo dục{_AND} đào tạo|gd&đt|gdđt|giáo dục nghề nghiệp ?[-–] ?giáo dục thường xuyên|
    giáo dục nghề nghiệp|giáo dục thường xuyên|nông nghiệp{_AND} phát triển nông thôn|nông nghiệp{_AND} ptnt|
    nn&ptnt|
    nông nghiệp{_AND} môi trường|nn&mt|công thương|xây dựng|giao thông vận tải|gtvt|tư pháp|
    khoa học{_AND} công nghệ|
    kh&cn|khcn|tài nguyên{_AND} môi trường|tn&mt|tnmt|ngoại vụ|du lịch|dân tộc{_AND} tôn giáo|
    quy hoạch ?[-–] ?kiến trúc|
    tuyên truyền{_AND} hỗ trợ người tham gia|truyền thông{_AND} phát triển đối tượng|
    quản lý thu ?[-–] ?sổ,? thẻ|quản lý thu{_AND} phát triển người tham giaquản lý thu|
    thanh tra ?[-–] ?kiểm tra|chế độ bảo hiểm xã hội|giám định bảo hiểm y tế|giám định bhyt|
    tổ chức cán bộ|tổ chức ?[-–] ?hành chính|
    cấp sổ,? thẻ|nghiệp vụ y|nghiệp vụ dược|hành chính ?[-–] ?tổng hợp|
    kinh tế ?[-–] ?xã hội|kinh tế{_SEP} hạ tầng{_AND} đô thị|kinh tế{_AND} hạ tầng|
    kinh tế|quản lý đô thị|dân tộc|tài chính|
    quốc phòng|
    ngoại giao|dịch vụ việc làm|giới thiệu việc làm|kiểm soát bệnh tật|phục vụ hành chính công|
    hành chính công|
    công an|ngoại giao|công nghệ thông tin{_AND} truyền thông|chính trị|phát triển đối tượng|
    truyền thông{_AND} phát triển đối tượng|
    khuyến nông|bảo trợ xã hội|công tác xã hội|học tập cộng đồng|dịch vụ tổng hợp
    """
)

MASS_FIELD = any_of(
    """
    nông dân(?: việt nam)?|nd|liên hiệp phụ nữ(?: việt nam)?|lhpn|phụ nữ|cựu chiến binh(?: việt nam)?|ccb|
    người cao tuổi|nct|chữ thập đỏ|ctđ|khuyến học|luật gia|nhà báo|cựu giáo chức|cựu thanh niên xung phong|
    người khuyết tật|doanh nghiệp|doanh nhân trẻ|liên hiệp thanh niên
    """
)

# Heads that need a field behind them. In the text the field begins with a capital.
FIELD_HEAD = any_of(
    """
    sở|bộ|phòng|trung tâm|chi cục|cục|trường|bệnh viện|trạm|viện|đội|chi nhánh|hạt|đồn|nhà máy|
    công đoàn|ngân hàng|cảng vụ|bộ phận|công ty|tổng công ty|tập đoàn|hiệp hội|
    liên đoàn|
    ban quản lý|bql|ban|hội|hợp tác xã|quỹ|tổ(?! chức)|nhà văn hóa|liên hiệp|tt
    """
)

# Bodies whose name is whole without a field.
WHOLE = any_of(
    r"""
    ủy ban nhân dân|ubnd|hội đồng nhân dân|hđnd|thường trực (?:hội đồng nhân dân|hđnd)|
    ủy ban mặt trận tổ quốc(?: việt nam| vn)?|ubmttq(?: ?vn| việt nam)?|mặt trận tổ quốc(?: việt nam)?|
    mttq(?: ?vn| việt nam)?|
    ủy ban mttq(?: ?vn| việt nam)?|liên đoàn lao động|lđlđ|tỉnh đoàn|thành đoàn|huyện đoàn|đoàn xã|
    đoàn thanh niên(?: cộng sản hồ chí minh)?|đoàn tncs hồ chí minh|
    tỉnh ủy|thành ủy|huyện ủy|thị ủy|đảng ủy|tổng công ty bưu điện|bưu điện(?: văn hóa)?|công an|
    bộ chỉ huy quân sự|bộ chqs|bộ chỉ huy bộ đội biên phòng|bộ đội biên phòng|ban chỉ huy quân sự|
    văn phòng chính phủ|thanh tra chính phủ|thông tấn xã việt nam|trung ương đoàn|tw đoàn|
    báo và (?:đài )?phát thanh{sep} truyền hình|liên hiệp các (?:hội|tổ chức)[^,;.:]{3,40}|
    ban chỉ huy (?:phòng thủ dân sự|phòng,? chống thiên tai(?:{and} tìm kiếm cứu nạn)?)|đoàn cơ sở|
    ban quản lý (?:các )?dự án(?: đầu tư)?(?: xây dựng)?|đài khí tượng thủy văn|
    ban (?:tự quản|nhân dân|điều hành|vận động)|đoàn phường|ban đại diện (?:hđqt|hội đồng quản trị)|
    hạt kiểm lâm|đồn biên phòng|ban chấp hành đoàn|
    ban thường vụ|
    kho bạc nhà nước|thanh tra(?= (?:tỉnh|thành phố|huyện|sở|bộ|nhà nước|giao thông|xây dựng))|
    điện lực|vùng cảnh sát biển(?: \d)?|tiểu ban [^,;:.]{3,30}?(?=:|$)|
    ban quản lý (?:các )?(?:chợ|cảng cá|di tích|rừng(?: phòng hộ| đặc dụng)?)|
    văn phòng (?:ủy ban nhân dân|ubnd|đoàn đại biểu quốc hội và hội đồng nhân dân|
    đoàn đbqh và hđnd|hđnd và ubnd|tỉnh ủy|huyện ủy)|chi cục thuế|cục thuế|thuế(?: cơ sở)?|
    chi cục thống kê|cục thống kê|
    cục hải quan|liên minh hợp tác xã|ngân hàng chính sách xã hội|nhcsxh|ngân hàng nhà nước|tòa án nhân dân|
    viện kiểm sát nhân dân|cổng thông tin điện tử|cổng ttđt|đài phát thanh{sep} truyền hình|đài pt-?\s?th|
    đài ptth|
    báo(?=,? (?:và )?đài )|đài truyền hình|đài truyền thanh(?: ?[-–] ?truyền hình)?|đài phát thanh|
    đài tiếng nói việt nam|
    ban quản lý (?:các )?khu (?:kinh tế|công nghiệp|chế xuất)(?:(?:,| và) (?:các )?khu (?:công nghiệp|
    chế xuất))*|
    ban chỉ đạo|ban tuyên giáo(?: và dân vận)?|ban dân vận|ban tổ chức|ban dân tộc|
    ban đại diện hội người cao tuổi|
    ban công tác mặt trận|hội đồng nghĩa vụ quân sự|trung tâm y tế|trạm y tế|trung tâm vhtt|
    văn phòng sở|văn phòng|tổ công nghệ số cộng đồng|đoàn đại biểu quốc hội|tổ chức dịch vụ thu
    """.replace("{sep}", r"(?:,| -| –|-| và)?").replace("{and}", r"(?: và|,)")
)

# Groups of bodies that a text may name anywhere without a name of their own.
GROUP = any_of(
    r"""
    (?:các )?cấp công đoàn|(?:các )?cơ sở (?:khám,? chữa bệnh|khám bệnh, chữa bệnh|kcb)|
    (?:các )?cơ quan (?:thông tấn,? )?báo chí(?: trên địa bàn| địa phương| trung ương| của tỉnh)?|
    cơ quan (?:thuế|chức năng)|
    (?:các )?tổ chức, cá nhân(?:,| và|, và) (?:các )?nhà hảo tâm|(?:các )?nhà hảo tâm|
    (?:các )?tổ chức dịch vụ thu|các hội,? đoàn thể(?: cấp (?:tỉnh|huyện|xã))?
    """
)

# Groups that count only where a body is expected: at the head of a clause, after "giao", "phối hợp với".
_MEMBER = (
    r"(?:sở|ban|ngành|ban ngành|phòng|hội|đoàn thể(?: chính trị(?: ?[-–]? ?xã hội)?)?|cơ quan|đơn vị|"
    r"địa phương|doanh nghiệp|trường học|xã|"
    r"phường|"
    r"tổ chức chính trị ?[-–]? ?xã hội|tổ chức đoàn thể|tổ chức liên quan|huyện|thành phố|thị xã|thị trấn|"
    r"tỉnh|đặc khu|ngành chức năng|"
    r"đồng chí thành viên|thành viên ban chỉ đạo|chủ đầu tư|nhà trường|"
    r"chính quyền (?:địa phương|cơ sở|các cấp)|"
    r"bệnh viện|cơ sở (?:giáo dục|đào tạo|kinh doanh|sản xuất)|tổ chức|cá nhân|ấp|thôn|chi bộ|nhà mạng|"
    r"(?:bưu cục|điểm bưu điện)(?: ?[-–]? ?văn hóa)?(?: xã)?|xóm|bản|buôn|khối phố|cấp hội|"
    r"doanh nghiệp (?:viễn thông|bưu chính|vận tải|du lịch|xây dựng))"
)
WHERE = (
    r"(?: (?:trên địa bàn(?: (?:tỉnh|toàn tỉnh|huyện|xã|phường))?|trực thuộc|trong toàn (?:tỉnh|huyện|xã)))*"
)
_TAIL = (
    r"(?: (?:chức năng|cấp (?:tỉnh|huyện|xã)|(?:của |thuộc )?(?:tỉnh|huyện|quận|xã(?! hội)|phường)|"
    r"trực thuộc|có liên quan|liên quan|trên địa bàn"
    r"(?: (?:tỉnh|toàn tỉnh|huyện|xã|phường))?|ở địa phương|khác))*"
)
LOOSE_GROUP = rf"(?:các )?{_MEMBER}(?:(?:, (?:và )?| và |; )(?:các )?{_MEMBER}){{0,12}}{_TAIL}"
DEPARTMENTS = (
    rf"(?:các )?sở(?:(?:, (?:và )?| và )(?:các )?(?:ban|ngành|đoàn thể|đơn vị|cơ quan|hội)){{1,12}}{_TAIL}"
)

# Whom a commune tells; like the groups above, only where a body is expected, and without capitals.
LOCAL = any_of(
    r"""
    (?:hai|ba|bốn|các) (?:ngành|bên)(?! liên quan)|
    (?:các )?(?:trưởng (?:các )?(?:thôn|xóm|bản|ấp|buôn|khu phố|khối|ban công tác mặt trận(?: thôn)?)|
    bí thư chi bộ|
    tổ trưởng(?: tổ dân phố| dân phố| tổ vay vốn)?|chi hội trưởng|chi hội|tổ hội|chi đoàn|công đoàn cơ sở|
    nhân viên (?:thu|bưu điện|y tế thôn)(?: của [^,;:.]{3,25})?|
    (?:thôn|xóm|bản|ấp) trưởng(?: các (?:thôn|xóm|bản))?|
    chỉ huy (?:các )?đội|tổ (?:vận động|công tác|giúp việc|tư vấn|hỗ trợ|tuyên truyền)|
    các ông,? \(?bà\)?(?: có tên[^,;.]{0,30}?(?= chịu|,|;|\.|$))?|(?:các )?thành viên (?:ban|tổ|
    hội đồng)[^,;:.]{2,30}|
    trường {school}(?:(?:, | và ){school})*|thôn|tổ dân phố|khu phố|
    thành viên ban chỉ đạo|(?:công chức|cán bộ) [^,;:.]{3,40})
    """.replace(
        "{school}",
        r"(?:học|bán trú|nội trú|chuyên|mầm non|mẫu giáo|tiểu học|"
        r"trung học cơ sở|trung học phổ thông|thcs|thpt)",
    )
)

# People who stand for their body.
PERSON = any_of(
    """
    đồng chí|các đồng chí|chủ tịch|phó chủ tịch|giám đốc|phó giám đốc|thủ trưởng|trưởng|chánh|cục trưởng|
    chi cục trưởng|bí thư|hiệu trưởng|lãnh đạo|người đứng đầu|bộ trưởng|trưởng ban|tổng giám đốc|
    tổng biên tập|ông|bà|phó thủ tướng|tổng cục trưởng|viện trưởng|hạt trưởng|đội trưởng|đồn trưởng|
    trạm trưởng|tổ trưởng|chỉ huy trưởng|phó trưởng ban|chánh án|chủ nhiệm|trưởng phòng|trưởng các
    """
)

LEVELS = {
    "tỉnh": 1, "khu vực": 1, "cấp tỉnh": 1, "huyện": 2, "quận": 2, "thị xã": 2, "cấp huyện": 2,
    "xã": 3, "phường": 3,
    "thị trấn": 3, "đặc khu": 3, "cơ sở": 3, "cấp xã": 3, "việt nam": 0, "trung ương": 0,
}  # fmt: skip
_UNIT = any_of(
    """
    tỉnh(?! đoàn| ủy)|thành phố|tp|huyện(?! đoàn| ủy)|quận|thị xã|xã(?! hội)|phường|thị trấn|đặc khu|
    thôn|xóm|bản|ấp|buôn|khu phố|tổ dân phố|khối
    """
)
MANY_UNITS = re.compile(
    rf" (?:(?:các|của các) )?(?:{_UNIT}|cấp|địa phương|huyện)(?:(?:, và |, | và |/|"
    rf" - )(?:các )?{_UNIT})+(?!\w)"
    rf"| (?:các|của các) (?:{_UNIT}|cấp|địa phương)(?!\w)"
)
ONE_UNIT = re.compile(rf" (?:{_UNIT}|khu vực|cấp {_UNIT})(?!\w)")
PLAIN_QUALIFIER = re.compile(
    r" (?:cấp (?:tỉnh|huyện|xã)(?:(?:, | và )(?:cấp )?(?:huyện|xã))*|các cấp|việt nam|trung ương|địa phương|"
    r"trực thuộc trung ương|trực thuộc(?! tỉnh)|biên giới|ven biển|miền núi|trọng điểm|nơi (?:cư trú|"
    r"sinh sống))(?!\w)"
)

ABBREVIATIONS = {
    "ubnd": "ủy ban nhân dân", "hđnd": "hội đồng nhân dân", "bhxh": "bảo hiểm xã hội",
    "lđlđ": "liên đoàn lao động",
    "lđtbxh": "lao động thương binh và xã hội", "lđtb&xh": "lao động thương binh và xã hội",
    "tt&tt": "thông tin và truyền thông", "tttt": "thông tin và truyền thông",
    "vhttdl": "văn hóa thể thao và du lịch", "vhtt&dl": "văn hóa thể thao và du lịch",
    "gd&đt": "giáo dục và đào tạo", "gdđt": "giáo dục và đào tạo", "kh&đt": "kế hoạch và đầu tư",
    "khđt": "kế hoạch và đầu tư", "nn&ptnt": "nông nghiệp và phát triển nông thôn",
    "nn&mt": "nông nghiệp và môi trường", "lhpn": "liên hiệp phụ nữ", "ccb": "cựu chiến binh",
    "nct": "người cao tuổi", "nd": "nông dân", "mttq": "mặt trận tổ quốc",
    "mttqvn": "mặt trận tổ quốc việt nam",
    "ubmttq": "ủy ban mặt trận tổ quốc", "ubmttqvn": "ủy ban mặt trận tổ quốc việt nam", "bql": "ban quản lý",
    "kkt": "khu kinh tế", "ptth": "phát thanh truyền hình", "ttđt": "thông tin điện tử", "vn": "việt nam",
    "cđ": "công đoàn", "tp": "thành phố", "kcb": "khám chữa bệnh", "nhcsxh": "ngân hàng chính sách xã hội",
}  # fmt: skip
