"""What the terminal shows: stages with their times, and sentences instead of tracebacks."""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import NoReturn


class Refused(Exception):
    """The command cannot go on; the text is a sentence for the user, with what to do next."""


class Stages:
    """Prints each stage of a command on one line, with the seconds that it took."""

    def __init__(self, started: float | None = None):
        """Begin counting, or go on from `started` (seconds since the epoch) of the program that called us."""
        self.started = started or time.time()

    @contextmanager
    def stage(self, name: str) -> Iterator[Callable[[str], None]]:
        """Time one stage; the function that it yields sets the remark at the end of its line."""
        began = time.time()
        remarks: list[str] = []
        yield remarks.append
        self.report(name, time.time() - began, "; ".join(remarks))

    def report(self, name: str, seconds: float, remark: str = "") -> None:
        """Print the line of a stage that was timed elsewhere."""
        say(f"  {name:<20} {decimal(seconds):>6} giây   {remark}".rstrip())

    def total(self) -> str:
        """Return the seconds since the beginning, as text."""
        return f"{decimal(time.time() - self.started)} giây"


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks Vietnamese."""

    def __init__(self, prog: str, description: str, usage: str = "") -> None:
        super().__init__(prog=prog, description=description, add_help=False, usage=usage or None)
        self._positionals.title = "Tham số"
        self.choices_group = self.add_argument_group("Tuỳ chọn")
        self.option("-h", "--help", action="help", help="in trang này")

    def option(self, *names: str, **details: object) -> None:
        """Add an option under the Vietnamese heading."""
        self.choices_group.add_argument(*names, **details)  # type: ignore[arg-type]  # argparse types each word

    def format_help(self) -> str:
        """Return the page of help, with its one English word replaced."""
        return super().format_help().replace("usage:", "Cách dùng:", 1)

    def error(self, message: str) -> NoReturn:
        """End with code 2, as every command line does when it is misread."""
        self.exit(2, f"Không hiểu dòng lệnh: {message}\nXem: {self.prog} --help\n")


def say(text: str = "") -> None:
    """Print at once, also into a pipe."""
    print(text, flush=True)


def complain(text: str) -> None:
    """Print to where errors go."""
    print(text, file=sys.stderr, flush=True)


def decimal(seconds: float) -> str:
    """Return seconds with one decimal, with the comma that Vietnamese uses."""
    return f"{seconds:.1f}".replace(".", ",")
