"""A refusal leaves one line in the log, a fault its traceback."""

import logging
import sys

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils.log import log_response


@pytest.mark.parametrize(("status", "has_traceback"), [(403, False), (404, False), (500, True)])
def test_only_a_fault_of_the_server_has_a_traceback(caplog, status: int, has_traceback: bool) -> None:
    request = RequestFactory().get("/kin/")
    try:
        raise PermissionDenied
    except PermissionDenied:
        with caplog.at_level(logging.WARNING, logger="django.request"):
            log_response(
                "Refused: %s",
                request.path,
                response=HttpResponse(status=status),
                request=request,
                exception=sys.exc_info()[1],
            )

    assert [bool(record.exc_info) for record in caplog.records] == [has_traceback]
