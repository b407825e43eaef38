"""What reports count: the nouns that stand after a number, without tones, and what is no count."""

import re

_PLACES = r"thanh pho|thi xa|thi tran|huyen|quan(?! nhan)|phuong(?! tien| an| phap)|xa(?! vien| hoi)|tinh"
_PEOPLE = (
    r"nguoi|cong nhan|lao dong|hoi vien|doan vien|dang vien|thanh vien|can bo|hoc sinh|sinh vien|"
    r"giao vien|phu huynh|nhan vien|dai bieu|vien chuc|em|chau|thanh nien|phu nu|nong dan|ba con|"
    r"nhan khau|khau|benh nhan|tinh nguyen vien|cong tac vien|tuyen truyen vien|chien si|khach hang|"
    r"khach moi|khach|chi em|thi sinh|cu dan|vi khach|ho vien|hssv|cu tri|tre em|tre|nhan vien thu|"
    r"ca nhan|nha hao tam|tieu thuong|ngu dan|xa vien|hoc vien|bac si|can bo y te|doi tuong|chu ho"
)
_THINGS = (
    r"hoi nghi|hoi thao|toa dam|dien dan|hoi thi|cuoc thi|cuoc hop|cuoc|buoi le|buoi|lop|dot|"
    r"le phat dong|le ra quan|luot|tin,? bai|bai viet|phong su|tin|bai|video clip|video|clip|chuyen muc|"
    r"chuyen de|chuyen trang|tac pham|to roi|to gap|to buom|to|an pham|cuon|quyen|tam|ap phich|pa ?no|"
    r"bang ron|bang zon|phuon|khau hieu|cum pano|cum|doi|diem|nhom|doan|to chuc|the|so|suat|phan qua|"
    r"phan|xe may|xe|o to|phuong tien|chiec|bo|ho so|phieu|tai khoan|(?<!bhyt )(?<!y te )ho gia dinh|"
    r"ho(?! gia dinh)(?! so)|gia dinh|don vi mau|don vi|doanh nghiep|co quan|co so|truong hoc|truong|"
    r"tram y te|tram|benh vien|chi hoi|chi bo|chi doan|cau lac bo|mo hinh|cong trinh|cong doan|dai ly|"
    r"diem thu|buu cuc|thon|xom|khoi|ban|ap|to dan pho|khu dan cu|khu pho|dia phuong|dia ban|y kien|"
    r"cau hoi|kien nghi|vuong mac|van ban|ke hoach|quyet dinh|cong van|thong bao|vu viec|vu|truong hop|"
    r"ca|can nha|nha|cay|con|tap the|giai|de tai|sang kien|dich vu|thu tuc|giao dich|cuoc goi|tin nhan|"
    r"ngay cong|lan|km|ha|tan|ta/ha|ta|kg|m2|m3|chuyen|nam nu|tu sach|phong|giuong|may|bo loa|loa|lieu|"
    r"mau|mui|khau trang|khu vuc bo phieu|khu vuc|ban tiem|con giong|sach|vo|hop tac xa|chuong trinh|"
    r"cong ty|noi dung|nhiem vu|phuong an|o dich|san pham|chu de|phien giao dich|gian hang|phien|le|"
    r"hoat dong|duong day|quy che|ban cam ket|hop dong|lenh|quay|ki ot|thung|goi|don|khu|tuyen|ban tin|"
    r"luot truy cap"
)
_WORDS = sorted({*_PEOPLE.split("|"), *_THINGS.split("|")}, key=len, reverse=True)
_PLACE_LIST = rf"(?:{_PLACES})(?:(?:, | va |/)(?:{_PLACES})(?![\w]))*"
_OF_LUOT = rf"{_PEOPLE}|khach hang|xem|xe|co so|truy cap|ho"
UNIT_WORDS = rf"(?:luot (?:{_OF_LUOT})|{_PLACE_LIST}|{'|'.join(_WORDS)})(?!\w)"
UNIT = re.compile(rf"(?: ?\([a-z ]{{2,20}}\))? ?(?P<unit>{UNIT_WORDS})")
PEOPLE = re.compile(rf"(?:luot )?(?:{_PEOPLE})$")
ADMIN_PLACE = re.compile(rf"(?:{_PLACES}|thon|xom|khoi|ban|ap|to dan pho)$")
SCALE = re.compile(r" ?(?P<scale>trieu|nghin|ngan|van|ty|ti|tram|chuc)(?!\w| le)(?! (?:ban|dong bao))")
SCALES = {
    "trieu": 10**6,
    "nghin": 1000,
    "ngan": 1000,
    "van": 10**4,
    "ty": 10**9,
    "ti": 10**9,
    "tram": 100,
    "chuc": 10,
}
SCALE_WRITINGS = frozenset(
    (
        "triệu",
        "trieu",
        "nghìn",
        "nghin",
        "ngàn",
        "ngan",
        "vạn",
        "tỷ",
        "ty",
        "tỉ",
        "ti",
        "trăm",
        "tram",
        "chục",
        "chuc",
    )
)
MONEY = re.compile(r" ?(?P<unit>dong|d|vnd)(?!\w)")
PERCENT = re.compile(r" ?(?P<unit>%|phan tram)")
# Spans of time and ages: how long and how old, never how many.
NO_COUNT = re.compile(
    r" ?(?:nam|thang|ngay(?! cong)|gio|phut|giay|tuan|tuoi|quy|h\d*|the ky|buoi/|lan so|lan nhieu|do c|"
    r"lop \d)(?!\w)"
)
# In toneless or folded words these are also verbs or other words; a number before them counts all the same.
DOING = (
    r"(?:to chuc|thanh lap|mo|trao|tang|cap|phat|co|xay dung|da|duoc|dat|thuc hien|dang|treo|lap dat|in|"
    r"huy dong|van dong|phat trien|ho tro|tiep nhan|giai quyet|ra mat|ky|ban hanh|voi|thu hut|trien khai)"
)
#: Words that look like a unit once their tones are gone.
NO_UNITS = frozenset(
    ("số", "thế", "còn", "cả", "cấp", "chủ", "bàn", "bạn", "bố", "cùng", "tại", "tỏ", "dồn", "đón", "vừa")
)
#: After a number, these begin something else than a thing counted.
NO_NOUN = re.compile(
    r"(?:va|trong|tai|den|la|cua|cho|voi|theo|de|nam|thang|ngay|gio|phut|tuoi|tro|so|lan|nhu|ve|cung|"
    r"duoc|da|se|co|dat|tu|"
    r"tren|duoi|hon|gan|qua|sau|truoc|cac|nhung|nay|do|khi|thi|ma|hoac|bang|neu|vao|ra|len|xuong|con|"
    r"tang|giam|o|nhan|hay)$"
)
