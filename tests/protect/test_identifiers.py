from __future__ import annotations

import pytest

from walkout.protect.identifiers import find_identifiers


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        pytest.param("打我手机13800001111", ["phone"], id="mobile number"),
        pytest.param("+86 138 0000 1111", ["phone"], id="mobile number with spaces and country"),
        pytest.param("座机0755-28881111", ["phone"], id="land line"),
        pytest.param("身份证44030119900307123X", ["id_card"], id="identity card"),
        pytest.param("旧证440301900307123", ["id_card"], id="identity card of 15 digits"),
        pytest.param("微信：chenhui_88", ["wechat"], id="WeChat after a colon"),
        pytest.param("微信号 abc12345", ["wechat"], id="WeChat with digits after a space"),
        pytest.param("QQ群号 123456789", ["qq"], id="QQ group"),
        pytest.param("write to someone@example.org", ["email"], id="e-mail"),
        pytest.param("车牌粤B12345", ["plate"], id="plate"),
        pytest.param("粤B·D12345", ["plate"], id="plate of an electric car"),
        pytest.param("卡号6222 0000 1111 2222 333", ["bank_card"], id="bank card"),
    ],
)
def test_an_identifier_is_found(text: str, kinds: list[str]) -> None:
    """Every kind of identifier is found where it stands in words."""
    assert [found.kind for found in find_identifiers(text)] == kinds


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("2014-04-14", id="a day"),
        pytest.param("2014年4月14日有40000人罢工", id="a count"),
        pytest.param("欠薪120000000元", id="a sum of nine digits"),
        pytest.param("31.23041 121.4737", id="coordinates"),
        pytest.param("0.13800001111", id="a decimal fraction"),
        pytest.param("a" * 20 + "13800001111" + "b" * 20, id="digits within a hash"),
        pytest.param("WeChat groups and wechat account", id="WeChat as a word"),
        pytest.param("cn:440310@2018", id="a place code"),
        pytest.param("QQ音乐公司员工", id="QQ as a company"),
        pytest.param("京东B2B平台", id="letters after a place's short name"),
    ],
)
def test_what_is_no_identifier_is_left_alone(text: str) -> None:
    """Dates, counts, coordinates, codes and hashes do not stop a release."""
    assert list(find_identifiers(text)) == []


def test_the_span_is_that_of_the_identifier() -> None:
    """Code points are counted, a character outside the first plane as one."""
    text = "𠮷13800001111。"
    (found,) = find_identifiers(text)
    assert text[found.start : found.end] == "13800001111"
