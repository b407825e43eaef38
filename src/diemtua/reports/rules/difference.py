"""What changed between two issues of a report. Plain Python."""

from dataclasses import dataclass

from diemtua.reports.rules.snapshot import LAUNCH_MARK, Snapshot, StatedFigure


@dataclass(frozen=True)
class Change:
    """One figure in an earlier and a later issue; None where it was unknown or did not exist."""

    key: str
    label: str
    unit: str
    is_launch_day: bool
    earlier: int | None
    later: int | None

    @property
    def difference(self) -> int:
        """Return later minus earlier, an unknown figure as zero."""
        return (self.later or 0) - (self.earlier or 0)


def differences(earlier: Snapshot, later: Snapshot) -> list[Change]:
    """Return the figures whose value is not the same in both issues, in the order of the later one."""
    keys = [*later.figures, *(key for key in earlier.figures if key not in later.figures)]
    changes = [_change(key, earlier.figures.get(key), later.figures.get(key)) for key in keys]
    return [change for change in changes if change.earlier != change.later]


def _change(key: str, earlier: StatedFigure | None, later: StatedFigure | None) -> Change:
    told = later or earlier
    assert told is not None
    return Change(
        key=key,
        label=told.label,
        unit=told.unit,
        is_launch_day=key.endswith(LAUNCH_MARK),
        earlier=earlier.value if earlier else None,
        later=later.value if later else None,
    )
