"""A self-check as somebody fills it in, and its answer as she reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.test import Client

from tests.web.html import Element, faults, read

ZHONGSHAN, GUANGDONG, QINGDAO, SHANGHAI, BEIJING = "442000", "440000", "370200", "310000", "110000"
CARER, EMPLOYER, BUSINESS = "/check/", "/check/employer/", "/check/business/"


@dataclass(frozen=True)
class Said:
    """What one scheme answers on the page: the words in bold, and all that stands in its card."""

    post: str
    money: str
    text: str


@dataclass(frozen=True)
class Read:
    """An answer page: the large words, and what each scheme says by its id."""

    status: int
    tree: Element
    large: tuple[str, ...]
    schemes: dict[str, Said]

    @property
    def text(self) -> str:
        return " ".join(self.tree.text().split())


def ask(path: str = CARER, *, client: Client | None = None, language: str = "zh-hans", **answers: Any) -> Read:
    """Sends a check; `place` or `scheme` and the answers by the names of the facts."""
    browser = client or Client()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    response = browser.post(path, answers)
    tree = read(response.content.decode())
    wrong = faults(tree, path, english=language == "en")
    assert wrong == [], wrong
    return Read(response.status_code, tree, _large(tree), dict(_schemes(tree)))


def form_fields(path: str, query: str) -> list[str]:
    """The names of the fields that a form asks, hidden ones left out."""
    tree = read(Client().get(f"{path}?{query}").content.decode())
    (form,) = [f for f in tree.all("form") if f.attrs.get("id") == "check"]
    shown = (e for e in form.all("input", "select", "textarea") if e.attrs.get("type") != "hidden")
    return list(dict.fromkeys(e.attrs["name"] for e in shown))


def _large(tree: Element) -> tuple[str, ...]:
    boxes = [e for e in tree.all("div") if e.attrs.get("class", "").startswith("cp-said")]
    return tuple(box.all("dd")[0].text().strip() for box in boxes)


def _schemes(tree: Element) -> list[tuple[str, Said]]:
    cards = [e for e in tree.all("article") if "cp-result" in e.attrs.get("class", "")]
    return [(_scheme(card), _card(card)) for card in cards]


def _scheme(card: Element) -> str:
    return next(b.attrs["value"] for b in card.all("button") if b.attrs.get("name") == "print")


def _card(card: Element) -> Said:
    bold = {row.all("dt")[0].text().strip(): row.all("b")[0].text().strip() for row in _rows(card)}
    text = " ".join(card.text().split())
    return Said(bold.get("上岗", ""), bold.get("补贴或减税", ""), text)


def _rows(card: Element) -> list[Element]:
    (said,) = [e for e in card.all("dl") if e.attrs.get("class") == "cp-result__said"]
    return said.all("div")
