"""A NUL character is refused before it reaches a query, with the name of the parameter that holds it."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.html import faults, read


@pytest.mark.parametrize(
    ("path", "parameter"),
    [
        ("/posts/?place=37%00", "place"),
        ("/posts/?page=1&place=%00", "place"),
        ("/posts/?%00=1", "query"),
        ("/a%00b/", "path"),
    ],
)
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_pages_refuse_it(client: Client, path: str, parameter: str, language: str) -> None:
    response = client.get(path, headers={"accept-language": language})
    assert response.status_code == 400
    html = response.content.decode()
    assert f'<code translate="no">{parameter}</code>' in html
    assert faults(read(html), "/", english=language == "en") == []


def test_the_interface_refuses_it(client: Client) -> None:
    response = client.get("/api/v1/posts?place=%00")
    assert response.status_code == 400
    assert response.json()["error"]["parameter"] == "place"
