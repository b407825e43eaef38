"""What every test may ask for: the seeds, three standing people, one small province and its campaign."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection

from diemtua.accounts.enums import Role
from tests.factories import make

SHARED = Path(__file__).resolve().parents[2] / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a second run, on another PostgreSQL, leave out what would only do the same again."""
    told = "only tests that use the database"
    parser.addoption("--only-database", action="store_true", default=False, help=told)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out tests that use no database, where that is asked."""
    if not config.getoption("--only-database"):
        return
    asking = {"db", "transactional_db", "django_db_setup", "live_server", "demonstration"}
    kept, left_out = [], []
    for item in items:
        uses = item.get_closest_marker("django_db") or asking & set(getattr(item, "fixturenames", ()))
        (kept if uses else left_out).append(item)
    items[:] = kept
    config.hook.pytest_deselected(items=left_out)


def pytest_sessionstart() -> None:
    """Make the folder of gathered static files (whitenoise warns where it is missing), and a vault."""
    Path(settings.STATIC_ROOT).mkdir(exist_ok=True)
    settings.VAULT = Path(tempfile.mkdtemp(prefix="diemtua-vault-"))
    os.environ["DIEMTUA_VAULT"] = str(settings.VAULT)  # processes that tests start have no other either
    atexit.register(shutil.rmtree, settings.VAULT, ignore_errors=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> Iterator[None]:
    """End what a live server's threads left connected, or the test database cannot be dropped."""
    yield
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


@pytest.fixture
def seed() -> Callable[[str], str]:
    """Return the text of a source document by the beginning of its name; skip where it is not at hand."""

    def read(beginning: str) -> str:
        found = sorted((SHARED / "seeds").glob(f"{beginning}*.txt"))
        if not found:
            pytest.skip(f"seed {beginning} is not here: the folder ../shared/seeds is absent")
        return found[0].read_text(encoding="utf-8")

    return read


@pytest.fixture(autouse=True)
def _own_vault(settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give each test a vault of its own; it is made when something is put there."""
    settings.VAULT = tmp_path_factory.getbasetemp() / "vaults" / uuid4().hex


@pytest.fixture
def province(db: None) -> SimpleNamespace:
    """A small province with two districts, three communes and four hamlets, as of 2024."""
    return make.small_province()


@pytest.fixture
def campaign(province: SimpleNamespace):
    """The campaign month of May 2024 in the small province, launched on 6/5."""
    return make.campaign(
        province, starts_on=date(2024, 5, 1), ends_on=date(2024, 5, 31), launch_on=date(2024, 5, 6)
    )


@pytest.fixture
def minh(province: SimpleNamespace):
    """Minh leads the campaign of the province."""
    return make.member("minh", "Trần Văn Minh", province.insurance, province.place, Role.PROVINCE_LEAD)


@pytest.fixture
def lan(province: SimpleNamespace):
    """Lan works in the first commune."""
    return make.member(
        "lan", "Nguyễn Thị Lan", province.commune_committee, province.communes[0], Role.COMMUNE_OFFICER
    )


@pytest.fixture
def hung(province: SimpleNamespace):
    """Hùng belongs to a commune of the other district and must see nothing of Lan's."""
    return make.member(
        "hung", "Phạm Văn Hùng", province.other_committee, province.communes[2], Role.COMMUNE_OFFICER
    )


@pytest.fixture
def leader(province: SimpleNamespace):
    """A leader of the province, who only looks."""
    return make.member("binh", "Lê Thanh Bình", province.committee, province.place, Role.LEADER)


@pytest.fixture
def head(province: SimpleNamespace):
    """A hamlet head in the first hamlet of the first commune."""
    return make.member("tam", "Vi Văn Tám", province.commune_committee, province.hamlets[0], Role.HAMLET_HEAD)


@pytest.fixture(autouse=True)
def plain_static_files(settings) -> None:
    """Serve static files by their plain names, so that a page needs no front-end build in a test."""
    settings.WHITENOISE_AUTOREFRESH = True
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
