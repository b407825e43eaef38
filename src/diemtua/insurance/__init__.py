"""The law: dated figures with their legal text, and plain rules (dues, support, pension, lump sum).

A library by itself: nothing here but `models`, `queries`, `actions` and what builds on them needs Django.

>>> from datetime import date
>>> from diemtua.insurance import Group, law_on, quote_voluntary
>>> quote_voluntary(law_on(date(2026, 3, 9)), income=1_500_000, groups=[Group.POOR], months=1).net
165000
"""

from diemtua.insurance.enums import Confidence, Group, HealthGroup, Programme, Scheme, Sex
from diemtua.insurance.rules.bundled import bundled_law, law_on
from diemtua.insurance.rules.compulsory import Situation, who_is_compulsory
from diemtua.insurance.rules.compulsory_dues import employment_dues, owner_dues
from diemtua.insurance.rules.estimate import estimate_pension
from diemtua.insurance.rules.health_benefit import coverage
from diemtua.insurance.rules.health_card import Card, card_start, five_years
from diemtua.insurance.rules.household import Member, quote_household
from diemtua.insurance.rules.lump_sum import lump_sum
from diemtua.insurance.rules.missing_time import quote_missing_time
from diemtua.insurance.rules.pension import pension_of
from diemtua.insurance.rules.refusals import Unanswerable
from diemtua.insurance.rules.retirement import retirement_of
from diemtua.insurance.rules.topics import work_out
from diemtua.insurance.rules.unemployment import unemployment_benefit
from diemtua.insurance.rules.voluntary import income_bounds, quote_voluntary
from diemtua.insurance.rules.waiting import Career, Way, compare

__all__ = [
    "Card",
    "Career",
    "Confidence",
    "Group",
    "HealthGroup",
    "Member",
    "Programme",
    "Scheme",
    "Sex",
    "Situation",
    "Unanswerable",
    "Way",
    "bundled_law",
    "card_start",
    "compare",
    "coverage",
    "employment_dues",
    "estimate_pension",
    "five_years",
    "income_bounds",
    "law_on",
    "lump_sum",
    "owner_dues",
    "pension_of",
    "quote_household",
    "quote_missing_time",
    "quote_voluntary",
    "retirement_of",
    "unemployment_benefit",
    "who_is_compulsory",
    "work_out",
]
