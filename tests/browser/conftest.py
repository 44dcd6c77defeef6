"""The demo as a newcomer starts it, in a real browser: nothing of Django is used in this process."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, StorageState, expect, sync_playwright

from tests.browser.pages import PageType
from tests.browser.screens import BEIJING, LANGUAGES, PHONE, Screen
from tests.cli.conftest import command, environment

LISTINGS = Path(__file__).resolve().parents[1] / "records" / "posts" / "fixture_listings.csv"
REVIEWER = "demo-reviewer"
# Only the pages under test go over the network, and the browser keeps nothing.
QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

Open = Callable[..., Page]


@pytest.fixture(scope="session")
def site() -> Iterator[str]:
    """Address of `carepost serve` with the demo's records, in an installation of its own that is new each time."""
    var = Path(settings.VAR) / "site"
    surroundings = environment(var, CAREPOST_DEMO="1")

    def carepost(*words: str) -> None:
        subprocess.run(command(*words), env=surroundings, check=True, capture_output=True)

    if var.exists():  # A run that was killed left its servers.
        carepost("stop")
        shutil.rmtree(var)
    with ExitStack() as after:
        after.callback(shutil.rmtree, var, ignore_errors=True)
        carepost("demo")
        after.callback(carepost, "stop")
        port = free_port()
        server = subprocess.Popen(command("serve", "--port", str(port), "--workers", "1"), env=surroundings)
        after.callback(server.wait)
        after.callback(server.terminate)
        while not answers(port):
            assert server.poll() is None, "carepost serve ended"
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(port: int) -> bool:
    """Whether the site has shown a page: the first one takes long, and no test should wait for it."""
    try:
        with closing(HTTPConnection("127.0.0.1", port, timeout=60)) as asked:
            asked.request("GET", "/")
            return asked.getresponse().status == HTTPStatus.OK
    except OSError:
        return False


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, which `make test-browser` finds or installs."""
    program = os.environ.get("CAREPOST_CHROMIUM") or shutil.which("chromium")
    if not program:
        pytest.exit("Chromium was not found: run make test-browser, which says how to get it.", returncode=1)
    arguments = [*QUIET, *(["--no-sandbox"] if os.getuid() == 0 else [])]
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=arguments)
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(site: str, browser: Browser) -> Iterator[Open]:
    """Opens an address of the site: open_page("/posts/", screen=PHONE, language="zh", state=None, scripts=True).

    Afterwards it holds that no page reported an error and that nothing was asked of another host.
    """
    troubles: list[str] = []
    with ExitStack() as after:

        def open_page(
            path: str,
            *,
            screen: Screen = PHONE,
            language: str = "zh",
            state: StorageState | None = None,
            scripts: bool = True,
        ) -> Page:
            context = visitor(browser, site, screen, language, storage_state=state, java_script_enabled=scripts)
            after.callback(context.close)
            page = context.new_page()
            watch(page, site, troubles)
            page.goto(path)
            return page

        yield open_page
    assert troubles == []


def visitor(browser: Browser, site: str, screen: Screen, language: str, **more: Any) -> BrowserContext:
    """Somebody in China with this screen and this language set in the browser."""
    context = browser.new_context(
        base_url=site, locale=LANGUAGES[language], timezone_id=BEIJING, **screen.as_options(), **more
    )
    # Long enough for a busy machine: this is no measurement.
    context.set_default_timeout(20_000)
    return context


def watch(page: Page, site: str, troubles: list[str]) -> None:
    """Notes errors of scripts and of the content policy, and requests that leave the site."""
    page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
    # A page whose status is 4xx is reported as an error too, and may be what a test asks for.
    page.on(
        "console",
        lambda line: troubles.append(line.text) if line.type == "error" and "status of 4" not in line.text else None,
    )
    page.on(
        "request",
        lambda asked: troubles.append(asked.url) if not asked.url.startswith((site, "data:")) else None,
    )


def give_password(page: Page, name: str) -> None:
    """On the login page of staff, with what the demo shows there; ends where the second factor is asked for."""
    page.locator("[name=login]").fill(name)
    page.locator("[name=password]").fill(shown(page, name, 1))
    page.locator("main form .cp-btn").first.click()
    page.wait_for_url("**/login/second/**")


def give_second_factor(page: Page, name: str) -> None:
    """With the code that the demo shows."""
    page.locator("[name=code]").fill(shown(page, name, 2))
    page.locator("main form .cp-btn").first.click()


def ask_code(page: Page, number: str) -> None:
    """Fills in a number and asks for a code; another test may have asked for it less than a minute ago."""
    for _ in range(2):
        page.get_by_label("手机号").fill(number)
        page.get_by_role("button", name="获取验证码").tap()
        expect(page.get_by_label("验证码").or_(page.get_by_role("alert")).first).to_be_visible()
        if page.get_by_label("验证码").count():
            return
        page.wait_for_timeout(61_000)


def shown(page: Page, login: str, place: int) -> str:
    """What the demo tells of a login: 0 itself, then the code, or the password and the code."""
    return page.get_by_role("listitem").filter(has_text=login).locator("code").nth(place).inner_text()


@pytest.fixture(scope="session")
def reviewer(site: str, browser: Browser) -> tuple[StorageState, str]:
    """A reviewer who is logged in, and the path of the report of her import."""
    with visitor(browser, site, PHONE, "zh") as context:
        page = context.new_page()
        page.goto("/account/login/staff/?next=/bureau/import/")
        give_password(page, REVIEWER)
        give_second_factor(page, REVIEWER)
        page.wait_for_url("**/bureau/import/")
        page.locator("[name=file]").set_input_files(LISTINGS)
        page.locator("main form .cp-btn").click()
        page.wait_for_url("**/bureau/import/*/")
        return context.storage_state(), page.url.removeprefix(site)


@pytest.fixture(scope="session")
def addresses(site: str, browser: Browser, reviewer: tuple[StorageState, str]) -> dict[str, str]:
    """What stands in braces in tests/browser/pages.py."""
    with visitor(browser, site, PHONE, "zh") as context:
        answer = context.request.get("/api/v1/posts?place=370200").json()
    post = next(post for post in answer["posts"] if "肯德基" in post["employer"]["name"])
    with visitor(browser, site, PHONE, "zh", storage_state=reviewer[0]) as context:
        page = context.new_page()
        page.goto("/bureau/queue/?sort=newest")
        desk = page.locator("tbody th a").first.get_attribute("href") or ""
        page.goto("/fairs/")
        fair = (page.locator("main .cp-cell").first.get_attribute("href") or "").strip("/").split("/")[-1]
    return {
        "fair": fair,
        "post": post["code"],
        "employer": post["employer"]["code"],
        "report": reviewer[1],
        "desk": desk,
    }


@pytest.fixture
def visit(open_page: Open, reviewer: tuple[StorageState, str], addresses: dict[str, str]) -> Open:
    """Opens a page type as those see it who may."""

    def visit(page_type: PageType, *, screen: Screen, language: str) -> Page:
        state = reviewer[0] if page_type.officer else None
        page = open_page(page_type.path.format(**addresses), screen=screen, language=language, state=state)
        assert page.locator("html").get_attribute("lang") == ("en" if language == "en" else "zh-Hans")
        return page

    return visit
