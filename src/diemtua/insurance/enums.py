"""The words of insurance law. Plain Python: the law engine is importable without Django."""

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


class Confidence(StrEnum):
    """How well a figure of the law is founded."""

    HIGH = "high"  # the legal text itself, or two independent sources
    MEDIUM = "medium"  # one decent source
    LOW = "low"  # a calculator or a blog, or derived from a published case
    UNVERIFIED = "unverified"  # known by heart only


class Group(StrEnum):
    """The groups that the State supports in voluntary social insurance, each at its own rate."""

    POOR = "poor"
    NEAR_POOR = "near_poor"
    ETHNIC_MINORITY = "ethnic_minority"
    ISLAND_OR_SPECIAL_ZONE = "island_or_special_zone"
    OTHER = "other"


class HealthGroup(StrEnum):
    """The groups whose health insurance contribution the State supports."""

    NEAR_POOR_IN_POOR_COMMUNE = "near_poor_in_poor_commune"
    NEAR_POOR = "near_poor"
    ETHNIC_MINORITY_LEFT_LIST = "ethnic_minority_left_list"
    STUDENT = "student"
    AVERAGE_FARMER = "average_farmer"
    GRASSROOTS_WORKER = "grassroots_worker"
    TRAFFICKING_VICTIM = "trafficking_victim"
    SOCIAL_PENSIONER = "social_pensioner"
    NONE = "none"


class Sex(StrEnum):
    """The sex by which retirement ages and pension rates differ."""

    MALE = "M"
    FEMALE = "F"


class Scheme(StrEnum):
    """Under which kind of social insurance time was paid."""

    VOLUNTARY = "voluntary"
    COMPULSORY = "compulsory"
