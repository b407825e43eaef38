"""A directive of two sections, as a draft and in force."""

import pytest

from diemtua.directives import actions
from diemtua.directives.models import Directive
from tests.directives.test_actions import AT, TEXT


@pytest.fixture
def draft(campaign, minh) -> Directive:
    return actions.take_in(campaign=campaign, text=TEXT, source_name="cong-van.txt", by=minh, at=AT)


@pytest.fixture
def published(draft, minh) -> Directive:
    return actions.publish(directive=draft, by=minh, at=AT)
