"""The registers of the demonstration: taken in, matched, asked who is not covered, made a list."""

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from random import Random

from django.utils import timezone

from diemtua.accounts.models import User
from diemtua.demo.registers import (
    CARD_HEADINGS,
    PAYER_HEADINGS,
    RESIDENT_HEADINGS,
    commune_registers,
    workbook,
)
from diemtua.demo.stage import Stage
from diemtua.places.enums import Kind
from diemtua.prospects.actions.lists import ask_for_list, load_prospect_list
from diemtua.registers.actions.cohorts import count_cohorts
from diemtua.registers.actions.matchings import ask_for_matching, run_matching
from diemtua.registers.actions.snapshots import (
    accept_snapshot,
    choose_source,
    read_snapshot,
    receive_snapshot,
)
from diemtua.registers.enums import Cohort, RegisterKind
from diemtua.registers.models import Snapshot, Source

PURPOSE = "Vận động tham gia BHYT hộ gia đình"
LEGAL_BASIS = "Công văn tổ chức Tháng vận động năm 2024"


def load_registers(stage: Stage, officer: User) -> None:
    """Take in the registers of the officer's commune, match them, and list who has no card. Twice is once."""
    commune = officer.place
    if commune is None or Source.objects.filter(place=commune).exists():
        return
    made = commune_registers(stage.below(commune, Kind.HAMLET), Random(40), stage.campaign.starts_on)  # noqa: S311
    taking = _Taking(stage, officer)
    population = taking.take(
        RegisterKind.POPULATION, "Công an xã", "SỔ DÂN CƯ", RESIDENT_HEADINGS, made.resident_lines()
    )
    cards = taking.take(RegisterKind.HEALTH, "BHXH huyện", "NGƯỜI CÓ THẺ BHYT", CARD_HEADINGS, made.cards)
    payers = taking.take(
        RegisterKind.VOLUNTARY, "BHXH huyện", "NGƯỜI ĐÓNG BHXH TỰ NGUYỆN", PAYER_HEADINGS, made.payers
    )
    matching = ask_for_matching(population=population, registers=[cards, payers], by=officer, at=stage.at)
    run_matching(matching=matching, at=timezone.now)
    count_cohorts(matching=matching, by=officer, at=stage.at)
    asked = ask_for_list(
        campaign=stage.campaign,
        matching=matching,
        cohort=Cohort.UNCOVERED_HEALTH,
        place=commune,
        purpose=PURPOSE,
        legal_basis=LEGAL_BASIS,
        by=officer,
        at=stage.at,
    )
    load_prospect_list(prospect_list=asked, at=stage.at)


class _Taking:
    """Takes registers in, one after the other."""

    def __init__(self, stage: Stage, officer: User) -> None:
        self._stage = stage
        self._officer = officer

    def take(
        self,
        kind: RegisterKind,
        source: str,
        title: str,
        headings: Sequence[str],
        lines: Iterable[list[object]],
    ) -> Snapshot:
        """Return the snapshot, in use."""
        place, by, at = self._officer.place, self._officer, self._stage.at
        assert place is not None
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / f"{kind.lower()}.xlsx"
            file.write_bytes(workbook(headings, lines, f"{title} {place.name.upper()}"))
            snapshot = receive_snapshot(
                source=choose_source(place=place, kind=kind, name=source, by=by, at=at),
                as_of=self._stage.campaign.starts_on,
                name=file.name,
                file=file,
                purpose=PURPOSE,
                legal_basis=LEGAL_BASIS,
                by=by,
                at=at,
            )
        read_snapshot(snapshot=snapshot, at=at)
        return accept_snapshot(snapshot=snapshot, by=by, at=at)
