"""How two registers are read, normalised and matched; plain Python and SQL for DuckDB."""

from diemtua.registers.rules.matching import Matching, Report, match_registers
from diemtua.registers.rules.passes import PASSES, Pass
from diemtua.registers.rules.scoring import State, state_of

__all__ = ["PASSES", "Matching", "Pass", "Report", "State", "match_registers", "state_of"]
