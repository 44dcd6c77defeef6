"""The same browser as on the bureau's pages: an officer, an employer and a carer meet in these tests."""

from tests.web.bureau.conftest import enter

__all__ = ["enter"]
