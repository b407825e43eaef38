"""Which of our indicators a figure is, by its unit and the words around it (all without tones)."""

import re
from dataclasses import dataclass

from diemtua.directives.rules.figures.units import PEOPLE

_SI = r"(?:bao hiem xa hoi|bhxh|bh xa hoi)"
_HI = r"(?:bao hiem y te|bhyt|bh y te)"
_PROGRAMMES = (
    ("UI", re.compile(r"(?:bao hiem that nghiep|bh that nghiep|bhtn)(?!\w)")),
    ("VSI", re.compile(rf"{_SI} ?(?:tu nguyen|tn)(?!\w)")),
    ("CSI", re.compile(rf"{_SI} ?(?:bat buoc|bb)(?!\w)")),
    ("HHI", re.compile(rf"{_HI} ?(?:ho gia dinh|hgd|theo ho|tu dong)")),
    ("HI", re.compile(rf"{_HI}(?! ?(?:ho gia dinh|hgd|theo ho|tu dong))(?!\w)")),
    ("SI", re.compile(rf"{_SI}(?! ?(?:tu nguyen|tn|bat buoc|bb|mot lan)(?!\w))(?!\w)")),
)
_BELONGS = re.compile(
    r"tham gia|tai tuc|gia han|(?:co|duoc cap|cap) the|(?<!\w)dong (?=bh|bao hiem)|tro lai|quay lai|"
    r"dong tiep|^nguoi bh"
)
_HEARS = re.compile(
    r"tu van|tuyen truyen|tiep can|truyen thong|hoi nghi|pho bien|(?<!\w)du (?!nghi)|tham du|cai dat"
)
_STOPPED = re.compile(r"dung tham gia|chua tham gia|khong tham gia|chua co the|rut (?:bhxh|bao hiem)|giam ")
_STOCK = re.compile(
    r"(?<!\w)(?:nang (?:tong )?so|den het|tinh den|den nay|den (?:ngay|cuoi|thang|thoi diem|\d+)|"
    r"luy ke(?! tu dau)|tong so|hien (?:co|nay)|"
    r"dang tham gia|duy tri|so (?:nguoi|lao dong|hoc sinh|hoi vien)[\w ]{0,20} tham gia|"
    r"toan \w+ (?:da )?co|ca nuoc co|hien toan)(?!\w)"
)
_NEW = re.compile(
    r"(?<!\w)(?:phat trien|van dong|tang them|tang moi|them|moi|thu hut|dang ky|thu ho so|trong thang|"
    r"tang)(?!\w)(?! thoi)"
)
_NEW_AFTER = re.compile(r"tham gia moi|(?<!\w)moi(?!\w)|dang ky tham gia|lan dau|(?<!\w)tang them")
_COMPARED = re.compile(r"so voi (?:cung ky|thang truoc|nam truoc|nam 20|cuoi nam|dau nam|quy)")
_ENTERPRISE = r"cong ty|doanh nghiep|nha may|truong (?:mam non|tieu hoc|thcs|thpt)|don vi su dung lao dong"
_EVENT = re.compile(
    rf"(?P<group>nhom nho)|(?P<conference>hoi nghi)|(?P<enterprise>{_ENTERPRISE})|"
    r"(?P<other>buoi (?:hop|sinh hoat|ngoai khoa)|lop tap huan|dien dan|hoi thi|toa dam|cuoc thi|"
    r"le phat dong|le ra quan)"
)
_LAUNCH = re.compile(r"ra quan|le phat dong|diem (?:tuyen truyen|tu van)|trong mot ngay")


@dataclass(frozen=True)
class Around:
    """Around a number: the phrase counted, what stands before it, its sentence, paragraph, title."""

    unit: str
    phrase: str  # from the unit to the next number or stop; of "label: 12" the label
    left: str  # from the number before, or the beginning of the sentence
    before: str  # of the sentence
    after: str  # of the sentence
    paragraph: str  # before the number
    title: str
    is_label: bool = False  # "Số người …: 12", "số lượt … là 12"
    is_share: bool = False
    parent: str = ""  # the indicator of the figure of which this is a part


def indicator_of(around: Around) -> str:
    """Return the code of the indicator, empty where the words do not tell."""
    unit = around.unit
    if unit in {"%", "dong"} or _COMPARED.match(around.after[:90].split(unit, 1)[-1].lstrip()):
        return ""
    if around.is_share and re.search(r"truc quan|tuyen truyen", re.split(r"[.;]", around.after)[0]):
        return "EV.UNITS_DONE"
    if PEOPLE.match(unit):
        return _of_people(around)
    return _of_things(around, f"{around.left} {around.phrase}")


