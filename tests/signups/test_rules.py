"""When an entry may be recorded or withdrawn."""

from datetime import date

import pytest

from diemtua.signups import rules


@pytest.mark.parametrize(
    ("programme", "day", "path", "refusal"),
    [
        pytest.param("VSI", date(2024, 5, 1), "40.1.", None, id="the first day"),
        pytest.param("HHI", date(2024, 5, 20), "40.1.01.", None, id="today, in a hamlet"),
        pytest.param("HI", date(2024, 5, 2), "40.", None, id="at the province itself"),
        pytest.param("VSI", date(2024, 4, 30), "40.1.", rules.OutsideCampaign, id="before the campaign"),
        pytest.param("VSI", date(2024, 5, 21), "40.1.", rules.InTheFuture, id="tomorrow"),
        pytest.param("VSI", date(2024, 5, 10), "42.1.", rules.OutsideProvince, id="another province"),
        pytest.param("CSI", date(2024, 5, 10), "40.1.", rules.NotInThisCampaign, id="compulsory"),
    ],
)
def test_an_entry_is_recorded_inside_the_campaign(programme, day, path, refusal) -> None:
    answer = rules.why_not_record(
        programme=programme,
        day=day,
        first=date(2024, 5, 1),
        last=date(2024, 5, 31),
        today=date(2024, 5, 20),
        path=path,
        within="40.",
        place="Xã A",
    )

    assert (type(answer) if answer else None) is refusal


@pytest.mark.parametrize(
    ("is_withdrawn", "reason", "refusal"),
    [
        (False, "Nộp nhầm", None),
        (False, "  ", rules.ReasonMissing),
        (True, "Nộp nhầm", rules.AlreadyWithdrawn),
    ],
)
def test_an_entry_is_withdrawn_once_and_with_a_reason(is_withdrawn, reason, refusal) -> None:
    answer = rules.why_not_withdraw(is_withdrawn=is_withdrawn, reason=reason)

    assert (type(answer) if answer else None) is refusal
