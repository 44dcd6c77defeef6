"""The English catalogue is complete, and the tool that keeps it finds what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tools.messages import CATALOGUE, SOURCE, as_po, check, main, read, update


def test_the_catalogue_is_in_step_with_the_sources() -> None:
    assert check(SOURCE, CATALOGUE) == []


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """A product of one template and one module, with its catalogue translated."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        '{% load i18n %}\n  {% translate "登录" %}\n'
        "{% blocktranslate count n=n %}{{ n }} 个岗位{% plural %}{{ n }} 个岗位{% endblocktranslate %}"
    )
    (tmp_path / "views.py").write_text('words = gettext("退出")\n')
    update(tmp_path, tmp_path / "django.po")
    translate(tmp_path / "django.po", {"登录": "Log in", "退出": "Log out"})
    return tmp_path


def translate(path: Path, words: dict[str, str]) -> None:
    catalogue = read(path)
    for message in catalogue:
        if isinstance(message.id, str):
            message.string = words.get(message.id, message.string)
        else:
            message.string = ("%(n)s post", "%(n)s posts")
    path.write_bytes(as_po(catalogue))
    update(path.parent, path)


def test_words_of_templates_and_modules_are_found(sources: Path) -> None:
    assert check(sources, sources / "django.po") == []
    assert {m.id for m in read(sources / "django.po") if m.id} == {
        "登录",
        "退出",
        ("%(n)s 个岗位", "%(n)s 个岗位"),
    }


def test_new_words_are_missed_until_they_are_translated(sources: Path) -> None:
    (sources / "views.py").write_text('words = gettext("退出"), gettext("注册")\n')
    assert check(sources, sources / "django.po") == ["not in the catalogue: '注册'"]
    update(sources, sources / "django.po")
    assert check(sources, sources / "django.po") == ["not translated: '注册'"]


def test_words_that_are_gone_are_dropped_and_the_others_kept(sources: Path) -> None:
    (sources / "views.py").write_text("")
    assert check(sources, sources / "django.po") == ["no longer used: '退出'"]
    update(sources, sources / "django.po")
    assert read(sources / "django.po").get("登录").string == "Log in"
    assert check(sources, sources / "django.po") == []


def test_a_compiled_file_left_behind_is_found(sources: Path) -> None:
    (sources / "django.mo").write_bytes(b"")
    assert check(sources, sources / "django.po") == ["django.mo is older than django.po"]


@pytest.mark.parametrize(
    ("english", "fault"),
    [("登 in", "Chinese in the English of '登录'"), ("Log in %(who)s", "other placeholders in the English of '登录'")],
)
def test_a_wrong_translation_is_found(sources: Path, english: str, fault: str) -> None:
    translate(sources / "django.po", {"登录": english})
    assert check(sources, sources / "django.po") == [fault]


def test_the_same_words_give_the_same_bytes(sources: Path) -> None:
    before = [(sources / name).read_bytes() for name in ("django.po", "django.mo")]
    update(sources, sources / "django.po")
    assert [(sources / name).read_bytes() for name in ("django.po", "django.mo")] == before


def test_bad_usage_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mend"]) == 2
    assert "usage:" in capsys.readouterr().err
