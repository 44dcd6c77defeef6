"""The picture in the README, taken from a running demo: `python -m tools.screenshots [http://127.0.0.1:8000]`.

The list of a city's posts on a phone (375 px) beside the same on a desk (1366 px), in docs/images/posts.png. Needs the
packages of `tools/setup.sh browser`, and Chromium (tools/find_chromium.sh).
"""

from __future__ import annotations

import base64
import os
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "images" / "posts.png"
PAGE = "/posts/?place=442000&week=12345_0830-1600&from=442000001&way=bike&commute=30"
# Width and height in CSS pixels, and the width in the picture.
PHONE, DESK = (375, 812, 300), (1366, 768, 1020)
FRAME = """<!doctype html><meta charset="utf-8"><style>
body { display: inline-flex; align-items: flex-start; margin: 0; padding: 24px 0 24px 24px; background: #d5dad7; }
img { display: block; margin-right: 24px; border-radius: 10px; }
</style>"""


def take(browser: Browser, address: str, width: int, height: int) -> bytes:
    """One screen of a page in Chinese, twice as fine as it will be shown."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=2,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
    )
    with context:
        page = context.new_page()
        page.goto(address)
        return bytes(page.screenshot())


def compose(browser: Browser, shots: list[tuple[bytes, int]]) -> bytes:
    """Pictures side by side, each at its width in pixels."""
    images = "".join(
        f'<img width="{width}" src="data:image/png;base64,{base64.b64encode(shot).decode()}">' for shot, width in shots
    )
    page = browser.new_page(viewport={"width": 1600, "height": 900})
    page.set_content(FRAME + images)
    return bytes(page.locator("body").screenshot())


def main(site: str = "http://127.0.0.1:8000") -> None:
    """Writes the picture."""
    chromium = subprocess.run([ROOT / "tools" / "find_chromium.sh"], capture_output=True, text=True, check=True).stdout
    arguments = ["--disable-gpu", "--disable-background-networking", *(["--no-sandbox"] if os.getuid() == 0 else [])]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.strip(), args=arguments)
        shots = [(take(browser, site + PAGE, width, height), shown) for width, height, shown in (PHONE, DESK)]
        PICTURE.parent.mkdir(exist_ok=True)
        PICTURE.write_bytes(compose(browser, shots))
        browser.close()
    print(f"{PICTURE.relative_to(ROOT)}: {PICTURE.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(*sys.argv[1:2])
