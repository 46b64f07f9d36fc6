"""Pages: real paragraphs stay, what frames them goes, and nothing on a page is run or fetched."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.read import hostile
from tests.read.reading import page_of
from walkout.errors import EmptyDocumentError, UnreadableError
from walkout.model import media

PARAGRAPHS = [
    "7月27日上午，临江市德胜玩具厂约三百名工人在厂门口聚集，要求厂方支付拖欠三个月的工资，并补缴社会保险。🚩",
    "当天下午，镇政府派员到场调解，约五十名警察在场维持秩序，三名工人被带走。双方没有达成协议。",
    "工人们表示，如果周一之前仍未拿到工资，将到市政府上访。厂方负责人没有接听电话。𠮷",
    "德胜玩具厂成立于2003年，主要为海外品牌代工，高峰时有员工一千二百余人。",
]
ENGLISH = [
    "About 300 workers at the Desheng toy factory in Linjiang gathered at the gate on Friday, "
    "demanding three months of unpaid wages. The plant has not paid since April, they said.",
    "Township officials came in the afternoon to mediate. Three workers were taken away.",
    "“If we are not paid by Monday we will petition the city government,” one worker said.",
]
NAV = (
    '<div class="nav"><ul><li><a href="/">首页</a></li><li><a href="/n">新闻</a></li>'
    '<li><a href="/s">体育</a></li></ul></div>'
)
FOOT = (
    '<div class="footer"><p>版权所有 临江在线 粤ICP备00000000号</p><p>联系我们 | 广告服务</p></div>'
)
RELATED = (
    '<div class="related"><h3>相关阅读</h3><ul><li><a href="/1">某地举行龙舟大赛</a></li>'
    '<li><a href="/2">天气预报：明天有雨</a></li></ul></div>'
)
COMMENTS = (
    '<div id="comments"><h3>网友评论</h3><div>'
    "<p>支持工人！希望早日拿到工资，这个厂去年也这样，老板太黑了。</p></div></div>"
)
NOISE = "首页 体育 版权所有 相关阅读 龙舟 天气预报 支持工人 不要执行 扫一扫 阅读原文".split()
HEAD = "临江玩具厂三百工人讨薪"


def body(paragraphs: list[str]) -> str:
    """Return paragraphs as a page has them."""
    return "".join(f"<p>　　{text}</p>" for text in paragraphs)


SITES = {
    "a newspaper": hostile.page(
        NAV,
        f'<div class="main"><h1>{HEAD}</h1>',
        '<div class="info">2018年07月28日 09:12 来源：临江日报</div>',
        f'<div id="artibody">{body(PARAGRAPHS)}</div>{RELATED}{COMMENTS}</div>{FOOT}',
        '<script>var a="不要执行";</script>',
        title="临江玩具厂三百工人讨薪_临江新闻_临江在线",
    ),
    "an account of a messenger": hostile.page(
        '<div id="js_article"><h1 id="activity-name">临江玩具厂三百工人讨薪</h1>'
        '<div id="js_content" style="visibility: hidden; opacity: 0;">',
        "".join(
            f"<section><section><p><span>{t}</span></p></section></section>" for t in PARAGRAPHS
        ),
        '</div></div><script>var ct = "1532740320";</script><div>阅读原文</div>'
        "<div>微信扫一扫关注该公众号</div>",
        head='<meta property="og:title" content="临江玩具厂三百工人讨薪">',
    ),
    "paragraphs that are only parted by line breaks": hostile.page(
        f"<font size=3>{'<br><br>'.join(PARAGRAPHS)}</font>", title=HEAD
    ),
    "paragraphs in a soup of boxes": hostile.page(
        f"{NAV}<div><div>{''.join(f'<div><div>{t}</div></div>' for t in PARAGRAPHS)}</div></div>",
        title=HEAD,
    ),
    "a table that lays out the page": hostile.page(
        f"<table><tr><td>{NAV}</td><td>{body(PARAGRAPHS)}</td></tr></table>{FOOT}",
        title=HEAD,
    ),
    "a box for the text with a misleading name": hostile.page(
        f'{NAV}<div class="left-side links"><div>{body(PARAGRAPHS)}</div></div>{FOOT}', title=HEAD
    ),
    "no markup to speak of": f"<html><body>{body(PARAGRAPHS)}",
}


@pytest.mark.parametrize("source", SITES.values(), ids=list(SITES))
def test_real_paragraphs_stay_and_what_frames_them_goes(source: str) -> None:
    """Every paragraph is there word for word and once, in order; no menu, no comment, no script."""
    page = page_of(source, media.HTML)
    places = [page.text.find(text) for text in PARAGRAPHS]
    assert -1 not in places
    assert places == sorted(places)
    assert all(page.text.count(text) == 1 for text in PARAGRAPHS)
    assert [word for word in NOISE if word in page.text] == []
    assert page.reader == "html@1"


def test_a_title_is_the_headline_without_the_site() -> None:
    """The name of the site is no part of it."""
    for name in list(SITES)[:3]:
        assert page_of(SITES[name], media.HTML).title == HEAD


@pytest.mark.parametrize(
    ("title", "heading", "shared", "expected"),
    [
        pytest.param("Toy strike | Desk News", "", "", "Toy strike", id="a site after a bar"),
        pytest.param("Toy strike - Desk News", "Toy strike", "", "Toy strike", id="a heading"),
        pytest.param("Desk News", "", "Toy strike", "Toy strike", id="a title for sharing"),
        pytest.param("Co-op strike", "", "", "Co-op strike", id="a hyphen in a word"),
        pytest.param("A - B", "", "", "A - B", id="parts too short to be a title"),
        pytest.param("", "Toy strike", "", "Toy strike", id="only a heading"),
        pytest.param("", "", "", None, id="nothing"),
    ],
)
def test_titles(title: str, heading: str, shared: str, expected: str | None) -> None:
    """From the page's heading, its title for sharing, or its head."""
    head = f'<meta property="og:title" content="{shared}">' if shared else ""
    source = hostile.page(f"<h1>{heading}</h1>" if heading else "", body(PARAGRAPHS), head=head,
                          title=title)  # fmt: skip
    assert page_of(source, media.HTML).title == expected


