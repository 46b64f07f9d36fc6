"""The matching image keeps every code point in its place, and languages are told by script."""

from __future__ import annotations

import runpy
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.text.script import image, is_han, language

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        pytest.param("勞工罷工討薪", "劳工罢工讨薪", id="traditional to simplified"),
        pytest.param("隨著妳羣眾裏麵", "随着你群众里面", id="variants of Taiwan and Hong Kong"),
        pytest.param("ＡＢ１２％，：（）", "ab12%,:()", id="full-width ascii"),
        pytest.param("Foxconn ÉCOLE Σ", "foxconn école σ", id="upper case"),
        pytest.param("İstanbul", "İstanbul", id="upper case whose lower is longer stays"),
        pytest.param("“罢工”‘停工’", "\"罢工\"'停工'", id="curly quotes"),
        pytest.param("2011–2015—2016−1", "2011-2015-2016-1", id="dashes"),
        pytest.param("a\u3000b\u00a0c\td", "a b c d", id="spaces of all widths"),
        pytest.param("二○一八", "二〇一八", id="a circle for zero"),
        pytest.param("⼯⼈", "工人", id="radicals that stand for characters in PDF text"),
        pytest.param("￥100", "¥100", id="full-width yen"),
        pytest.param("😀𠮷工", "😀𠮷工", id="emoji and astral characters stay"),
        pytest.param("\ud800工", "\ufffd工", id="a lone surrogate is no character"),
    ],
)
def test_image_folds_each_code_point(text: str, folded: str) -> None:
    """Script, width, case, quotes, dashes and spaces are folded one for one."""
    assert image(text) == folded


@given(st.text())
def test_image_has_the_same_length_and_is_its_own_image(text: str) -> None:
    """Any text keeps its length, so that spans stay; folding twice changes nothing."""
    folded = image(text)
    assert len(folded) == len(text)
    assert image(folded) == folded


@given(st.text(), st.text())
def test_image_folds_no_character_by_its_neighbours(left: str, right: str) -> None:
    """The image of two texts joined is their images joined."""
    assert image(left + right) == image(left) + image(right)


def test_the_table_agrees_with_opencc() -> None:
    """Common traditional characters fold as OpenCC converts them, code point for code point."""
    convert = opencc.OpenCC("t2s").convert
    chars = [chr(point) for point in range(0x4E00, 0x9FA6)]
    own = {"著", "妳"}
    differing = [
        char
        for char in chars
        if convert(char) != char and image(char) != image(convert(char)) and char not in own
    ]
    assert differing == []
    assert sum(image(char) != char for char in chars) > 2500


def test_the_table_in_the_package_is_what_its_script_builds() -> None:
    """The shipped table is the one that scripts/build_script_table.py makes today."""
    script = runpy.run_path(str(ROOT / "scripts" / "build_script_table.py"))
    table = script["build"]()
    assert len(table) > 5000
    assert [char for char in table if image(char) != image(table[char])] == []


@pytest.mark.parametrize(
    ("char", "expected"),
    [
        pytest.param("工", True, id="common"),
        pytest.param("𠮷", True, id="extension B"),
        pytest.param("\U00031350", True, id="extension H"),
        pytest.param("〇", True, id="zero"),
        pytest.param("﨑", True, id="compatibility"),
        pytest.param("。", False, id="full stop"),
        pytest.param("の", False, id="kana"),
        pytest.param("a", False, id="latin"),
        pytest.param("😀", False, id="emoji"),
    ],
)
def test_han_is_told_on_all_planes(char: str, expected: bool) -> None:
    """Ideographs of every plane are Han; punctuation, kana, letters and emoji are not."""
    assert is_han(char) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("2000名工人罢工，要求补发工资", "zh-Hans", id="simplified"),
        pytest.param("2000名工人罷工，要求補發工資", "zh-Hant", id="traditional"),
        pytest.param("上海工人", "zh-Hans", id="neither script marked counts as simplified"),
        pytest.param("富士康Foxconn的iPhone工厂", "zh-Hans", id="english names do not mix"),
        pytest.param("富士康工人罢工 Workers strike", "zh-Hans", id="a short english tail"),
        pytest.param(
            "Workers at the Foxconn (富士康) plant went on strike", "en", id="a chinese gloss"
        ),
        pytest.param(
            "约两千名工人在厂门口集会，要求补缴社保。 Some two thousand workers gathered "
            "at the gate of the factory and asked for their social insurance to be paid.",
            "mixed",
            id="a passage of each",
        ),
        pytest.param("", "unknown", id="nothing"),
        pytest.param("123 … 😀", "unknown", id="no letters"),
        pytest.param("ストライキをしている", "unknown", id="another script"),
        pytest.param(
            "Les ouvriers sont en grève depuis lundi dernier contre leur patron",
            "unknown",
            id="another language",
        ),
    ],
)
def test_language_is_told_by_script(text: str, expected: str) -> None:
    """Names and glosses of the other language do not make a text mixed; passages do."""
    assert language(text) == expected


@given(st.text())
def test_language_of_any_text_is_one_of_five(text: str) -> None:
    """No text makes it fail."""
    assert language(text) in {"zh-Hans", "zh-Hant", "en", "mixed", "unknown"}


def test_ascii_folds_alike_in_every_text() -> None:
    """A text of ASCII alone takes a faster way to the same image."""
    for point in range(128):
        assert image(chr(point)) == image(chr(point) + "工")[0]
