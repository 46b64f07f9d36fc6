from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.protect.decode import decode, words
from walkout.publish.site import packed

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(-(10**12), 10**12), TEXT),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(TEXT, inner, max_size=3)),
    max_leaves=10,
)


def written(ending: str, value: Any) -> bytes:
    """A file of a format with a value in it."""
    text = json.dumps(value, ensure_ascii=False)
    if ending == "js":
        return packed("core", value)
    if ending == "jsonl":
        return (text + "\n").encode()
    if ending == "csv":
        out = io.StringIO()
        csv.writer(out).writerow([text, "plain", 13800001111])
        return out.getvalue().encode()
    return text.encode()


@given(JSON, st.sampled_from(["js", "json", "jsonl", "csv", "txt", "html"]))
def test_the_quick_look_sees_all_that_the_slow_one_names(value: Any, ending: str) -> None:
    """Whatever stands in a file: the words without places are those with places."""
    data = written(ending, value)
    texts, numbers = words(f"a.{ending}", data)
    pieces = list(decode(f"a.{ending}", data))
    assert {p.text for p in pieces if p.number} == numbers
    assert {p.text for p in pieces if not p.number and p.text.strip()} == {
        text for text in texts if text.strip()
    }


@pytest.mark.parametrize("ending", ["js", "json", "jsonl"])
def test_keys_and_nested_values_are_words_too(ending: str) -> None:
    """Nothing in a file of values is passed over."""
    texts, _ = words(f"a.{ending}", written(ending, {"key": [{"inner": "value"}]}))
    assert texts == {"key", "inner", "value"}


def test_words_of_a_page_are_unescaped_wherever_they_stand() -> None:
    """Text, attribute and comment are read alike, entities resolved."""
    page = b'<p title="&#49;2">&lt;b&gt;</p>\n<!-- &amp; -->'
    assert [(p.place, p.text) for p in decode("a.html", page)] == [
        ("line 1", 'p title="12"'),
        ("line 1", "<b>"),
        ("line 1", "/p"),
        ("line 2", "!-- & --"),
    ]
