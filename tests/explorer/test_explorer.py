"""The public site in a real browser, from the disk, with the network off."""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.explorer.conftest import DESKTOP, PHONE, Open
from tests.publish.conftest import write
from tests.publish.factories import account, day, event, place, told

Row = dict[str, str]


@pytest.fixture
def rows(site: Path) -> list[Row]:
    """The rows of the released table, which every number on the page must follow from."""
    with (site / "tables/events.csv").open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if labour(row)]


def labour(row: Row) -> bool:
    """Whether an event is counted at first: borderline ones are kept apart."""
    return not ("borderline" in row["scope"] and "labour" not in row["scope"])


def codes(row: Row, field: str) -> list[str]:
    """The codes of a cell."""
    return [code for code in row[field].split("; ") if code]


def year(row: Row) -> str | None:
    """The one calendar year that all accounts allow."""
    first, last = row["start_earliest"], row["start_latest"]
    return first[:4] if first and last and first[:4] == last[:4] else None


def shown(page: Page) -> int:
    """The count that the page shows."""
    return int(re.sub(r"\D", "", page.locator("#count").inner_text()))


def option(page: Page, facet: str, value: str) -> Any:
    """One choice of a facet, with its row."""
    return page.locator(f'input[data-facet="{facet}"][value="{value}"]')


def option_count(page: Page, facet: str, value: str) -> int:
    """The count that stands beside a choice."""
    text = page.locator("label", has=option(page, facet, value)).locator(".n").inner_text()
    return int(text.replace(",", ""))


def test_it_opens_by_double_click_with_every_event(visit: Open, rows: list[Row]) -> None:
    """From file://, offline: list, map and timeline stand, and the count is the table's."""
    with visit("index.html#lang=en") as page:
        page.wait_for_selector(".event-list li")
        assert shown(page) == len(rows)
        expect(page.locator(".map canvas")).to_have_attribute("data-drawn", re.compile("[1-9]"))
        assert page.locator(".bars .bar").count() > 5
        expect(page).to_have_title("Sample record")


@pytest.mark.parametrize(
    ("facet", "field"),
    [("action", "action"), ("demand", "demand"), ("industry", "industry"), ("kind", "kind")],
)
def test_counts_beside_choices_are_those_of_the_table(
    visit: Open, rows: list[Row], facet: str, field: str
) -> None:
    """Each code's count, and that of what nobody says, follows from the CSV."""
    expected = Counter(code for row in rows for code in codes(row, field) or ["unknown~"])
    with visit("index.html#lang=en") as page:
        for more in page.locator("button.more").all():
            more.evaluate("button => button.click()")
        for code, number in expected.items():
            page.locator("details", has=option(page, facet, code)).evaluate("d => d.open = true")
            assert option_count(page, facet, code) == number, code


def test_filters_narrow_to_numbers_computed_from_the_table(visit: Open, rows: list[Row]) -> None:
    """Year, place, action and demand: values of one facet add up, facets narrow each other."""
    with visit("index.html#lang=en") as page:
        option(page, "action", "strike").check()
        assert shown(page) == sum("strike" in codes(r, "action") for r in rows)
        option(page, "action", "march").check()
        either = [r for r in rows if {"strike", "march"} & set(codes(r, "action"))]
        assert shown(page) == len(either)
        option(page, "top", "Guangdong").check()
        south = [r for r in either if "Guangdong" in r["province_en"].split("; ")]
        assert shown(page) == len(south)
        option(page, "year", "2015").check()
        then = [r for r in south if year(r) == "2015"]
        assert shown(page) == len(then) > 0
        option(page, "demand", "wage_arrears").check()
        owed = [r for r in then if "wage_arrears" in codes(r, "demand")]
        assert shown(page) == len(owed)
        listed = page.locator(".event-list a").evaluate_all("all => all.map(a => a.href)")
        assert {re.search(r"#(\w+)", link)[1] for link in listed} == {r["id"] for r in owed}  # type: ignore[index]
        page.get_by_role("button", name="Clear all").click()
        assert shown(page) == len(rows)


def test_undated_events_are_a_category_of_their_own(visit: Open, rows: list[Row]) -> None:
    """What lies in no one year is counted as unknown, in the facet and in the histogram."""
    unknown = sum(year(row) is None for row in rows)
    assert unknown > 0
    with visit("index.html#lang=en") as page:
        assert option_count(page, "year", "unknown~") == unknown
        page.get_by_role("button", name=re.compile(r"^Year unknown:")).click()
        assert shown(page) == unknown


