"""The trail can be added to and read, and nothing else."""

import pytest
from django.db import connection
from django.db.utils import ProgrammingError


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET verb = 'x'", "DELETE FROM audit_event", "TRUNCATE audit_event"]
)
def test_the_web_role_cannot_touch_the_trail(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("carepost_web",)
        with pytest.raises(ProgrammingError, match="permission denied"):
            cursor.execute(statement)
