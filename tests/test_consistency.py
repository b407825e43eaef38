"""What reviewers forget: the repository checks itself."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "diemtua"
PERSONAL_DATA = ROOT / "docs" / "personal-data.md"


def python_files(*folders: str) -> list[Path]:
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    return [path for path in found if "migrations" not in path.parts]


def view_patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from view_patterns(pattern)
        else:
            yield pattern


def test_every_view_names_its_permission() -> None:
    patterns = list(view_patterns(get_resolver()))
    without = [str(pattern.pattern) for pattern in patterns if not hasattr(pattern.callback, "permission")]

    assert len(patterns) > 30
    assert without == []


def test_only_actions_write() -> None:
    writes = re.compile(
        r"\.(save|bulk_create|bulk_update|get_or_create|update_or_create)\(|objects\.create\("
    )
    breaches = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in python_files("src/diemtua")
        if path.name != "actions.py" and "actions" not in path.parts
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if writes.search(line) and "document.save(" not in line
    ]

    assert breaches == []


@pytest.mark.parametrize(("folder", "limit"), [("src", 500), ("tests", 1000)])
def test_no_file_grows_beyond_its_limit(folder: str, limit: int) -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in python_files(folder)
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > limit
    }

    assert long == {}


def test_no_style_sheet_script_or_template_grows_beyond_500_lines() -> None:
    kinds = {".css", ".ts", ".html"}
    folders = [ROOT / "frontend" / "css", ROOT / "frontend" / "ts", ROOT / "templates"]
    long = [
        str(path.relative_to(ROOT))
        for folder in folders
        for path in folder.rglob("*")
        if path.suffix in kinds and len(path.read_text(encoding="utf-8").splitlines()) > 500
    ]

    assert long == []


def test_templates_have_nothing_inline() -> None:
    inline = re.compile(
        r"<style|\sstyle=|<script(?![^>]*(src=|type=\"application/json\"))|\son[a-z]+=", re.IGNORECASE
    )
    breaches = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "templates").rglob("*.html")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if inline.search(line)
    ]

    assert breaches == []


def test_every_room_says_what_it_is_for() -> None:
    silent = [
        folder.name
        for folder in SOURCE.iterdir()
        if (folder / "__init__.py").exists()
        and not (folder / "__init__.py").read_text(encoding="utf-8").startswith('"""')
    ]

    assert silent == []


def test_no_bag_of_helpers_exists() -> None:
    bags = {"utils.py", "helpers.py", "services.py", "common.py"}

    assert [str(path) for path in python_files("src") if path.name in bags] == []


def test_every_field_of_every_model_is_classified() -> None:
    """docs/personal-data.md lists each field as public, personal or sensitive."""
    rows = re.findall(
        r"^\| `(\w+\.\w+)` \| ([^|]*) \| ([^|]*) \| ([^|]*) \|",
        PERSONAL_DATA.read_text(encoding="utf-8"),
        re.M,
    )
    listed = {model: set(re.findall(r"\w+", " ".join(classes))) for model, *classes in rows}
    ours = [model for model in apps.get_models() if model.__module__.startswith("diemtua.")]
    actual = {
        f"{model._meta.app_label}.{model.__name__}": {field.name for field in model._meta.concrete_fields}
        for model in ours
    }

    assert listed == actual


def test_nothing_committed_names_a_registry_or_a_machine() -> None:
    names = re.compile(r"p[y]pi\.org|p[y]thonhosted|registry\.n[p]mjs|deb\.d[e]bian|/r[o]ot/|/w[o]rk/")
    kinds = {".py", ".md", ".toml", ".txt", ".in", ".json", ".ts", ".css", ".html", ".sh", ".mjs"}
    left_out = {".venv", "node_modules", "dist", "staticfiles", ".git"}
    breaches = [
        str(path.relative_to(ROOT))
        for path in ROOT.rglob("*")
        if path.suffix in kinds
        and left_out.isdisjoint(path.parts)
        and path.is_file()
        and names.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]

    assert breaches == []


def test_what_a_filter_redraws_stands_inside_the_partial_that_answers_it() -> None:
    """A filter bar asks htmx to pick `target` out of the answer: the answer must hold that element."""
    broken = []
    for path in (ROOT / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        for target in re.findall(r'\{% filters [^%]*target="#([\w-]+)"', text):
            partials = re.findall(r"\{% partialdef .*?\{% endpartialdef %\}", text, re.DOTALL)
            if partials and not any(f'id="{target}"' in partial for partial in partials):
                broken.append(f"{path.relative_to(ROOT)}: #{target}")

    assert broken == []
