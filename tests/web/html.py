"""A small strict reader of HTML, and what every page of the product must satisfy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise

from django.contrib.staticfiles import finders
from django.urls import Resolver404, resolve

VOID = {"meta", "link", "input", "br", "hr", "img", "use", "path", "source", "wbr", "col"}
LATIN = re.compile(r"[A-Za-z]{2,}|\b[A-Za-z]\b")
CHINESE = re.compile(r"[\u3400-\u9fff]+")
# Latin words that stand on Chinese pages: the product's name and terms that have no other form.
ALLOWED = re.compile(r"Carepost|OpenAPI|API|CSV|XLSX|MB|UTF-8|GB18030|\.ics|https")
SPOKEN_ATTRIBUTES = ("alt", "aria-label", "title", "placeholder", "content")


@dataclass
class Element:
    """An element with its attributes, its children (elements and texts) and its parent."""

    tag: str
    attrs: dict[str, str]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def walk(self) -> Iterator[Element]:
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def all(self, *tags: str) -> list[Element]:
        return [e for e in self.walk() if e.tag in tags]

    def up(self) -> Iterator[Element]:
        here: Element | None = self
        while here:
            yield here
            here = here.parent

    def text(self, skip: Callable[[Element], bool] = lambda _: False) -> str:
        if skip(self):
            return ""
        return "".join(c if isinstance(c, str) else f" {c.text(skip)} " for c in self.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.here = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> repeats an attribute: {names}"
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(element)
        if tag not in VOID:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.here.tag == tag, f"</{tag}> closes <{self.here.tag}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def read(html: str) -> Element:
    """The tree of a page; an assertion fails for tags that do not pair."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert reader.here is reader.root, f"<{reader.here.tag}> is never closed"
    return reader.root


def faults(page: Element, path: str, *, english: bool) -> list[str]:
    """Everything that is wrong with a page, in words."""
    return [
        *_head(page, english=english),
        *_headings(page),
        *_names(page),
        *_nothing_inline(page),
        *_links(page, path),
        *_language(page, english=english),
    ]


def _head(page: Element, *, english: bool) -> Iterator[str]:
    lang = page.all("html")[0].attrs.get("lang")
    if lang != ("en" if english else "zh-Hans"):
        yield f"<html lang={lang!r}>"
    if not re.search(r"\S – \S", page.all("title")[0].text()):
        yield "the title is not of the form: page – product"
    described = [m for m in page.all("meta") if m.attrs.get("name") == "description" and m.attrs.get("content")]
    if len(described) != 1:
        yield "no description"
    if len(page.all("main")) != 1:
        yield "not exactly one <main>"


def _headings(page: Element) -> Iterator[str]:
    levels = [int(h.tag[1]) for h in page.all("h1", "h2", "h3", "h4", "h5", "h6")]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} <h1>"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"<h{before}> is followed by <h{after}>"


def _names(page: Element) -> Iterator[str]:
    ids = [e.attrs["id"] for e in page.walk() if "id" in e.attrs]
    for twice in sorted({i for i in ids if ids.count(i) > 1}):
        yield f"id {twice!r} stands twice"
    labelled = {label.attrs.get("for") for label in page.all("label")}
    for control in page.all("input", "select", "textarea"):
        if control.attrs.get("type") in {"hidden", "submit"}:
            continue
        wrapped = any(e.tag == "label" for e in control.up())
        if not (wrapped or control.attrs.get("id") in labelled or "aria-label" in control.attrs):
            yield f"no label for {control.attrs}"
    for element in page.all("a", "button"):
        if not element.text().strip() and "aria-label" not in element.attrs:
            yield f"<{element.tag}> without words: {element.attrs}"
    for element in page.walk():
        for name in ("aria-describedby", "aria-labelledby"):
            for wanted in element.attrs.get(name, "").split():
                if wanted not in ids:
                    yield f"{name} points to {wanted!r}, which is not there"


def _nothing_inline(page: Element) -> Iterator[str]:
    for element in page.walk():
        if element.tag == "style" or (element.tag == "script" and "src" not in element.attrs):
            yield f"inline <{element.tag}>"
        for name, value in element.attrs.items():
            if name == "style" or name.startswith("on") or value.strip().lower().startswith("javascript:"):
                yield f"inline {name} on <{element.tag}>"


def _links(page: Element, path: str) -> Iterator[str]:
    ids = {e.attrs["id"] for e in page.walk() if "id" in e.attrs}
    for element in page.walk():
        for name in ("href", "src", "action"):
            if name in element.attrs:
                yield from _target(element.attrs[name], path, ids, element.tag)
    for form in page.all("form"):
        buttons = [b for b in form.all("button") if b.attrs.get("type", "submit") == "submit"]
        if not buttons and not any(i.attrs.get("type") == "submit" for i in form.all("input")):
            yield f"a form without a submit button: {form.attrs}"


def _target(target: str, path: str, ids: set[str], tag: str) -> Iterator[str]:
    address, _, fragment = target.partition("#")
    here = address.partition("?")[0]
    if here.startswith("/static/"):
        if finders.find(here.removeprefix("/static/")) is None:
            yield f"no such static file: {target}"
    elif here.startswith("/"):
        try:
            resolve(here)
        except Resolver404:
            yield f"<{tag}> leads nowhere: {target}"
    elif not here:
        if fragment and fragment not in ids:
            yield f"no such place on this page: {target}"
    elif not re.match(r"(tel:|mailto:|https:|data:image/)", target):
        yield f"<{tag}> has an address that depends on the page: {target}"
    if fragment and here == path and fragment not in ids:
        yield f"no such place on this page: {target}"


def is_data(element: Element) -> bool:
    """Words of a source, names of parameters and columns: left in their language."""
    return element.tag == "code" or "data-source" in element.attrs or element.attrs.get("translate") == "no"


def _language(page: Element, *, english: bool) -> Iterator[str]:
    """Words in the wrong language, outside data. Title and attributes may repeat the data of the page."""
    foreign = CHINESE if english else LATIN

    def left_alone(element: Element) -> bool:
        marked = element.attrs.get("lang", "zh" if not english else "en")
        other = marked.startswith("zh") if english else marked.startswith("en") and element.tag != "html"
        return element.tag in {"title", "script", "style"} or (other if english else other or is_data(element))

    data = " ".join(e.text() for e in page.walk() if is_data(e))
    spoken = [page.all("title")[0].text()]
    spoken += [e.attrs[name] for e in page.walk() for name in SPOKEN_ATTRIBUTES if name in e.attrs and _is_said(e)]
    for words, known in [(page.text(left_alone), ""), *((s, data) for s in spoken)]:
        text = words if english else ALLOWED.sub(" ", words)
        for found in foreign.findall(text):
            if found not in known:
                yield f"{'Chinese' if english else 'Latin'} words: {found!r} in {' '.join(words.split())[:80]!r}"


def _is_said(element: Element) -> bool:
    return element.tag != "meta" or element.attrs.get("name") == "description"
