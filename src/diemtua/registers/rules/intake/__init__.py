"""Taking in a register: any file that offices send becomes typed, checked rows, each told once.

See `docs/algorithms/taking-in-a-register.md`. Plain Python and SQL for DuckDB.
"""

from diemtua.registers.rules.intake.keeping import Keeper, NoKeeper
from diemtua.registers.rules.intake.taking import Intake, Order, Outcome, take_in
from diemtua.registers.rules.intake.whereabouts import Whereabouts, WrittenPlace

__all__ = ["Intake", "Keeper", "NoKeeper", "Order", "Outcome", "Whereabouts", "WrittenPlace", "take_in"]
