from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.publish.conftest import Release
from tests.publish.factories import account, count, day, event, place, told


class Links(HTMLParser):
    """Addresses, tags and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its addresses."""
        self.tags.add(tag)
        self.links += [v or "" for k, v in attrs if k in ("href", "src")]

    def handle_data(self, data: str) -> None:
        """Note the words."""
        self.words += data


def test_every_address_of_every_page_leads_to_a_file(world_release: Path) -> None:
    """No page of the release has a dead link, and none loads from elsewhere."""
    for path in world_release.rglob("*.html"):
        for link in Links(path.read_text("utf-8")).links:
            if urlsplit(link).scheme:
                assert link.startswith("https://news.example.org/"), link
            else:
                assert (path.parent / link).resolve().is_file(), (path.name, link)


def test_script_free_pages_have_no_script(world_release: Path) -> None:
    """Only the two frames run code; all other pages stand alone."""
    for path in world_release.rglob("*.html"):
        page = Links(path.read_text("utf-8"))
        if path.name in ("index.html", "event.html"):
            assert {"script", "noscript"} <= page.tags
        else:
            assert "script" not in page.tags
            assert not re.search(r"\son\w+=", path.read_text("utf-8"))


def test_the_list_leads_to_every_event_by_its_year(world_release: Path) -> None:
    """Every event's page is reached without a script, undated ones too."""
    reached: set[str] = set()
    for link in Links((world_release / "list.html").read_text("utf-8")).links:
        if link.startswith("list/"):
            year = Links((world_release / link).read_text("utf-8"))
            reached |= {Path(to).stem for to in year.links if "/e/" in to}
    assert reached == {p.stem for p in (world_release / "e").iterdir()}
    assert (world_release / "list/unknown.html").is_file()


@pytest.fixture
def lide(tmp_path: Path, release: Release) -> Links:
    """The page of an event with two accounts that differ."""
    given = event(
        account(
            told("action", "strike", "罢工", 3),
            told("date", day("2015-04-20"), "4月20日", 9),
            told("place", place(3), "广州", 15),
            told("participants", count(2500, unit="persons", role="striking"), "2500名工人", 20),
            told(
                "amount", {"low": 120000000, "high": 120000000, "currency": "CNY", "role": "owed"}
            ),
            url="https://news.example.org/1",
        ),
        account(
            told("action", "strike", "on strike", 3),
            told(
                "participants", count(2000, None, unit="persons", role="striking"), "over 2,000", 9
            ),
            number=2,
            language="en",
            published=None,
        ),
    )
    report = release([given], tmp_path / "out")
    return Links((report.path / "e/0a1b2c3d.html").read_text("utf-8"))


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("2015年4月20日", id="the date"),
        pytest.param("Guangzhou, Guangdong", id="the place in English"),
        pytest.param("at least 2,000 people (striking)", id="the range of all accounts"),
        pytest.param("2,500人（停工者）", id="the account's own value"),
        pytest.param("1.2亿元（拖欠）", id="the sum"),
        pytest.param("2500名工人", id="the quote"),
        pytest.param("over 2,000", id="the other quote"),
        pytest.param("accounts differ", id="the mark of difference"),
        pytest.param("publication date unknown", id="the missing date"),
        pytest.param("coded by rule", id="the kind of coder"),
    ],
)
def test_an_event_page_shows_values_quotes_and_accounts(lide: Links, words: str) -> None:
    """Every published value stands on the page, with its quote and the accounts side by side."""
    assert words in lide.words


def test_an_event_page_links_to_its_source(lide: Links) -> None:
    """An outlet's address is a link."""
    assert "https://news.example.org/1" in lide.links