def test_comments_menus_and_forms_of_a_blog_go() -> None:
    """What readers answered is not the report."""
    source = hostile.page(
        "<header><nav><a href='/'>Home</a></nav></header><main><article><h1>Toy strike</h1>",
        "".join(f"<p>{t}</p>" for t in ENGLISH),
        "<h2>Background</h2><ul><li>In 2016 forty workers struck over overtime.</li></ul>",
        "</article>",
        '<section id="comments"><h2>3 responses to “Toy strike”</h2><p>Great report, thank you for '
        "following this for so long, it matters to all of us here.</p><h3>Leave a Reply</h3>"
        "<p>Your email address will not be published.</p></section></main>",
        "<aside><h3>Recent Posts</h3><a href='/x'>Something else happened</a></aside>",
        "<footer>Proudly powered by WordPress</footer>",
        title="Toy strike",
    )
    page = page_of(source, media.HTML)
    assert page.text.split("\n") == [
        "Toy strike", *ENGLISH, "Background", "In 2016 forty workers struck over overtime.",
    ]  # fmt: skip


def test_a_short_post_is_read() -> None:
    """Two lines of words and a row of buttons."""
    source = hostile.page(
        '<div class="nav"><a href="#">首页</a><a href="#">发现</a></div>'
        '<div class="weibo-text">德胜玩具厂工人今天罢工了，三百多人堵门，警察来了，抓走三个！'
        '<a href="#">#讨薪#</a></div><span>2018-07-27 11:02</span>'
        "<div><a>转发 12</a><a>评论 5</a><a>赞 30</a></div>",
        title="微博正文",
    )
    page = page_of(source, media.HTML)
    assert page.text.split("\n")[0] == (
        "德胜玩具厂工人今天罢工了，三百多人堵门，警察来了，抓走三个！#讨薪#"
    )
    assert "转发" not in page.text
    assert "发现" not in page.text


def test_rows_of_a_table_are_lines_and_items_of_a_list_stay() -> None:
    """A list of events is what a record is made from."""
    rows = [f"7月{i}日\t临江{i}镇\t约{i}百名工人罢工" for i in range(1, 6)]
    items = [f"8月{i}日，临江某厂{i}0名工人停工，要求支付加班费。" for i in range(1, 4)]
    source = hostile.page(
        "<h1>七月</h1><table><tr><th>日期</th><th>地点</th><th>经过</th></tr>",
        "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in r.split(chr(9)))}</tr>" for r in rows),
        f"</table><ul>{''.join(f'<li>{i}</li>' for i in items)}</ul>",
        title="七月",
    )
    text = page_of(source, media.HTML).text
    assert [line for line in text.split("\n") if line in rows + items] == rows + items


