"""`diemtua bench NAME`: run one benchmark of the folder bench/; not part of any test."""

import subprocess
import sys

from diemtua.cli.stages import Refused, say
from diemtua.cli.stamps import ROOT

FOLDER = ROOT / "bench"


def main(arguments: list[str]) -> int:
    """Run `bench/NAME.py` with the words that follow, or list the names."""
    names = sorted(file.stem for file in FOLDER.glob("*.py") if not file.stem.startswith("_"))
    if not arguments or arguments[0] in {"-h", "--help"}:
        say("Cách dùng: diemtua bench TÊN [TUỲ_CHỌN…]\n\nĐo tốc độ, độ đúng. Các tên: " + ", ".join(names))
        return 0
    name, *rest = arguments
    if name not in names:
        raise Refused(f"Không có phép đo “{name}”. Có: {', '.join(names)}.")
    return subprocess.run([sys.executable, FOLDER / f"{name}.py", *rest], cwd=ROOT, check=False).returncode
