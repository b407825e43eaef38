"""The glossary binds every word of the code to the Vietnamese of the law, and names nothing else."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth.models import AbstractUser
from django.db.models import TextChoices

GLOSSARY = Path(__file__).resolve().parents[1] / "docs" / "glossary.md"
ROW = re.compile(
    r"^\| (?P<vietnamese>[^|]+) \| (?P<source>[^|]*) \| (?P<english>[^|]+) \| `(?P<code>[\w.]+)` \|"
)


def rows() -> list[dict[str, str]]:
    lines = GLOSSARY.read_text(encoding="utf-8").splitlines()
    return [found.groupdict() for line in lines if (found := ROW.match(line))]


def our_models() -> list[type]:
    return [model for model in apps.get_models() if model.__module__.startswith("diemtua.")]


def our_enums() -> list[type[TextChoices]]:
    modules = {
        import_module(f"{config.name}.enums")
        for config in apps.get_app_configs()
        if config.name.startswith("diemtua.") and (Path(config.path) / "enums.py").exists()
    }
    values = [value for module in modules for value in vars(module).values()]
    return [
        value
        for value in values
        if isinstance(value, type) and issubclass(value, TextChoices) and value is not TextChoices
    ]


def test_every_model_is_in_the_glossary_under_its_vietnamese_name() -> None:
    written = {(row["vietnamese"].strip(), row["code"]) for row in rows()}
    models = {
        (str(model._meta.verbose_name), f"{model._meta.app_label}.{model.__name__}") for model in our_models()
    }

    assert models - written == set()


def test_every_choice_is_in_the_glossary_with_its_label() -> None:
    written = {(row["vietnamese"].strip(), row["code"]) for row in rows()}
    choices = {
        (str(choice.label), f"{enum.__module__.split('.')[1]}.{enum.__name__}.{choice.name}")
        for enum in our_enums()
        for choice in enum
    }

    assert choices - written == set()


@pytest.mark.parametrize("code", [row["code"] for row in rows()])
def test_every_row_names_something_that_exists(code: str) -> None:
    app, *names = code.split(".")
    found = None
    for module in ("models", "enums", "rules", "actions", "queries", "signals"):
        try:
            found = import_module(f"diemtua.{app}.{module}")
            for name in names:
                found = getattr(found, name)
        except (ImportError, AttributeError):
            found = None
            continue
        break

    assert found is not None


def test_names_of_models_are_lower_case_as_the_law_writes_them() -> None:
    keep = ("BHXH", "BHYT", "BHTN")
    inherited = {field.name for field in AbstractUser._meta.get_fields()}
    wrong = [
        str(field.verbose_name)
        for model in our_models()
        for field in model._meta.concrete_fields
        if field.name not in inherited
        and field.verbose_name[:1].isupper()
        and not str(field.verbose_name).startswith((*keep, "ID"))
    ]

    assert wrong == []
