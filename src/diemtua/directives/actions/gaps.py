"""Gaps as they are stored, and names of agencies that no longer hold on the day of a directive."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from diemtua.agencies.models import Agency
from diemtua.agencies.queries import AgencyFinder
from diemtua.campaigns.models import Campaign
from diemtua.directives.queries.editions import Heirs
from diemtua.directives.rules import Named
from diemtua.directives.rules.layout import gap
from diemtua.directives.rules.layout import gettext_noop as _
from diemtua.directives.rules.model import Gap


def as_stored(found: Gap) -> dict[str, Any]:
    """Return a gap as a directive keeps it: a page says it in its language from pattern and parts."""
    return {
        "code": found.code,
        "text": found.text,
        "span": [found.span.start, found.span.end] if found.span else None,
        "pattern": found.pattern,
        "parts": found.parts,
    }


class FormerNames:
    """Finds agencies by names that held before a day and hold no longer; reads them at the first question."""

    def __init__(self, campaign: Campaign, day: date) -> None:
        self._campaign, self._day = campaign, day
        self._holding = AgencyFinder(campaign.place, day)
        self._ended: AgencyFinder | None = None

    def find(self, words: str) -> Agency | None:
        """Return the agency that `words` named once; None where the name holds, or never did."""
        if self._holding.find(words):
            return None
        if self._ended is None:
            self._ended = AgencyFinder(self._campaign.place, self._day, ended=True)
        return self._ended.find(words)

    def gaps(self, named: Iterable[Named]) -> list[Gap]:
        """Return a gap for each name that holds no longer on the day, with the successor of that day."""
        heirs = Heirs(self._day)
        found: dict[int, Gap] = {}
        for one in named:
            agency = self.find(one.text)
            if agency is None or agency.valid_to is None or agency.pk in found:
                continue
            heir = heirs.of(agency)
            parts = {"words": one.text, "day": f"{agency.valid_to:%d/%m/%Y}"}
            found[agency.pk] = (
                gap(
                    "agency_ended",
                    _("“%(words)s” không còn từ ngày %(day)s; nay là “%(heir)s”."),
                    one.span,
                    **parts,
                    heir=heir.name,
                )
                if heir
                else gap(
                    "agency_ended",
                    _("“%(words)s” không còn từ ngày %(day)s và chưa ghi cơ quan kế thừa."),
                    one.span,
                    **parts,
                )
            )
        return list(found.values())
