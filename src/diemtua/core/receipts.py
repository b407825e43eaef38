"""Receipts: what became of everything that was sent. Plain Python."""

from dataclasses import dataclass
from typing import NamedTuple


class RefusedItem(NamedTuple):
    """One item that was not taken: its reference, a stable code, a Vietnamese sentence."""

    ref: str
    code: str
    text: str


@dataclass(frozen=True)
class Receipt:
    """The answer to a batch: sent = accepted + duplicate + refused, or it cannot be made.

    >>> Receipt(sent=3, accepted=2, duplicate=1).refused
    ()
    """

    sent: int
    accepted: int
    duplicate: int
    refused: tuple[RefusedItem, ...] = ()

    def __post_init__(self) -> None:
        answered = self.accepted + self.duplicate + len(self.refused)
        if self.sent != answered:
            raise ValueError(f"{self.sent} sent, {answered} answered")
