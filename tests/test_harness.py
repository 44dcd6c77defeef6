"""The harness is as strict as it says: no network, warnings are errors, the web role."""

import socket
import warnings

import pytest
from django.db import connection


def test_nothing_beyond_this_machine_can_be_reached() -> None:
    # The guard warns before it raises, and a warning is an error here.
    with socket.socket() as probe, pytest.raises(UserWarning, match=r"tried to use socket\.socket\.connect"):
        probe.connect(("192.0.2.1", 80))


def test_a_warning_is_an_error() -> None:
    with pytest.raises(UserWarning, match="heard"):
        warnings.warn("heard", stacklevel=1)


@pytest.mark.django_db
def test_tests_run_as_the_role_that_serves_pages() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, usesuper FROM pg_user WHERE usename = current_user")
        assert cursor.fetchone() == ("carepost_web", False)
