"""The programmes. Plain Python: the law engine is importable without Django."""

from enum import StrEnum


class Programme(StrEnum):
    """A programme of social or health insurance, or the unduplicated whole.

    Programmes overlap (one person may hold three): they are never summed into persons.
    """

    VOLUNTARY_SOCIAL = "VSI"
    HOUSEHOLD_HEALTH = "HHI"
    COMPULSORY_SOCIAL = "CSI"
    UNEMPLOYMENT = "UI"
    HEALTH = "HI"
    ANY = "ALL"
