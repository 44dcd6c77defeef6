"""One city for the tests of the room: building it is quick, its posts are made as they are asked for."""

from __future__ import annotations

from datetime import date

import pytest

from carepost.domain.population import City, demo_city, shipped_towns

ON = date(2026, 11, 22)


@pytest.fixture(scope="package")
def city() -> City:
    return demo_city(on=ON, towns=shipped_towns("442000"))
