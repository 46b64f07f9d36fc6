"""Laws of extraction on any text: it never crashes, quotes hold, time is linear."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from walkout import codebook
from walkout.extract import extract
from walkout.extract.segment import clauses, sentences
from walkout.text.script import image

_WORDS = st.sampled_from(
    [
        "工人", "罢工", "。", "，", "7月27日", "昨天", "东莞", "30人", "被抓", "拖欠工资", "警察",
        "\n",
        "workers ", "strike ", "in Wuhan ", "on 3 May 2015 ", "police ", "arrested ",
        ". ", ", ", "unpaid wages ", "will ", "如果", "🔥", "𠮷", "(", ")", "2,500 ",
        "17 of 907 strikes ",
        "over 50 ", "张建国", "Lide shoe factory ", "有限公司", "%", "起", "共发生", "万元", "120",
    ]
)  # fmt: skip
_TEXT = st.one_of(st.text(max_size=300), st.lists(_WORDS, max_size=60).map("".join))


@given(_TEXT, st.sampled_from([None, date(2019, 5, 20)]))
@settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
def test_every_quote_is_the_reading_at_its_span(text: str, published: date | None) -> None:
    """On any text nothing fails, and every value's words are where it says."""
    for mention in extract(text, published=published):
        assert 0 <= mention.start < mention.end <= len(text)
        for statement in mention.statements:
            statement.check(text)
            assert (statement.basis == "inferred") == (statement.quote is None)
            if statement.quote is not None:
                assert statement.quote
            assert 0 <= statement.confidence <= 1


@given(_TEXT)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_codes_are_those_of_the_codebook(text: str) -> None:
    """Every coded value exists in the codebook."""
    book = codebook.load()
    names = ("scope", "status", "kind", "industry", "ownership", "actor", "composition",
             "organisation", "action", "demand", "cause", "outcome")  # fmt: skip
    for mention in extract(text):
        for statement in mention.statements:
            if statement.field in names:
                assert book.has(statement.field, statement.value)
            if statement.field == "response":
                responder, act = statement.value.split(".")
                assert book.has("responder", responder)
                assert book.has("act", act)


@given(_TEXT)
@settings(max_examples=60, deadline=None, derandomize=True)
def test_sentences_and_clauses_cover_the_words_in_order(text: str) -> None:
    """Sentences do not overlap, hold every word, and are the sum of their clauses."""
    folded = image(text)
    end = 0
    covered = ""
    for sentence in sentences(folded):
        assert sentence.start >= end
        end = sentence.end
        covered += folded[sentence.start : sentence.end]
        spans = clauses(folded, sentence)
        assert (spans[0][0], spans[-1][1]) == sentence[:2]
        assert all(a[1] == b[0] for a, b in pairwise(spans))
    assert "".join(covered.split()) == "".join(folded.split())


_PARAGRAPH = {
    "zh": (
        "2015年4月20日，东莞一家鞋厂2500名工人罢工，要求补缴社保。警察带走5人。"
        "工厂老板表示会考虑。\n"
    ),
    "en": (
        "In May 2010 about 1,800 workers at a plant in Foshan went on strike for higher pay. "
        "Police detained three of them. Many people wrote about it later.\n\n"
    ),
}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_time_grows_with_length_and_no_faster(language: str) -> None:
    """Four times the text takes about four times as long."""

    def spent(times: int) -> float:
        text = _PARAGRAPH[language] * times
        best = float("inf")
        for _ in range(4):
            begun = time.process_time()
            extract(text)
            best = min(best, time.process_time() - begun)
        return best

    spent(10)
    # Linear gives 4, quadratic 16.
    assert spent(480) < 10 * spent(120)


def test_the_same_text_gives_the_same_mentions() -> None:
    """Extraction depends on nothing but its arguments."""
    text = _PARAGRAPH["zh"] + _PARAGRAPH["en"]
    assert extract(text) == extract(text)
