from __future__ import annotations

import base64
import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.publish.factories import account, count, day, event, no_persons, place, told
from walkout.errors import PublishError
from walkout.protect.allow import AllowList
from walkout.protect.screen import Screen
from walkout.publish import site
from walkout.publish.labels import Labels
from walkout.publish.view import view


def unpacked(data: bytes) -> Any:
    """The value that a data file hands over."""
    match = re.fullmatch(rb'walkoutData\("[a-z0-9/]+","([^"]*)"\);\n', data)
    assert match
    return json.loads(gzip.decompress(base64.b64decode(match[1])))


@given(
    st.recursive(
        st.one_of(st.none(), st.integers(), st.text(st.characters(exclude_categories=["Cs"]))),
        st.lists,
    )
)
def test_a_data_file_hands_over_what_was_put_in(value: Any) -> None:
    """Any JSON comes back; nothing in it can end the script."""
    data = site.packed("core", value)
    assert unpacked(data) == value
    assert data.isascii()
    assert b"<" not in data


def test_the_same_value_gives_the_same_bytes() -> None:
    """No clock and no file name stand in the packing."""
    assert site.packed("s/0", {"a": "工"}) == site.packed("s/0", {"a": "工"})


def test_an_event_stands_in_the_shard_where_the_explorer_looks() -> None:
    """Pinned here and in explorer/tests/filter.test.ts: both must name the same file."""
    assert [site.shard_of(name, 1000) for name in ("0a1b2c3d", "zzzzzzzz", "工")] == [441, 693, 80]


def test_the_columns_hold_one_row_per_event() -> None:
    """Codes are numbers of their own list; days are counted from 1970; nothing is filled in."""
    given_events = [
        event(
            account(
                told("action", "strike"), told("action", "march"), told("scope", "borderline"),
                told("date", day("1970-01-02", "1970-01-31")), told("place", place(1)),
                told("participants", count(20, None, approximate=True, unit="persons")),
            ),
            id="b",
        ),
        event(account(told("action", "march"), told("place", place(23))), id="a"),
    ]  # fmt: skip
    allow = AllowList(Screen(no_persons))
    views = [view(public) for e in given_events if (public := allow(e)) is not None]
    made = site.core(views, [{"zh": "甲", "en": "A"}, {"zh": "乙", "en": "B"}])
    columns = made["columns"]
    assert columns["id"] == ["b", "a"]
    assert (columns["first"], columns["last"]) == ([1, None], [30, None])
    assert columns["people"] == [[20, None, 1], None]
    assert columns["borderline"] == [1, 0]
    assert made["codes"]["action"] == {"codes": ["strike", "march"], "rows": [[0, 1], 1]}
    assert made["codes"]["demand"] == {"codes": [], "rows": [None, None]}
    assert [made["places"][n][0] for n in columns["place"]] == ["cn:440310@2020", "cn:620000@2020"]
    assert made["places"][1][4] is None


def test_an_event_that_one_account_calls_labour_is_not_borderline() -> None:
    """What is kept apart in every count is what nobody calls labour."""
    public = AllowList(Screen(no_persons))(
        event(
            account(told("action", "march"), told("scope", "borderline")),
            account(told("action", "march"), told("scope", "labour"), number=2),
        )
    )
    assert public is not None
    assert not site.borderline(view(public))


def test_codes_bring_their_names() -> None:
    """Only codes that the release carries, in both languages, a nameless one as words."""
    public = AllowList(Screen(no_persons))(event(account(told("action", "tea_break"))))
    assert public is not None
    labels = site.used_labels(
        [view(public)], Labels({"action": {"strike": {"zh": "罢工", "en": "Strike"}}})
    )
    assert labels["action"] == {"tea_break": {"zh": "Tea break", "en": "Tea break"}}


def test_an_explorer_that_is_not_built_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """An installation from source without Node says what to do."""
    monkeypatch.setattr("walkout.publish.site.resources.files", lambda name: Path("nowhere"))
    with pytest.raises(PublishError, match="not built") as raised:
        site.asset("app.js")
    assert "make explorer" in raised.value.fix


def test_the_frame_loads_nothing_but_its_own_files() -> None:
    """The policy forbids all else, and a title cannot leave its place."""
    title = {"zh": "</title><script>alert(1)</script>", "en": '"><img src=x onerror=alert(1)>'}
    for page in ("explore", "event"):
        text = site.shell(page, title, listed=True).decode()
        assert "default-src 'none'" in text.replace("&#x27;", "'")
        assert re.findall(r'(?:src|href)="([^"]+)"', text)
        assert not re.search(r'(?:src|href)="(?:[a-z]+:|//)', text)
        assert "<script>" not in text
        assert "<img" not in text
        assert not re.search(r"\son\w+=", text.replace("&quot;", ""), re.I) or "&lt;img" in text
