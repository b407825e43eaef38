"""What can prove that a task is done: the counted indicators, lists made, targets given. Plain Python.

See `docs/algorithms/following-a-task.md`.
"""

from dataclasses import dataclass

from diemtua.core.errors import Refusal
from diemtua.progress.rules.catalogue import CATALOGUE, Source, gettext_noop

_ = gettext_noop

LISTED = "PR.LISTED"
LISTED_PLACES = "PR.LISTED.PLACES"
SHARED_PLACES = "TA.SHARED.PLACES"


class CannotProve(Refusal):
    code = "cannot_prove"
    text = "Chỉ số “{code}” không đếm được từ từng dòng nên không làm minh chứng."


@dataclass(frozen=True)
class Proof:
    """Something that is counted and that a task can be bound to."""

    code: str
    label: str
    unit: str
    is_activity: bool = False  # its rows name the agency that held it


_OWN = (
    Proof(LISTED, _("Người trong danh sách tiềm năng"), _("người")),
    Proof(LISTED_PLACES, _("Thôn đã có danh sách tiềm năng"), _("thôn")),
    Proof(SHARED_PLACES, _("Nơi cấp dưới đã được giao chỉ tiêu"), _("nơi")),
)

PROOFS: dict[str, Proof] = {
    proof.code: proof
    for proof in (
        *_OWN,
        *(
            Proof(one.code, one.label, one.unit, is_activity=one.source is Source.ACTIVITIES)
            for one in CATALOGUE.values()
            if one.is_counted and one.source is not Source.DERIVED
        ),
    )
}


def proof_of(code: str) -> Proof:
    """Return what is counted under `code`.

    :raises CannotProve:
    """
    found = PROOFS.get(code)
    if found is None:
        raise CannotProve(code=code)
    return found
