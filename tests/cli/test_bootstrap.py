"""The program at the root: what it asks of the machine, and what it says when that is missing."""

import json
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

from diemtua.cli.stamps import ROOT


@pytest.fixture(scope="module")
def bootstrap() -> ModuleType:
    """The root program, loaded without running it."""
    loader = SourceFileLoader("diemtua_bootstrap", str(ROOT / "diemtua"))
    spec = spec_from_loader(loader.name, loader)
    assert spec
    module = module_from_spec(spec)
    loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("error: no space left on device (os error 28)", "Đĩa đã đầy"),
        ("failed to create directory: permission denied", "Không ghi được"),
        ("could not connect, tcp connect error: network is unreachable", "Không tải được các gói"),
        ("temporary failure in name resolution: failed to resolve", "Không tải được các gói"),
        ("these packages do not match the hashes", "không đúng mã băm"),
        ("something else", "Một bước cài đặt không xong"),
    ],
)
def test_failed_step_names_its_likely_cause(bootstrap: ModuleType, said: str, sentence: str):
    assert sentence in bootstrap.likely_cause(said)


def test_ordinary_commands_need_only_the_runtime(bootstrap: ModuleType):
    assert bootstrap.wanted_stamp("run", {})["kind"] == "runtime"
    assert bootstrap.wanted_stamp("test", {})["kind"] == "dev"


def test_tools_of_developers_stay_once_installed(bootstrap: ModuleType):
    assert bootstrap.wanted_stamp("run", {"kind": "dev"})["kind"] == "dev"


def test_environment_of_another_requirement_file_is_not_current(bootstrap: ModuleType):
    wanted = bootstrap.wanted_stamp("run", {})

    assert bootstrap.wanted_stamp("run", wanted) == wanted
    assert {**wanted, "runtime": "0"} != wanted


def test_unfinished_environment_has_no_stamp(bootstrap: ModuleType, tmp_path: Path, monkeypatch):
    python, stamp = tmp_path / "python", tmp_path / "stamp"
    monkeypatch.setattr(bootstrap, "PYTHON", str(python))
    monkeypatch.setattr(bootstrap, "STAMP", str(stamp))

    assert bootstrap.read_stamp() == {}
    stamp.write_text(json.dumps({"kind": "runtime"}))
    assert bootstrap.read_stamp() == {}  # its Python has gone
    python.touch()
    assert bootstrap.read_stamp() == {"kind": "runtime"}
    stamp.write_text('{"kind"')
    assert bootstrap.read_stamp() == {}


def test_root_program_names_no_registry(bootstrap: ModuleType):
    text = (ROOT / "diemtua").read_text()

    assert "://" not in text
    assert "runtime" in text