def test_bars_count_and_filter(visit: Open, rows: list[Row]) -> None:
    """Each year's bar says its number, and a click keeps that year."""
    expected = Counter(year(row) for row in rows)
    with visit("index.html#lang=en") as page:
        for name, number in expected.items():
            if name:
                events = "event" if number == 1 else "events"
                label = f"{name}: {number} {events}"
                assert page.locator(f'.bars .bar[aria-label="{label}"]').count() == 1, label
        page.locator('.bars .bar[aria-label^="2014:"]').click()
        assert shown(page) == expected["2014"]
        page.get_by_role("button", name="Months").click()
        expect(page.locator('.bars.month .bar[aria-label^="April 2014:"]')).to_have_count(1)


def test_events_without_a_point_are_counted_and_listed(visit: Open, rows: list[Row]) -> None:
    """They are not drawn somewhere for want of a point: they are counted beside the map."""
    placeless = [r for r in rows if not r["lat"] and "; " not in r["place_code"]]
    with visit("index.html#lang=en") as page:
        page.get_by_role("button", name=f"{len(placeless)} events not on the map").click()
        assert shown(page) == len(placeless)


def test_borderline_events_are_counted_apart(visit: Open, site: Path, rows: list[Row]) -> None:
    """They stand behind a switch and are never added to the others."""
    with (site / "tables/events.csv").open(encoding="utf-8", newline="") as file:
        everything = list(csv.DictReader(file))
    with visit("index.html#lang=en") as page:
        page.get_by_role("button", name="Borderline events (kept apart)").click()
        assert shown(page) == len(everything) - len(rows) > 0


@pytest.mark.parametrize("words", ["新星鞋厂", "dongguan strike", "罢工", "DONGGUAN", "fullevnt"])
def test_search_finds_employers_places_codes_and_ids(visit: Open, words: str) -> None:
    """In Chinese and English, in any case, all words at once."""
    with visit("index.html#lang=en") as page:
        total = shown(page)
        page.get_by_role("searchbox").fill(words)
        expect(page.locator("#count")).not_to_have_text(f"{total} events")
        assert 0 < shown(page) < total
        expect(page.get_by_role("status")).to_have_text(re.compile(r"events? fits?"))


def test_a_selection_is_its_address(visit: Open, rows: list[Row]) -> None:
    """The address alone brings the same list again, in the same language."""
    with visit("index.html#lang=zh&action=strike&year=2015") as page:
        expected = sum("strike" in codes(r, "action") and year(r) == "2015" for r in rows)
        assert shown(page) == expected
        assert page.locator("html").get_attribute("lang") == "zh-Hans"
        option(page, "year", "2015").uncheck()
        expect(page).not_to_have_url(re.compile("year"))
        expect(page).to_have_url(re.compile("action=strike"))


def test_the_event_page_shows_values_quotes_and_accounts(visit: Open) -> None:
    """The range of all accounts, who says what, and each account's words side by side."""
    with visit("event.html#fullevnt&lang=en") as page:
        page.wait_for_selector("h1")
        text = page.locator("main").inner_text()
        for words in (
            "5–14 April 2014", "14 April 2014", "5 April 2014", "at least 30,000 people (striking)",
            "30,000 people", "at least 40,000 people", "Dongguan, Guangdong",
            "known to the province", "新星鞋厂", "accounts contradict each other", "三万名工人",
            "over 40,000", "补缴社保", "publication date unknown", "published 15 April 2014",
            "coded by rule", "No account says",
        ):  # fmt: skip
            assert words in text, words
        heads = page.locator(".side-by-side thead th")
        assert heads.count() == 3
        row = page.locator(".side-by-side tr", has=page.get_by_role("rowheader", name="Action"))
        assert [c.strip() for c in row.locator("td").all_inner_texts()] == [
            "Strike\n罢工", "Strike\nwalked out", "March\nmarched",
        ]  # fmt: skip
        link = page.get_by_role("link", name="Source")
        assert link.get_attribute("href") == "https://news.example.org/1"
        assert "noreferrer" in (link.get_attribute("rel") or "")


def test_an_id_that_was_merged_leads_to_the_event(visit: Open) -> None:
    """An old address still tells the event."""
    with visit("event.html#oldevent&lang=en") as page:
        expect(page.locator("code")).to_have_text("fullevnt")


@pytest.mark.parametrize(
    ("address", "says"),
    [
        pytest.param("event.html#nosuchid&lang=en", "This release has no such event", id="unknown"),
        pytest.param("event.html#lang=en", "Choose an event", id="none"),
        pytest.param("event.html#__proto__&lang=en", "no such event", id="a word of the language"),
    ],
)
def test_an_address_without_an_event_says_so(visit: Open, address: str, says: str) -> None:
    """Nothing is empty without a word."""
    with visit(address) as page:
        expect(page.locator("main")).to_contain_text(says)