def test_a_thread_is_read_where_there_is_nothing_else() -> None:
    """On a forum the answers are the reports."""
    posts = "".join(
        f'<div class="reply"><div>用户{i}</div><div>{text}</div></div>'
        for i, text in enumerate(PARAGRAPHS)
    )
    text = page_of(hostile.page(NAV, posts), media.HTML).text
    assert all(paragraph in text for paragraph in PARAGRAPHS)


def test_every_line_knows_its_place_on_the_page() -> None:
    """A quote can be followed to its paragraph."""
    page = page_of(SITES["a newspaper"], media.HTML)
    found = {page.text[b.start : b.end]: b.place for b in page.blocks}
    numbers = [int(found[text].removeprefix("p ")) for text in PARAGRAPHS]
    assert numbers == list(range(numbers[0], numbers[0] + 4))


@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        pytest.param("gb18030", "gb2312", id="GB18030 called GB2312"),
        pytest.param("gb18030", "utf-8", id="GB18030 called UTF-8"),
        pytest.param("utf-8", "gb2312", id="UTF-8 called GB2312"),
        pytest.param("utf-16", "gb2312", id="UTF-16 called GB2312"),
        pytest.param("gb18030", "", id="GB18030 without a label"),
    ],
)
def test_pages_are_read_in_the_encoding_that_they_are_in(encoding: str, label: str) -> None:
    """Whatever the head says."""
    head = f'<meta http-equiv="Content-Type" content="text/html; charset={label}">'
    source = hostile.page(body(PARAGRAPHS), head=head if label else "")
    assert PARAGRAPHS[0] in page_of(source.encode(encoding), media.HTML).text


def test_a_traditional_page_in_big5_is_read() -> None:
    """By the header of the capture or by its own head."""
    text = "七月二十七日，臨江市德勝玩具廠約三百名工人在廠門口聚集，要求支付拖欠的工資。"
    source = hostile.page(f"<p>{text}</p>").encode("big5")
    for media_type in ("text/html; charset=big5", "text/html"):
        assert text in page_of(source, media_type).text


@pytest.mark.parametrize(
    ("head", "shown", "url", "published", "basis"),
    [
        pytest.param('<meta property="article:published_time" content="2018-07-28T09:12:00Z">', "",
                     None, datetime(2018, 7, 28, 9, 12, tzinfo=UTC), "metadata", id="a property"),
        pytest.param('<meta name="pubdate" content="2018-07-28">', "", None, date(2018, 7, 28),
                     "metadata", id="a name"),
        pytest.param('<meta name="DC.date.issued" content="2018-07-28">', "", None,
                     date(2018, 7, 28), "metadata", id="Dublin Core"),
        pytest.param('<script type="application/ld+json">{"@graph":[{"datePublished":'
                     '"2018-07-28"}]}</script>', "", None, date(2018, 7, 28), "metadata",
                     id="linked data"),
        pytest.param("", '<time pubdate datetime="2018-07-28">last week</time>', None,
                     date(2018, 7, 28), "metadata", id="a time element"),
        pytest.param('<script>var ct = "1532740320";</script>', "", None,
                     datetime(2018, 7, 28, 1, 12, tzinfo=UTC), "metadata", id="a messenger's"),
        pytest.param("", "<p>发布时间：2018-07-28 09:12</p>", None, date(2018, 7, 28), "text",
                     id="a label"),
        pytest.param("", "<div>2018年07月28日 09:12 来源：临江日报</div>", None, date(2018, 7, 28),
                     "text", id="a dateline"),
        pytest.param("", "", "https://n.example/2018/07/28/toys.html", date(2018, 7, 28), "url",
                     id="an address"),
        pytest.param('<meta name="pubdate" content="2018-07-28">', "<p>发布时间：2017-01-01</p>",
                     "https://n.example/20160101/", date(2018, 7, 28), "metadata", id="strongest"),
        pytest.param('<meta name="last-modified" content="2020-01-01">', "", None, None, "unknown",
                     id="a change is no publication"),
        pytest.param('<meta name="pubdate" content="2018-07">', "", None, None, "unknown",
                     id="a month is no day"),
        pytest.param('<meta name="pubdate" content="2031-07-28">', "", None, None, "unknown",
                     id="the future"),
        pytest.param('<script type="application/ld+json">{"datePublished": broken</script>', "",
                     None, None, "unknown", id="broken data"),
        pytest.param("", "<p>注册：2010-1-1</p>", None, None, "unknown", id="another date"),
        pytest.param("", "", None, None, "unknown", id="nothing: the event's date is not taken"),
    ],
)  # fmt: skip
def test_publication_dates(
    head: str, shown: str, url: str | None, published: date | None, basis: str
) -> None:
    """From the head, from what the page shows, from its address; never from the report's words."""
    page = page_of(hostile.page(shown, body(PARAGRAPHS), head=head), media.HTML, url=url)
    assert (page.published, page.basis) == (published, basis)


