"""Django's command line with the words of its help in Vietnamese, in place of `-m django`."""

import argparse
import sys
from typing import Any

from django.core.management import execute_from_command_line
from django.core.management.base import BaseCommand

_WORDS = {
    "usage: ": "Cách dùng: ",
    "positional arguments": "Tham số",
    "options": "Tuỳ chọn",
    "show this help message and exit": "in trang này",
    "show program's version number and exit": "in phiên bản Django",
    "the following arguments are required: %s": "thiếu: %s",
    "unrecognized arguments: %s": "không hiểu: %s",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
}
_OPTIONS = {
    "version": "in phiên bản Django",
    "verbosity": "nói nhiều hay ít: 0 rất ít, 1 bình thường, 2 nhiều, 3 rất nhiều",
    "settings": "mô-đun cài đặt, thay cho DJANGO_SETTINGS_MODULE",
    "pythonpath": "thư mục thêm vào đường tìm mã Python",
    "traceback": "in đầy đủ dấu vết khi có lỗi",
    "no_color": "không tô màu",
    "force_color": "luôn tô màu",
    "skip_checks": "bỏ qua các kiểm tra của Django",
}


def main() -> None:
    """Put our words in place of argparse's and of Django's common options, then run the command."""
    vars(argparse)["_"] = lambda words: _WORDS.get(words, words)
    create = BaseCommand.create_parser

    def create_parser(self: BaseCommand, prog_name: str, subcommand: str, **details: Any) -> Any:
        parser = create(self, prog_name, subcommand, **details)
        for action in parser._actions:
            action.help = _OPTIONS.get(action.dest, action.help)
        return parser

    BaseCommand.create_parser = create_parser  # type: ignore[method-assign] # the one place where all pass
    execute_from_command_line(["diemtua", *sys.argv[1:]])


if __name__ == "__main__":
    main()
