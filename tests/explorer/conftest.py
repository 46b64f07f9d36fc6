"""A browser without a network, and releases opened in it from the disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.publish.conftest import write
from tests.publish.factories import account, count, day, event, place, told, world

Open = Callable[..., Any]

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

DESKTOP, PHONE = (1440, 900), (390, 844)


@pytest.fixture(scope="module")
def browser(chromium_path: Path) -> Iterator[Browser]:
    """The machine's Chromium, closed before other tests: Django wants no event loop beside it."""
    with sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=str(chromium_path), args=list(ARGUMENTS))
        yield made
        made.close()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of 300 invented events and one with everything, told by three accounts."""
    full = event(
        account(
            told("kind", "action"),
            told("scope", "labour"),
            told("action", "strike", "罢工", 3),
            told("demand", "social_insurance", "补缴社保", 9),
            told("date", day("2014-04-14"), "4月14日", 20),
            told("place", place(0), "东莞", 30),
            told("participants", count(30000, unit="persons", role="striking"), "三万名工人", 40),
            told("employer", {"name": "新星鞋厂", "role": "direct"}, "新星鞋厂", 50),
            told("response", "police.presence", "警车", 60),
            url="https://news.example.org/1",
        ),
        account(
            told("action", "strike", "walked out", 3),
            told("date", day("2014-04-05"), "5 April", 20),
            told("place", place(4), "Guangdong", 30),
            told(
                "participants",
                count(40000, None, unit="persons", role="striking"),
                "over 40,000",
                40,
            ),
            number=2,
            language="en",
        ),
        account(told("action", "march", "marched", 3), number=3, language="en", published=None),
        id="fullevnt",
        merged=["oldevent"],
    )
    folder = tmp_path_factory.mktemp("site") / "a release"
    return write([*world(300), full], folder).path


@pytest.fixture
def visit(browser: Browser, site: Path) -> Open:
    """Open a page of the release from the disk, offline, and check what it asked for and said.

    Returns a context manager: ``with visit("index.html#lang=en") as page``.
    """

    @contextmanager
    def opened(
        address: str,
        *,
        size: tuple[int, int] = DESKTOP,
        folder: Path | None = None,
        **settings: Any,
    ) -> Iterator[Page]:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]}, offline=True, **settings
        )
        asked: list[str] = []
        said: list[str] = []
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: said.append(f"error: {error}"))
        name, _, state = address.partition("#")
        page.goto(((folder or site) / name).as_uri() + (f"#{state}" if state else ""))
        page.set_default_timeout(10_000)
        yield page
        context.close()
        # Whatever a test looks at: nothing was asked of a network, and nothing went wrong.
        assert [url for url in asked if not url.startswith(("file:", "about:"))] == []
        assert said == []

    return opened
