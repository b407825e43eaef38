"""The command line: one word chooses what to do; a word that is not ours goes to Django."""

import importlib
import importlib.util
import sys
from pathlib import Path

from diemtua.cli.stages import Refused, complain, say

OURS = Path(__file__).parents[1]
COMMANDS = {
    "run": ("run", "main", "mọi thứ, từ mã nguồn mới tải tới trang web chạy được"),
    "test": ("test", "main", "toàn bộ bài thử, trên cơ sở dữ liệu dùng xong bỏ"),
    "check": ("check", "main", "mọi kiểm tra khác: kiểu, lớp, định dạng, di trú, bản dịch"),
    "build": ("frontend", "main", "dựng giao diện, bản dịch, tệp tĩnh"),
    "serve": ("serve", "serve", "chỉ máy chủ web"),
    "worker": ("serve", "worker", "chỉ tiến trình làm việc nền"),
    "migrate": ("serve", "migrate", "đưa cơ sở dữ liệu lên phiên bản của mã nguồn"),
    "demo": ("serve", "demo", "dữ liệu trình diễn"),
    "doctor": ("doctor", "main", "xem máy này và trang này có khoẻ không"),
    "postgres": ("serve", "postgres", "PostgreSQL nhúng sẵn: start, stop, url, psql"),
    "bench": ("bench", "main", "đo tốc độ, độ đúng: bench TÊN"),
    "translations": ("translations", "main", "bản dịch tiếng Anh: check, update, compile"),
    "lock": ("lock", "main", "ghim phiên bản các gói"),
    "directives": ("directives", "main", "đọc văn bản, báo cáo: read TỆP, figures TỆP"),
    "registers": ("registers", "main", "sổ dân cư, sổ người tham gia: import, match"),
    "advice": ("advice", "main", "hỏi bộ tính theo luật: examples TỆP.csv, quote"),
    "manage": ("serve", "manage", "lệnh bất kỳ của Django"),
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 refused, 2 misread."""
    words = sys.argv[1:] if arguments is None else arguments
    if not words or words[0] in {"-h", "--help", "help"}:
        say(_overview())
        return 0
    if words[0] not in COMMANDS and not _is_of_django(words[0]):
        complain(f"Không có việc “{words[0]}”.\n\n{_overview()}")
        return 2
    module, function, _ = COMMANDS.get(words[0], COMMANDS["manage"])
    rest = words[1:] if words[0] in COMMANDS else words
    try:
        return int(getattr(importlib.import_module(f"diemtua.cli.{module}"), function)(rest))
    except Refused as refused:
        complain(str(refused))
        return 1


def _is_of_django(word: str) -> bool:
    """Say whether Django, one of its parts or one of our apps has a command called so."""
    django = importlib.util.find_spec("django")
    places = [Path(django.origin).parent] if django and django.origin else []
    if word in {"help", "version", "--version"}:
        return True
    if not word.isidentifier():
        return False
    file = f"management/commands/{word}.py"
    folders = [*(folder / part for folder in places for part in ("core", "contrib/*")), OURS / "*"]
    return any(next(iter(folder.parent.glob(f"{folder.name}/{file}")), None) for folder in folders)


def _overview() -> str:
    lines = [f"  {name:<14}{purpose}" for name, (_, _, purpose) in COMMANDS.items()]
    return "\n".join(
        [
            "Điểm Tựa: một tháng vận động, từ công văn tới báo cáo.",
            "",
            "Cách dùng: diemtua VIỆC [TUỲ_CHỌN…]      (mỗi việc có --help; việc lạ được chuyển cho Django)",
            "",
            *lines,
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