def programme_of(words: str) -> str:
    """Return the one programme that words name, "ALL" for all three, "" for none or for several."""
    found = {code for code, pattern in _PROGRAMMES if pattern.search(words)}
    if len(found) == 1:
        return found.pop()
    kinds = {"SI" if code in {"VSI", "CSI", "SI"} else code for code in found}
    return "ALL" if kinds == {"SI", "HI", "UI"} else ""


def _of_people(around: Around) -> str:
    phrase = around.phrase
    told = f"{around.left} {phrase}" if around.is_label else phrase
    if _STOPPED.search(told):
        return ""
    if code := _of_members(around, told):
        return code
    if around.parent and not _HEARS.search(phrase):
        return ""
    return _of_hearers(around, told)


def _of_members(around: Around, told: str) -> str:
    belongs = _BELONGS.search(told)
    words = told
    if belongs is None or not programme_of(told[belongs.start() :]):
        piece = around.left if around.is_label else ""
        named = programme_of(piece)
        if not (named and (around.is_label or around.parent)) or re.search(
            r"tu van|tiep can|phat thanh", piece
        ):
            return ""
        words = piece
    elif _HEARS.search(told[: belongs.start()]) and not re.search(
        r"van dong(?: duoc)?|ho tro", told[: belongs.start()]
    ):
        return ""
    else:
        words = told[belongs.start() :]
    programme = programme_of(words)
    if re.search(r"tai tuc|gia han|dong tiep|tiep tuc tham gia", told):
        return {"VSI": "SI.VOL.RENEWED", "HI": "HI.RENEWED", "HHI": "HI.RENEWED"}.get(programme, "")
    if re.search(r"quay lai|tham gia (?:tro )?lai|tro lai", told):
        return {"VSI": "SI.VOL.RETURNED", "HI": "HI.RETURNED", "HHI": "HI.RETURNED"}.get(programme, "")
    if _is_new(around, told, programme):
        return {"VSI": "SI.VOL.NEW", "CSI": "SI.COMP.NEW", "HI": "HI.NEW", "HHI": "HI.HH.NEW"}.get(
            programme, ""
        )
    return {
        "VSI": "SI.VOL.TOTAL",
        "CSI": "SI.COMP.TOTAL",
        "HI": "HI.TOTAL",
        "UI": "UI.TOTAL",
        "ALL": "ALL.TOTAL",
    }.get(programme, "")


def _is_new(around: Around, told: str, programme: str) -> bool:
    """Say whether people joined, or are in (a stock): the last word before the number tells."""
    if _NEW_AFTER.search(around.phrase):
        return True
    for words in (around.left, around.before, around.paragraph):
        stock, new = _last(_STOCK, words), _last(_NEW, words)
        if stock >= 0 or new >= 0:
            return new > stock
    return programme in {"VSI", "HHI"} and not re.search(r"co the|tong so", told)


def _of_hearers(around: Around, told: str) -> str:
    """Return what people heard: at points of the launch, in small groups, at conferences, at their work."""
    is_met = re.search(r"tiep can|tu van|tuyen truyen", told) or re.search(
        r"(?:tiep can|tu van|tuyen truyen)(?: duoc| truc tiep)*(?: cho| den| toi)?(?: duoc)? ?$", around.left
    )
    is_guest = re.search(r"tham du|(?<!\w)du(?!\w)|tham gia ?$|nghe", told) or re.search(
        r"(?:/|voi|thu hut|su tham (?:gia|du) cua|lan luot|co)(?: so luong)? ?(?:(?:hon|tren|gan|khoang|"
        r"du) )?$",
        around.left,
    )
    if re.search(r"(?<!\w)cho ?$", around.left) and re.search(
        r"tuyen truyen|truyen thong|pho bien|doi thoai|hoi nghi", around.before
    ):
        is_guest = is_guest or re.search("cho", around.left)
    launch = bool(_LAUNCH.search(around.before + around.after) or _LAUNCH.search(around.title))
    if is_met and re.match(r"[^.;]{0,110}tai \d+ diem", around.after):
        return "EV.REACHED"
    if not (is_met or is_guest):
        return ""
    event = _last_event(around.before) or _last_event(around.paragraph[-400:])
    if is_met and launch and event not in {"group", "conference"}:
        return "EV.REACHED"
    if event == "other" or (is_met and not is_guest and event == "enterprise"):
        return ""
    return {"group": "CO.SG.ATT", "conference": "CO.CONF.ATT", "enterprise": "CO.ENT.ATT"}.get(event, "")


