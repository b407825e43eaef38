"""The site and its worker one by one, for a service manager; and any command of Django."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from diemtua.cli import database, run, site
from diemtua.cli.stages import Parser, Refused
from diemtua.cli.stamps import ROOT


def serve(arguments: list[str]) -> int:
    """Serve the pages until told to stop."""
    parser = Parser("diemtua serve", "Chỉ máy chủ web, không dựng, không di trú: dành cho máy chủ thật.")
    parser.option("--host", default="127.0.0.1", metavar="ĐỊA_CHỈ", help="địa chỉ lắng nghe (127.0.0.1)")
    parser.option("--port", type=int, default=8000, metavar="CỔNG", help="cổng (8000)")
    parser.option("--workers", type=int, default=2, metavar="SỐ", help="số tiến trình web (2)")
    options = parser.parse_args(arguments)
    return _foreground(run.web_command(options.host, options.port, options.workers))


def worker(arguments: list[str]) -> int:
    """Work through background jobs until told to stop."""
    parser = Parser("diemtua worker", "Chỉ tiến trình làm việc nền (báo cáo, nhập danh sách).")
    parser.option("--concurrency", type=int, default=1, metavar="SỐ", help="số việc làm cùng lúc (1)")
    options = parser.parse_args(arguments)
    return _foreground(run.worker_command(options.concurrency))


def migrate(arguments: list[str]) -> int:
    """Apply what the database lacks, always asking Django."""
    if {"-h", "--help"} & set(arguments):
        Parser(
            "diemtua migrate",
            "Đưa cơ sở dữ liệu lên phiên bản của mã nguồn. Các từ thêm được chuyển cho migrate của Django.",
        ).parse_args(["--help"])
    return manage(["migrate", *arguments])


def demo(arguments: list[str]) -> int:
    """Run a command of the demonstration: `demo load` is Django's `demo_load`."""
    known = sorted(file.stem for file in database.DEMO_COMMAND.parent.glob("demo_*.py"))
    words = [name.removeprefix("demo_") for name in known]
    parser = Parser(
        "diemtua demo",
        "Dữ liệu trình diễn (người và việc đều bịa). Việc có sẵn: " + (", ".join(words) or "chưa có"),
        usage="diemtua demo VIỆC [TUỲ_CHỌN…]",
    )
    if not arguments or arguments[0] in {"-h", "--help"}:
        parser.parse_args(["--help"])
    if arguments[0] not in words:
        parser.error(f"không có việc “{arguments[0]}”")
    return manage([f"demo_{arguments[0]}", *arguments[1:]])


def manage(arguments: list[str]) -> int:
    """Run Django's own command line with the database of this site."""
    if not arguments or arguments[0] in {"-h", "--help"}:
        Parser(
            "diemtua manage",
            "Lệnh bất kỳ của Django, với cơ sở dữ liệu của trang này. Xem các lệnh: diemtua manage help",
            usage="diemtua manage LỆNH [TUỲ_CHỌN…]",
        ).parse_args(["--help"])
    return _foreground([sys.executable, "-m", "diemtua.cli.django_words", *arguments])


def postgres(arguments: list[str]) -> int:
    """Start, stop or name the embedded server, or open its prompt."""
    from diemtua.cli.postgres import Postgres, PostgresFailed  # noqa: PLC0415 -- not for every command

    parser = Parser(
        "diemtua postgres",
        "PostgreSQL nhúng sẵn: start chạy và để đó, stop dừng, url in DATABASE_URL, psql mở dấu nhắc SQL.",
        usage="diemtua postgres start|stop|url|psql",
    )
    parser.add_argument("verb", choices=["start", "stop", "url", "psql"], help="việc cần làm")
    verb = parser.parse_args(arguments).verb
    server = Postgres(site.prepare_home())
    try:
        if verb == "psql":
            with server:
                return _wait([str(server.binaries / "psql"), server.url], dict(os.environ))
        if verb == "stop":
            print("Đã dừng." if server.stop() else "Không có máy chủ nào đang chạy.")
        else:
            print(server.keep() if verb == "start" else server.url)
    except PostgresFailed as failure:
        raise Refused(str(failure)) from failure
    return 0


def _foreground(command: list[str]) -> int:
    with site.surroundings() as environment:
        return _wait(command, environment)


def _wait(command: list[str], environment: dict[str, str], folder: Path = ROOT) -> int:
    """Run a child in our place and wait: Ctrl-C reaches it by itself, other signals are handed on."""
    with subprocess.Popen(command, env=environment, cwd=folder) as child:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for number in (signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, lambda received, frame: child.send_signal(received))
        code = child.wait()
    return code if code >= 0 else 128 - code
