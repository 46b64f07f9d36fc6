from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from walkout.publish.words import (
    catalogue,
    count_words,
    place_words,
    range_words,
    say,
    sum_words,
)

# The explorer's own tests read the same file, so that both print the same words.
CASES: dict[str, list[list[Any]]] = json.loads(
    (Path(__file__).parent / "words.json").read_text("utf-8")
)


@pytest.mark.parametrize(("earliest", "latest", "zh", "en"), CASES["range"])
def test_a_range_of_days_in_words(
    earliest: str | None, latest: str | None, zh: str, en: str
) -> None:
    """A whole month is its month, a whole year its year, and what is shared is said once."""
    assert (range_words("zh", earliest, latest), range_words("en", earliest, latest)) == (zh, en)


@pytest.mark.parametrize(("low", "high", "approximate", "unit", "zh", "en"), CASES["count"])
def test_a_count_in_words(
    low: int | None, high: int | None, approximate: bool, unit: str | None, zh: str, en: str
) -> None:
    """A range keeps both ends, an open one says so, and one is singular."""
    assert count_words("zh", low, high, approximate=approximate, unit=unit) == zh
    assert count_words("en", low, high, approximate=approximate, unit=unit) == en


@pytest.mark.parametrize(("value", "zh", "en"), CASES["sum"])
def test_a_sum_in_words(value: dict[str, Any], zh: str, en: str) -> None:
    """Sums are shortened only where no digit is lost."""
    assert (sum_words("zh", value), sum_words("en", value)) == (zh, en)


def test_a_place_without_a_chinese_name_is_parted_by_spaces() -> None:
    """Latin names do not run into each other."""
    place = {"path_zh": ["California", "Oakland"], "path_en": ["California", "Oakland"]}
    assert place_words("zh", place) == "California Oakland"


def test_both_languages_have_every_message_with_the_same_gaps() -> None:
    """No string is missing, empty, or lacks a value that the other prints."""
    zh, en = catalogue("zh"), catalogue("en")
    assert zh.keys() == en.keys()
    for key in zh:
        assert zh[key].strip(), key
        assert en[key].strip(), key
        assert set(re.findall(r"{(\w+)}", zh[key])) == set(re.findall(r"{(\w+)}", en[key])), key


def test_every_message_is_in_its_own_language() -> None:
    """Chinese messages have Han characters and English ones none, but for the switch itself."""
    han = re.compile(r"[\u4e00-\u9fff]")
    own = {"language.switch", "language.switch.label"}
    for key in catalogue("zh").keys() - own:
        # A message of values and signs alone has no language.
        if re.sub(r"{\w+}|[\W\d_]", "", catalogue("zh")[key]):
            assert han.search(catalogue("zh")[key]), key
        assert not han.search(catalogue("en")[key]), key


def test_every_message_is_used_and_every_use_has_a_message() -> None:
    """Keys that code names are in the catalogue; keys that nothing names are gone from it."""
    root = Path(__file__).resolve().parents[2]
    sources = [*(root / "src/walkout/publish").glob("*.py"), *(root / "explorer/src").glob("*.ts*")]
    text = "\n".join(path.read_text("utf-8") for path in sources)
    prefixes = (
        "field.", "unit.", "basis.", "coder.", "language.", "level.", "map.only.", "date.",
        "about.file.",
    )  # fmt: skip
    unused = []
    for key in catalogue("en"):
        bare = key.removesuffix(".one")
        built = bare.startswith(prefixes) or re.search(
            re.escape(bare.rpartition(".")[0]) + r"\.(\$?){", text
        )
        if not built and not re.search(f"[\"']{re.escape(bare)}[\"']", text):
            unused.append(key)
    assert unused == []


def test_one_takes_the_singular() -> None:
    """One event, two events."""
    assert [say("en", "count.events", n=n) for n in (1, 2, 1234)] == [
        "1 event",
        "2 events",
        "1,234 events",
    ]
