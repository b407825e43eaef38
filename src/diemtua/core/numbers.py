"""Numbers as Vietnamese papers print them, and as people type them. Plain Python."""

import re
from decimal import ROUND_HALF_UP, Decimal


def to_dong(amount: Decimal) -> int:
    """Round `amount` to whole đồng, half up."""
    return int(amount.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def grouped(number: int) -> str:
    """Print a whole number with a dot between thousands: 3039673 becomes '3.039.673'."""
    return f"{number:,}".replace(",", ".")


def decimal_comma(number: Decimal | float, places: int = 2) -> str:
    """Print a number with a decimal comma and no idle zeros: 92.32 becomes '92,32', 96.0 becomes '96'."""
    text = f"{Decimal(str(number)).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP):,f}"
    whole, _, part = text.partition(".")
    part = part.rstrip("0")
    return whole.replace(",", ".") + (f",{part}" if part else "")


def percent(numerator: int | Decimal, denominator: int | Decimal, places: int = 2) -> Decimal | None:
    """Return numerator as a percentage of denominator, rounded half up to `places`; None of nothing."""
    if not denominator:
        return None
    exact = Decimal(numerator) * 100 / Decimal(denominator)
    return exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


_GROUPED = re.compile(r"^[+-]?\d{1,3}([. ]\d{3})+$|^[+-]?\d{1,3}(,\d{3})+$")


def parse_whole(text: str) -> int | None:
    """Read a whole number as typed ('1.403', '1,403', '1 403', '1403'); None when it is not one."""
    bare = text.strip()
    if _GROUPED.match(bare):
        bare = re.sub(r"[., ]", "", bare)
    return int(bare) if re.fullmatch(r"[+-]?\d+", bare) else None


def parse_decimal(text: str) -> Decimal | None:
    """Read a number with a decimal comma or point ('92,32', '3.039.673'); None when it is not one."""
    whole = parse_whole(text)
    if whole is not None:
        return Decimal(whole)
    bare = text.strip().replace(" ", "")
    if "," in bare and "." in bare:
        bare = bare.replace(".", "") if bare.rindex(",") > bare.rindex(".") else bare.replace(",", "")
    bare = bare.replace(",", ".")
    return Decimal(bare) if re.fullmatch(r"[+-]?\d+\.\d+", bare) else None
