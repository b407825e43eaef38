"""Every command explains itself; a stranger's word goes to Django."""

import os
import subprocess
import sys

import django
import pytest

from diemtua.cli import serve
from diemtua.cli.main import COMMANDS, main


@pytest.mark.parametrize("command", COMMANDS)
def test_command_has_a_page_of_help_in_vietnamese(command: str, capsys: pytest.CaptureFixture[str]):
    try:
        code = main([command, "--help"])
    except SystemExit as ended:
        code = int(ended.code or 0)

    page = capsys.readouterr().out
    assert code == 0
    assert "Cách dùng: diemtua" in page
    assert "usage" not in page


def test_overview_lists_every_command(capsys: pytest.CaptureFixture[str]):
    assert main([]) == 0

    page = capsys.readouterr().out
    assert [name for name in COMMANDS if f"  {name} " not in page] == []


def test_unknown_option_ends_with_code_two():
    with pytest.raises(SystemExit) as ended:
        main(["run", "--khong-co"])

    assert ended.value.code == 2


@pytest.mark.slow
def test_unknown_word_goes_to_django():
    result = _command("version")

    assert (result.returncode, result.stdout.strip()) == (0, django.get_version())


@pytest.mark.slow
def test_exit_code_of_django_is_ours():
    assert _command("manage", "khong-co-lenh-nay").returncode == 1


def test_demonstration_refuses_a_word_that_it_does_not_know():
    with pytest.raises(SystemExit) as ended:
        serve.demo(["khong-co"])

    assert ended.value.code == 2


def _command(*words: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DATABASE_URL": os.environ.get("DATABASE_URL") or "postgresql:///unused"}
    return subprocess.run(
        [sys.executable, "-m", "diemtua.cli.main", *words],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_word_that_nobody_knows_gets_the_list_of_commands_and_code_two(capsys: pytest.CaptureFixture[str]):
    assert main(["nonsense"]) == 2

    said = capsys.readouterr().err
    assert said.startswith("Không có việc “nonsense”.")
    assert [name for name in COMMANDS if f"  {name} " not in said] == []


@pytest.mark.parametrize(
    "words",
    [["directives", "read"], ["registers", "match"], ["advice", "examples"], ["postgres"]],
)
def test_help_has_no_english_heading(words: list[str], capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main([*words, "--help"])

    page = capsys.readouterr().out
    assert [said for said in ENGLISH if said in page] == []


@pytest.mark.slow
def test_help_of_a_demonstration_and_of_django_is_in_vietnamese():
    for words in (["demo", "load"], ["manage", "migrate"]):
        result = _command(*words, "--help")

        assert result.returncode == 0
        assert "Cách dùng: diemtua" in result.stdout
        assert [said for said in ENGLISH if said in result.stdout] == []


ENGLISH = ("usage", "positional arguments", "options:", "show this help", "Verbosity level")
