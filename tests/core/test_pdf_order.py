"""Letters of a second font come back to their places in the line; a line that is whole stays as it is."""

from diemtua.core.documents.pdf_order import Box, in_order

WIDE = 6.0  # of a letter in these lines
LINE = "Độc lập tự do hạnh phúc"


def test_letters_of_a_second_font_come_back_to_their_places() -> None:
    strays = [place for place, sign in enumerate(LINE) if sign in "ộậựạ"]
    first = [place for place in range(len(LINE)) if place not in strays]
    order = [*first, *(place for stray in strays for place in (None, stray))]
    text = "".join(" " if place is None else LINE[place] for place in order)

    def box_of(index: int) -> Box:
        left = WIDE * (order[index] or 0)
        return left, 0.0, left + WIDE, 12.0

    assert text == "Đc lp t do hnh phúc ộ ậ ự ạ"
    assert in_order(text, box_of, lambda index: order[index] is None) == LINE


def test_a_page_without_stray_letters_is_not_touched() -> None:
    def box_of(index: int) -> Box:
        raise AssertionError(index)

    assert in_order(LINE, box_of, lambda index: False) == LINE


def test_a_line_in_order_stays_beside_one_that_is_not() -> None:
    text = "ộ ậ ự\nmột dòng khác"

    assert (
        in_order(text, lambda index: (WIDE * index, 0.0, WIDE * (index + 1), 12.0), lambda _: False) == text
    )