@pytest.mark.parametrize(
    ("source", "url"),
    [
        pytest.param('<link rel="canonical" href="https://n.example/1">', "https://n.example/1",
                     id="its own link"),
        pytest.param('<meta property="og:url" content="https://n.example/2">',
                     "https://n.example/2", id="its address for sharing"),
        pytest.param("<!-- saved from url=(0019)https://n.example/3 -->", "https://n.example/3",
                     id="what a browser noted"),
        pytest.param('<link rel="canonical" href="javascript:alert(1)">', None, id="no address"),
    ],
)  # fmt: skip
def test_addresses(source: str, url: str | None) -> None:
    """Where the page was got, if it says so."""
    assert page_of(hostile.page(body(PARAGRAPHS), head=source), media.HTML).url == url


@pytest.mark.parametrize(
    ("source", "kept", "gone"),
    [
        pytest.param("<script>alert('x1')</script>", None, "x1", id="a script"),
        pytest.param("<img src=x onerror=\"alert('x2')\">", None, "x2", id="a handler"),
        pytest.param('<meta http-equiv="refresh" content="0;url=http://e.example/x3">', None, "x3",
                     id="a redirection"),
        pytest.param("<style>@import url(http://e.example/x4);</style>", None, "x4", id="a style"),
        pytest.param("<iframe src=http://e.example/x5>inside</iframe>", None, "x5", id="a frame"),
        pytest.param("<svg><script>x6</script><text>drawn</text></svg>", None, "x6", id="drawing"),
        pytest.param("<p>&lt;script&gt;alert(1)&lt;/script&gt; 三名工人被警察带走了。</p>",
                     "<script>alert(1)</script>", None, id="tags in words are words"),
        pytest.param("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><p>&a; 罢工三天。</p>",
                     "罢工三天", "root:", id="an entity of a file"),
        pytest.param("<p title='" + "x" * 3_000_000 + "'>工人罢工三天，没有结果。</p>",
                     "工人罢工三天", "xxx", id="an attribute of megabytes"),
        pytest.param("<p>工人罢工\x00三天\x1b[31m，没有\u202e结果\u200b。</p>",
                     "工人罢工三天[31m，没有结果。", "\x1b", id="control characters"),
    ],
)  # fmt: skip
def test_hostile_markup_is_words_or_nothing(
    source: str, kept: str | None, gone: str | None
) -> None:
    """No part of a page is run, followed or fetched; what a reader would see is text."""
    text = page_of(hostile.page(source, body(PARAGRAPHS)), media.HTML).text
    assert PARAGRAPHS[0] in text
    assert kept is None or kept in text
    assert gone is None or gone not in text


@pytest.mark.parametrize("depth", [200, 5_000, 100_000])
def test_nesting_costs_no_words(depth: int) -> None:
    """A parser gives up on what is too deep; the words after it are read all the same."""
    deep = f"{'<div>' * depth}{PARAGRAPHS[1]}{'</div>' * depth}"
    source = hostile.page(f"<p>{PARAGRAPHS[0]}</p>", deep, f"<p>{PARAGRAPHS[2]}</p>")
    text = page_of(source, media.HTML).text
    assert all(paragraph in text for paragraph in PARAGRAPHS[:3])


@pytest.mark.parametrize(
    ("source", "error"),
    [
        pytest.param("<html><body></body></html>", EmptyDocumentError, id="empty"),
        pytest.param("<html><script>render()</script></html>", EmptyDocumentError, id="scripts"),
        pytest.param("<!-- only a comment -->", EmptyDocumentError, id="a comment"),
        pytest.param("<p>" + "x " * (17 << 20), UnreadableError, id="far too large"),
    ],
)
def test_pages_without_words_say_what_to_do(source: str, error: type[Exception]) -> None:
    """Each is one error of its own kind."""
    with pytest.raises(error):
        page_of(source, media.HTML)
