"""One small city of people for the tests of the room."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from carepost.domain.population import build_city, people_city
from carepost.domain.simulation import Population, open_population

ON = date(2026, 11, 22)


@pytest.fixture(scope="session")
def city_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("simulated")
    build_city(people_city(place="442000", carers=1_500, seed=3, on=ON, posts=300), folder)
    return folder


@pytest.fixture(scope="session")
def people(city_folder: Path) -> Population:
    return open_population(city_folder / "persons.parquet")