def _of_things(around: Around, words: str) -> str:
    unit, phrase = around.unit, around.phrase
    launch = bool(_LAUNCH.search(around.before + around.after) or _LAUNCH.search(around.title))
    if unit in {"to", "doi", "nhom", "doan"}:
        named = re.search(r"tu van|tuyen truyen|van dong|luu dong|ra quan", phrase)
        return "EV.TEAMS" if named or (unit == "to" and launch) else ""
    if unit == "diem":
        return "EV.POINTS" if launch or re.search(r"tuyen truyen|tu van|truyen thong|ra quan", words) else ""
    if unit in {"le phat dong", "le ra quan"}:
        return "EV.LAUNCH"
    if unit == "hoi nghi" and "nhom nho" in phrase:
        return "CO.SG.COUNT"
    if unit == "hoi nghi":
        return "" if re.search(r"tap huan|so ket|tong ket|giao ban", phrase) else "CO.CONF.COUNT"
    if unit in {"luot", "buoi", "tin", "bai", "lan", "tin bai", "tin, bai", "ban tin", "cuoc", "dot"}:
        return _of_events(around, phrase, words)
    if unit in {"video", "clip", "video clip", "bai viet", "phong su"}:
        return ""
    pledged = re.search(r"(?:dang ky|cam ket|hua) (?:tang|trao|ho tro|ung ho)", around.left)
    given = re.search(r"tang|trao|ho tro|mua", f"{around.before} {phrase}")
    if unit == "the" and re.search(_HI, phrase) and (pledged or given):
        return "GI.CARDS.PLEDGED" if pledged else "GI.CARDS"
    if unit == "so" and re.search(_SI, phrase) and (pledged or given):
        return "GI.BOOKS.PLEDGED" if pledged else "GI.BOOKS"
    if unit in {"y kien", "cau hoi", "kien nghi", "vuong mac"}:
        return _of_questions(around.left, phrase)
    return ""


def _of_events(around: Around, phrase: str, words: str) -> str:
    unit = around.unit
    if unit in {"cuoc", "buoi"} and "nhom nho" in phrase:
        return "CO.SG.COUNT"
    if (
        unit in {"buoi", "cuoc"}
        and re.search(_ENTERPRISE, phrase)
        and re.search(r"truyen thong|tuyen truyen|doi thoai|tu van", words)
    ):
        return "CO.ENT.COUNT"
    if unit in {"luot", "dot"} and re.search(r"tung nha|tung ho|tan nha", words):
        return "CO.HOME.COUNT"
    if unit in {"luot", "lan"} and re.search(r"(?:gap|tiep xuc).*tiem nang", words):
        return "PR.CONTACTS"
    if unit == "luot" and re.search(r"chia se|trang ca nhan|trang mang xa hoi cua can bo", words):
        return "CO.SOCIAL.SHARES"
    is_aired = around.parent.startswith("CO.RADIO") or re.search(
        r"phat thanh|truyen thanh|(?<!\w)loa(?!\w)", words
    )
    if is_aired and unit in {"luot", "buoi", "lan", "dot"}:
        return _of_broadcasts(around, phrase)
    if unit in {"tin", "bai", "tin bai", "tin, bai"}:
        for where in (phrase, words):
            if re.search(r"mang xa hoi|facebook|zalo|fanpage|youtube|tiktok", where):
                return "CO.SOCIAL.ITEMS"
            if re.search(r"(?:cong|trang) (?:thong tin|ttdt|dien tu)|website|cong tttt", where):
                return "CO.WEB.ITEMS"
    return ""


def _of_broadcasts(around: Around, phrase: str) -> str:
    if "VSI" in {programme_of(phrase), programme_of(around.left)}:
        return "CO.RADIO.VSI"
    return "" if around.parent else "CO.RADIO.ALL"


def _of_questions(left: str, phrase: str) -> str:
    if re.search(r"(?:tra loi|giai dap|giai quyet|giai trinh)[\w ]*$", left) or re.search(
        r"duoc (?:tra loi|giai dap)", phrase
    ):
        return "OB.ANSWERED"
    return (
        "OB.RAISED"
        if re.search(
            r"(?<!\w)(?:tiep nhan|ghi nhan|neu|nhan duoc|co)(?: duoc| them| tong so)?(?: hon| tren)? ?$", left
        )
        else ""
    )


def _last(pattern: re.Pattern[str], words: str) -> int:
    place = -1
    for match in pattern.finditer(words):
        place = match.start()
    return place


def _last_event(words: str) -> str:
    found = ""
    for match in _EVENT.finditer(words):
        found = match.lastgroup or ""
    return found