def test_from_the_list_to_an_event_and_back_with_the_filters(visit: Open) -> None:
    """The way back leads to the list as it was left."""
    with visit("index.html#lang=en&action=strike") as page:
        before = shown(page)
        page.locator(".event-list a").first.click()
        page.wait_for_selector(".side-by-side")
        page.get_by_role("link", name="Back to all events").click()
        page.wait_for_selector(".event-list li")
        assert shown(page) == before


def test_the_language_changes_everywhere_and_is_kept(visit: Open) -> None:
    """One button: all words, the title, the page's language; the next page keeps it."""
    with visit("index.html#lang=zh") as page:
        expect(page.locator("#count")).to_contain_text("起事件")
        page.get_by_role("button", name="Switch to English").click()
        expect(page.locator("#count")).to_contain_text("events")
        assert page.locator("html").get_attribute("lang") == "en"
        words = page.locator(".filters, .legend, .timeline, .results > header").all_inner_texts()
        assert not re.search(r"[\u4e00-\u9fff]", "".join(words))
        page.locator(".event-list a").first.click()
        page.wait_for_selector("h1")
        assert page.locator("html").get_attribute("lang") == "en"


@pytest.mark.parametrize(("locale", "lang"), [("zh-CN", "zh-Hans"), ("de-DE", "en")])
def test_the_first_language_is_the_readers(visit: Open, locale: str, lang: str) -> None:
    """Chinese for a Chinese browser, English for any other."""
    with visit("index.html", locale=locale) as page:
        page.wait_for_selector(".event-list li")
        assert page.locator("html").get_attribute("lang") == lang


def test_the_theme_follows_the_system_until_chosen(visit: Open) -> None:
    """Dark where the system is dark; the button turns it, and the address keeps it."""
    with visit("index.html#lang=en", color_scheme="dark") as page:
        page.wait_for_selector(".event-list li")
        root = page.locator("html")
        dark = root.evaluate("e => getComputedStyle(e).backgroundColor")
        page.get_by_role("button", name="Switch to the Light theme").click()
        expect(root).not_to_have_css("background-color", dark)
        expect(page).to_have_url(re.compile("theme=light"))


