from __future__ import annotations

import pytest

from tests.publish.factories import finds, no_persons
from walkout.protect.screen import Screen, public_url, telling


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("https://weibo.com/u/1234567", id="a micro-blog"),
        pytest.param("https://m.weibo.cn/status/1", id="its mobile address"),
        pytest.param("https://mp.weixin.qq.com/s/abc", id="a WeChat post"),
        pytest.param("https://www.youtube.com/watch?v=1", id="a video"),
        pytest.param("https://x.com/someone/status/1", id="a short post"),
        pytest.param("https://social.example/@someone/1", id="a handle in the path"),
        pytest.param("https://social.example/%40someone/1", id="an escaped handle"),
        pytest.param("https://forum.example/user/17", id="a user's page"),
        pytest.param("https://mastodon.example/1", id="a federated host"),
        pytest.param("https://someone.blogspot.com/a", id="a blog"),
        pytest.param("javascript:alert(1)", id="a script"),
        pytest.param("JaVaScRiPt:alert(1)", id="a script in mixed case"),
        pytest.param("data:text/html,hello", id="data"),
        pytest.param("file:///home/someone/a.html", id="a file"),
        pytest.param("https://user:word@example.org/", id="a password"),
        pytest.param("https://example.org/\u202egnp", id="a direction override"),
        pytest.param('https://example.org/"onmouseover=', id="a quotation mark"),
        pytest.param("https://localhost/", id="a host without a dot"),
        pytest.param("https://[half", id="half an address"),
        pytest.param("", id="nothing"),
    ],
)
def test_an_address_of_a_person_or_a_trap_is_not_printed(url: str) -> None:
    """Personal accounts, other schemes and malformed addresses give None."""
    assert public_url(url) is None


def test_an_address_of_an_outlet_loses_port_and_fragment() -> None:
    """An outlet's address is printed without what only the reader's browser needs."""
    assert public_url(" HTTPS://News.Example.org:8443/a/b?id=3#top ") == (
        "https://news.example.org/a/b?id=3"
    )


@pytest.mark.parametrize(
    ("quote", "clean"),
    [
        pytest.param("三十人被带走", True, id="no person"),
        pytest.param("陈小芳等三十人", False, id="a name within"),
        pytest.param("电话13800001111", False, id="a number within"),
    ],
)
def test_a_quote_with_a_person_is_not_clean(quote: str, clean: bool) -> None:
    """A quote is clean when neither a name nor an identifier stands in it."""
    assert Screen(finds("陈小芳")).clean_quote(quote, None, 0, len(quote)) is clean


def test_a_name_that_reaches_into_the_quote_is_found() -> None:
    """Half a name in a quote is a name: the words around it are looked at."""
    screen = Screen(finds("陈小芳"))
    text = "工人陈小芳等三十人被带走"
    assert not screen.clean_quote("芳等三十人", screen.reading(text), 4, 9)
    assert screen.clean_quote("等三十人", screen.reading(text), 5, 9)


def test_a_name_found_elsewhere_in_the_reading_is_found_in_the_quote() -> None:
    """Words tell a person once; the bare name later is the same person."""
    text = "工人代表陈芳说。后来陈芳离开。"

    def find(passage: str) -> list[tuple[int, int]]:
        at = passage.find("代表陈芳")
        return [(at + 2, at + 4)] if at >= 0 else []

    screen = Screen(find)
    start = text.index("陈芳离开")
    assert screen.clean_quote("陈芳离开", None, start, start + 4)
    assert not screen.clean_quote("陈芳离开", screen.reading(text), start, start + 4)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param("Li Xin was there", False, id="the name"),
        pytest.param("LI XIN was there", False, id="in capitals"),
        pytest.param("Li Xinhua was there", True, id="the start of a longer name"),
        pytest.param("歐陽新華說", False, id="in traditional characters"),
    ],
)
def test_a_known_name_is_found_in_every_form(text: str, clean: bool) -> None:
    """Names of other readings are found in either script and case, as whole names."""
    assert Screen(no_persons, ["Li Xin", "欧阳新华"]).clean(text) is clean


def test_short_names_are_left_to_their_own_reading() -> None:
    """Two Han characters or one Latin word are no person wherever they stand."""
    assert [telling(n) for n in ("李新", "Ji", "李新华", "Li Xin", "13800001111")] == [
        False,
        False,
        True,
        True,
        True,
    ]
    assert Screen(no_persons, ["李新"]).clean("李新庄村")
