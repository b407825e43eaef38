"""Names of places as people write them."""

import pytest

from diemtua.places.rules.names import bare_key, code_candidates, name_key, same_name


@pytest.mark.parametrize(
    ("written", "key"),
    [
        pytest.param("TP. Vinh", "thanh pho vinh", id="a short title is written out"),
        pytest.param("Xóm  03", "xom 3", id="zeros before a number go"),
        pytest.param("TT NT Liên Sơn", "thi tran nong truong lien son", id="two short forms"),
        pytest.param("Phường Nghi Thuỷ", "phuong nghi thuy", id="old and new spelling of thuỷ"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_name_key(written, key):
    assert name_key(written) == key


@pytest.mark.parametrize(
    ("written", "kind", "bare"),
    [
        ("Xóm 3", "HAMLET", "3"),
        ("thôn 03", "HAMLET", "3"),
        ("Tổ dân phố 5", "HAMLET", "5"),
        ("Bản Na Ca", "HAMLET", "na ca"),
        ("Thành phố Vinh", "DISTRICT", "vinh"),
        ("Xã", "COMMUNE", "xa"),
    ],
)
def test_bare_key(written, kind, bare):
    assert bare_key(written, kind) == bare


def test_same_name_minds_the_title():
    assert same_name("Xã Căm Muộn", "xã Cắm  Muộn")
    assert not same_name("Xã Nghi Phú", "Phường Nghi Phú")


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("4249", ("4249", "04249")),
        ("40", ("40", "040", "00040")),
        ("16663.0", ("16663",)),
        ("Vinh", ()),
        ("123456", ()),
    ],
)
def test_code_candidates(written, codes):
    assert code_candidates(written) == codes