def test_the_keyboard_alone_filters_and_opens_an_event(visit: Open) -> None:
    """Skip link, search, a checkbox, the map and an event, each with a visible focus."""
    with visit("index.html#lang=en") as page:
        page.wait_for_selector(".event-list li")
        page.keyboard.press("Tab")
        focused = "document.activeElement"
        assert "Skip" in page.evaluate(f"{focused}.innerText")
        box = page.locator(".skip").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        page.keyboard.press("Enter")
        assert page.evaluate(f"{focused}.id") == "events"
        option(page, "action", "strike").focus()
        page.keyboard.press("Space")
        expect(page).to_have_url(re.compile("action=strike"))
        assert page.evaluate(f"getComputedStyle({focused}).outlineStyle") != "none"
        page.locator(".bars .bar[tabindex='0']").focus()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowRight")
        assert page.locator(".bars .bar").nth(2).evaluate(f"b => b === {focused}")
        page.locator(".map canvas").focus()
        page.keyboard.press("+")
        page.keyboard.press("ArrowLeft")
        expect(page.locator(".map canvas")).to_have_class("grab")
        page.locator(".event-list a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(".side-by-side")


def test_a_click_on_the_map_keeps_the_events_of_a_place(visit: Open, rows: list[Row]) -> None:
    """A mark is found under the pointer, named, and chosen by a click."""
    with visit("index.html#lang=en") as page:
        canvas = page.locator(".map canvas")
        expect(page.locator(".map canvas")).to_have_attribute("data-drawn", re.compile("[1-9]"))
        box = canvas.bounding_box()
        assert box is not None
        found = None
        # The west is empty but for one city: look for it.
        for y in range(20, int(box["height"]) - 20, 10):
            for x in range(20, int(box["width"] / 2.4), 12):
                page.mouse.move(box["x"] + x, box["y"] + y)
                if page.locator(".tip").count():
                    found = (x, y)
                    break
            if found:
                break
        assert found
        name = page.locator(".tip b").inner_text()
        page.mouse.click(box["x"] + found[0], box["y"] + found[1])
        expect(page.locator(".chips")).to_contain_text(name)
        unit = name.split(", ")[0]
        assert shown(page) == sum(unit in r["place_en"].split("; ") for r in rows)


@pytest.mark.parametrize("size", [DESKTOP, PHONE, (768, 1024), (320, 640)])
def test_no_page_scrolls_sideways(visit: Open, site: Path, size: tuple[int, int]) -> None:
    """Phone to desktop, both languages: nothing is wider than the screen."""
    with visit("about.html", size=size) as page:
        for address in (
            "index.html#lang=zh", "index.html#lang=en", "event.html#fullevnt&lang=zh",
            "event.html#fullevnt&lang=en", "e/fullevnt.html", "list.html", "about.html",
        ):  # fmt: skip
            name, _, state = address.partition("#")
            page.goto("about:blank")  # a page that differs after the # alone would not load anew
            page.goto(f"{(site / name).as_uri()}#{state}")
            page.wait_for_selector("h1")
            width = page.evaluate("document.documentElement.scrollWidth")
            assert width <= size[0], address


def test_on_a_phone_the_filters_open_and_shut(visit: Open) -> None:
    """They do not stand in the way of the list until asked for."""
    with visit("index.html#lang=zh", size=PHONE, has_touch=True) as page:
        page.wait_for_selector(".event-list li")
        expect(page.locator("#facets")).to_be_hidden()
        page.get_by_role("button", name="打开筛选").tap()
        option(page, "action", "strike").check()
        expect(page.locator("#facets")).to_be_visible()
        page.get_by_role("button", name="收起筛选").tap()
        expect(page.locator("#facets")).to_be_hidden()


def test_without_scripts_the_list_is_one_click_away(visit: Open) -> None:
    """The first page says where to go, and every event can be read."""
    with visit("index.html", java_script_enabled=False) as page:
        page.get_by_role("link", name="list.html").first.click()
        page.get_by_role("link", name="2014").click()
        page.locator(".events a").first.click()
        assert page.locator("table.facts tr").count() > 3


def test_hostile_words_run_nothing(visit: Open, tmp_path: Path) -> None:
    """Tags, scripts and addresses in every field stand on the page as the words they are."""
    words = '<img src=x onerror="window.bad=1"></script><script>window.bad=1</script>'
    given = event(
        account(
            told("action", "strike", words, 3),
            told("date", day("2014-04-14"), "javascript:window.bad=1", 20),
            told("place", place(0, name_zh=words, path_zh=["广东省", words], path_en=["G", words])),
            told("employer", {"name": words}, words, 50),
            url="javascript:window.bad=1",
        ),
        id="hostile0",
    )
    folder = write([given], tmp_path / "out", title={"zh": words, "en": words}).path
    for address in ("index.html#lang=en", "event.html#hostile0&lang=en", "e/hostile0.html"):
        with visit(address, folder=folder) as page:
            page.wait_for_selector("h1")
            assert page.evaluate("window.bad") is None
            assert page.locator("img").count() == 0
            assert words in page.locator("body").inner_text()
            assert page.locator('a[href^="javascript"]').count() == 0


CONTRAST = """
() => {
  const parse = (c) => {
    const m = c.match(/[\\d.]+/g).map(Number);
    const scale = c.startsWith("color(srgb") ? 255 : 1;
    return [m[0] * scale, m[1] * scale, m[2] * scale, m[3] ?? 1];
  };
  const over = (a, b) => [0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3])).concat(1);
  const light = ([r, g, b]) => {
    const f = (v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b);
  };
  const bad = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    const words = walk.currentNode.textContent.trim();
    if (!words || !e.checkVisibility() || e.closest(".hidden,noscript,script")) continue;
    let ground = [255, 255, 255, 1];
    const chain = [];
    for (let p = e; p; p = p.parentElement) chain.unshift(p);
    for (const p of chain) ground = over(parse(getComputedStyle(p).backgroundColor), ground);
    const ink = over(parse(getComputedStyle(e).color), ground);
    const [a, b] = [light(ink), light(ground)].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) bad.push([e.className || e.tagName, words.slice(0, 20), ratio.toFixed(2)]);
  }
  return bad;
}
"""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "address", ["index.html#lang=en&year=2015&theme={}", "event.html#fullevnt&lang=zh&theme={}"]
)
def test_words_stand_out_from_their_ground(visit: Open, address: str, theme: str) -> None:
    """Every text has a contrast of 4.5 to 1 or more (WCAG 2.2 AA)."""
    with visit(address.format(theme)) as page:
        page.wait_for_selector("h1")
        assert page.evaluate(CONTRAST) == []


def test_every_control_has_a_name(visit: Open) -> None:
    """Buttons, links, fields and the map say what they are to those who do not see them."""
    unnamed = """all => all.filter(e => {
      const label = e.labels && e.labels[0] && e.labels[0].textContent;
      return !(e.getAttribute('aria-label') || label || e.textContent || '').trim();
    }).map(e => e.outerHTML.slice(0, 90))"""
    for address in ("index.html#lang=en", "event.html#fullevnt&lang=en"):
        with visit(address) as page:
            page.wait_for_selector("h1")
            controls = (
                "button, a, input, select, canvas, summary, [role=region]:not([aria-labelledby])"
            )
            assert page.locator(controls).evaluate_all(unnamed) == []
            assert page.locator("main").count() == 1
            assert page.locator("h1").count() == 1
