"""Persons: identifiers and names are found, and ordinary words are not taken for names."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from walkout.text.persons import find_persons


def names(text: str) -> list[tuple[str, str]]:
    """Return words and kind of the persons found."""
    return [(text[p.start : p.end], p.kind) for p in find_persons(text)]


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        pytest.param("联系13812345678", "13812345678", "phone", id="mobile phone"),
        pytest.param("拨打 138-1234-5678", "138-1234-5678", "phone", id="phone with dashes"),
        pytest.param("身份证11010119900307451X", "11010119900307451X", "id_card", id="id card"),
        pytest.param("微信号：gongyou_88", "微信号：gongyou_88", "wechat", id="WeChat"),
        pytest.param("加QQ：10234567", "QQ：10234567", "qq", id="QQ"),
        pytest.param("车牌粤B8K2L6", "粤B8K2L6", "plate", id="number plate"),
        pytest.param("写信到 ab.c@example.org", "ab.c@example.org", "email", id="e-mail"),
        pytest.param("工人代表张建国被带走", "张建国", "name", id="a name after its role"),
        pytest.param("欧阳明被警察带走", "欧阳明", "name", id="a double surname"),
        pytest.param("王某某告诉记者", "王某某", "name", id="a veiled name"),
        pytest.param("張建國、李秀英等人獲釋", "張建國", "name", id="a list, traditional"),
        pytest.param("Zhang Jianguo was detained", "Zhang Jianguo", "name", id="pinyin order"),
        pytest.param("They freed Jianguo Zhang", "Jianguo Zhang", "name", id="English order"),
        pytest.param("said Robert Miller", "Robert Miller", "name", id="an English name"),
        pytest.param("Mr. Kowalski spoke", "Kowalski", "name", id="a title"),
    ],
)
def test_a_person_is_found(text: str, words: str, kind: str) -> None:
    """The name or identifier comes out whole with its kind."""
    assert (words, kind) in names(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("工人在于是罢工，高管方面表示", id="words that begin like surnames"),
        pytest.param("东莞市长安镇一家电子厂200名工人罢工", id="places and counts"),
        pytest.param("警方称没有抓人", id="police say"),
        pytest.param("Workers in Hong Kong and Xi An went on strike", id="places in pinyin"),
        pytest.param("欠薪1200000元，共2500人", id="numbers"),
        pytest.param("", id="nothing"),
    ],
)
def test_ordinary_words_are_no_persons(text: str) -> None:
    """Words that look like names at the first glance are left alone."""
    assert names(text) == []


@given(st.text(max_size=200))
@settings(max_examples=150, deadline=None, derandomize=True)
def test_spans_are_in_order_and_apart(text: str) -> None:
    """On any text spans lie in it, in order, without overlap."""
    end = 0
    for person in find_persons(text):
        assert end <= person.start < person.end <= len(text)
        end = person.end


def test_astral_characters_shift_no_span() -> None:
    """A name behind an emoji and an astral Han character keeps its place."""
    assert ("张建国", "name") in names("🔥𠮷工人代表张建国被带走")
