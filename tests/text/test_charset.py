"""Bytes to text: what browsers believe, what labels lie about, what nobody can read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.errors import UnreadableError
from walkout.text.charset import codec_of, decode, plausibility

HANS = "2018年7月27日，临江市德胜玩具厂约三百名工人在厂门口聚集，要求支付拖欠的工资。𠮷🚩"
HANT = "2018年7月27日，臨江市德勝玩具廠約三百名工人在廠門口聚集，要求支付拖欠的工資，組建工會。"
EN = "Workers at a café in Linjiang — “we won’t go back” — struck for £2 more. " * 2
JA = "玩具工場の労働者がストライキを行いました。賃金が支払われていないためです。"
RU = "Рабочие завода игрушек объявили забастовку из-за невыплаты зарплаты. "


@pytest.mark.parametrize(
    ("text", "encoding", "labels"),
    [
        pytest.param(HANS, "utf-8", [], id="UTF-8, no label"),
        pytest.param(HANS, "utf-8-sig", ["gbk"], id="UTF-8 with a mark, labelled GBK"),
        pytest.param(HANS, "gb18030", [], id="GB18030, no label"),
        pytest.param(HANS, "gb18030", ["gb2312"], id="GB18030 labelled GB2312"),
        pytest.param(HANS, "gb18030", ["utf-8"], id="GB18030 labelled UTF-8"),
        pytest.param(HANS, "gb18030", ["iso-8859-1"], id="GB18030 labelled Latin-1"),
        pytest.param(HANS, "gb18030", ["big5"], id="GB18030 labelled Big5"),
        pytest.param(HANS, "utf-8", ["gb2312"], id="UTF-8 labelled GB2312"),
        pytest.param(HANS, "utf-16", [], id="UTF-16 with a mark"),
        pytest.param(HANS, "utf-16-le", [], id="UTF-16 without a mark, low byte first"),
        pytest.param(HANS, "utf-16-be", ["utf-8"], id="UTF-16 without a mark, high byte first"),
        pytest.param(HANS, "utf-32", [], id="UTF-32 with a mark"),
        pytest.param(HANT, "big5", [], id="Big5, no label"),
        pytest.param(HANT, "big5hkscs", ["big5"], id="Big5 of Hong Kong"),
        pytest.param(HANT, "big5", ["gb2312"], id="Big5 labelled GB2312"),
        pytest.param(HANT, "gb18030", ["gbk"], id="traditional characters in GBK"),
        pytest.param(EN, "cp1252", [], id="Western, no label"),
        pytest.param(EN, "cp1252", ["gb2312"], id="Western labelled GB2312"),
        pytest.param(EN, "utf-8", ["windows-1252"], id="UTF-8 labelled Western"),
        pytest.param(JA, "cp932", [], id="Japanese"),
        pytest.param(RU, "cp1251", ["windows-1251"], id="Russian"),
        pytest.param("工人罢工讨薪", "gb18030", [], id="six characters of GBK"),
        pytest.param("工人罢工讨薪", "gb18030", ["big5"], id="six characters of GBK called Big5"),
        pytest.param("罷工", "big5", ["big5"], id="two characters of Big5, labelled"),
        pytest.param("联通", "gb18030", [], id="two characters that nearly are UTF-8"),
        pytest.param("讨薪", "utf-8", [], id="two characters of UTF-8"),
        pytest.param("café", "utf-8", [], id="one accent in UTF-8"),
        pytest.param("plain words", "ascii", ["utf-16"], id="ASCII labelled UTF-16"),
    ],
)
def test_text_survives_its_encoding_and_its_label(
    text: str, encoding: str, labels: list[str]
) -> None:
    """The words come back whatever the label says."""
    assert decode(text.encode(encoding), labels).text == text


@pytest.mark.parametrize(
    ("data", "how"),
    [
        pytest.param(HANS.encode(), "valid", id="valid UTF-8"),
        pytest.param(HANS.encode("utf-8-sig"), "bom", id="a mark"),
        pytest.param(HANS.encode("gb18030"), "likely", id="the most plausible"),
        pytest.param("罢工".encode("gb18030"), "fallback", id="too short to tell"),
    ],
)
def test_how_the_encoding_was_settled_is_told(data: bytes, how: str) -> None:
    """A reading can say how sure its encoding is."""
    assert decode(data).how == how


def test_a_label_that_holds_is_named_as_the_reason() -> None:
    """A believed label is told apart from a guess."""
    decoded = decode(HANT.encode("big5"), ["big5"])
    assert (decoded.how, decoded.encoding) == ("label", "big5hkscs")


def test_a_text_cut_in_the_middle_of_a_character_is_read_with_a_note() -> None:
    """A few bad bytes cost a few characters, and where they stand is told."""
    data = (HANS * 20).encode()[:-1]
    decoded = decode(data)
    assert decoded.replaced == 1
    assert decoded.text.endswith("\ufffd")
    assert decoded.offset == len(data) - 3


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(HANS.encode() + b"\xff\xfe\x80\x81\xd8\xff" * 60, id="much noise after text"),
        pytest.param(bytes(range(128, 256)) * 8, id="every high byte"),
        pytest.param(b"\x81\xff\x81\xff\x81\xff" * 20, id="no pair of any table"),
    ],
)
def test_bytes_that_are_no_text_are_refused_with_their_place(data: bytes) -> None:
    """Nothing is invented from noise; the first bad byte is named."""
    with pytest.raises(UnreadableError) as caught:
        decode(data)
    assert 0 <= int(str(caught.value.where["byte"])) < len(data)


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        pytest.param("GB2312", "gb18030", id="GB2312 means GB18030"),
        pytest.param("gb_2312-80", "gb18030", id="an old name of it"),
        pytest.param(" 'Big5' ", "big5hkscs", id="quoted Big5"),
        pytest.param("ISO-8859-1", "cp1252", id="Latin-1 means Windows"),
        pytest.param("utf8mb4", "utf-8", id="a database's word"),
        pytest.param("rot13", None, id="no text encoding"),
        pytest.param("base64", None, id="no encoding of text"),
        pytest.param("utf-7", None, id="one that makes tags of ASCII"),
        pytest.param("unicode_escape", None, id="one that makes words of escapes"),
        pytest.param("", None, id="nothing"),
        pytest.param("a\0b", None, id="rubbish"),
    ],
)
def test_labels_are_read_as_browsers_read_them(label: str, codec: str | None) -> None:
    """Labels stand for the sets that pages mean by them."""
    assert codec_of(label) == codec


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_utf8_is_never_mistaken_when_it_is_long_enough(text: str) -> None:
    """Any text after a sentence of Chinese in UTF-8 comes back as it was."""
    whole = "临江市德胜玩具厂约三百名工人在厂门口聚集。" + text
    assert decode(whole.encode()).text == whole


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_one_error(data: bytes) -> None:
    """Nothing but `UnreadableError` comes out, whatever goes in."""
    try:
        text = decode(data).text
    except UnreadableError:
        return
    assert len(text) <= len(data)


def test_chinese_by_the_wrong_table_looks_wrong() -> None:
    """The measure behind the choice tells text from what a wrong table makes of it."""
    right = plausibility(HANS)
    for encoding, table in (("gb18030", "big5"), ("utf-8", "gb18030"), ("gb18030", "cp1252")):
        assert plausibility(HANS.encode(encoding).decode(table, "replace")) < right - 0.4
