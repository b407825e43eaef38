"""How people write the name of a place, reduced to what must agree. Plain Python."""

import re

from diemtua.core.text import fold

# What stands before a name; longer forms first. People leave it out, shorten it or take another one.
_TITLES = {
    "PROVINCE": ("thanh pho", "tinh", "tp", "t"),
    "DISTRICT": ("thanh pho", "thi xa", "huyen", "quan", "tp", "tx", "h", "q"),
    "COMMUNE": ("thi tran", "dac khu", "phuong", "xa", "tt", "dk", "p", "x"),
    "HAMLET": ("to dan pho", "khoi pho", "khu pho", "thon", "xom", "ban", "khoi", "ap", "tdp", "to", "lang"),
}
_SHORT_FORMS = {
    "tp": "thanh pho",
    "tx": "thi xa",
    "tt": "thi tran",
    "h": "huyen",
    "q": "quan",
    "p": "phuong",
    "x": "xa",
    "t": "tinh",
    "dk": "dac khu",
    "tdp": "to dan pho",
    "nt": "nong truong",
}


def name_key(name: str) -> str:
    """Return a name folded, without punctuation, short titles written out, '03' as '3'.

    >>> name_key("TP. Vinh"), name_key("Xóm  03"), name_key("TT Nông trường Liên Sơn")
    ('thanh pho vinh', 'xom 3', 'thi tran nong truong lien son')
    """
    words = re.findall(r"[a-z]+|\d+", fold(name))
    if words:
        words = [_SHORT_FORMS.get(words[0], words[0]), *words[1:]]
    words = ["nong truong" if word == "nt" else word for word in words]
    return " ".join(str(int(word)) if word.isdigit() else word for word in words)


def bare_key(name: str, kind: str) -> str:
    """Return the key of a name without the title that `kind` may carry: 'Xóm 3' and 'thôn 3' are both '3'.

    >>> bare_key("Phường Đông Vĩnh", "COMMUNE"), bare_key("Xã", "COMMUNE")
    ('dong vinh', 'xa')
    """
    key = name_key(name)
    for title in _TITLES.get(kind, ()):
        if key.startswith(f"{title} "):
            return key.removeprefix(f"{title} ")
    return key


def same_name(one: str, other: str) -> bool:
    """Say whether two spellings name the same place: tones and old spellings apart, the title counts."""
    return name_key(one) == name_key(other)


def code_candidates(text: str) -> tuple[str, ...]:
    """Return the codes that `text` may mean: a spreadsheet that took a code for a number lost its zeros.

    >>> code_candidates("4249"), code_candidates("40"), code_candidates("Vinh")
    (('4249', '04249'), ('40', '040', '00040'), ())
    """
    bare = text.strip().removesuffix(".0")
    if not bare.isdigit() or len(bare) > 5:
        return ()
    return tuple(dict.fromkeys([bare, *(bare.zfill(width) for width in (2, 3, 5) if width > len(bare))]))
