"""PDF, Word, mail, saved pages and XML: their words, their maps, and what is wrong with them."""

from __future__ import annotations

import zipfile
from datetime import UTC, date, datetime, timedelta, timezone
from io import BytesIO

import pytest

from tests.read import hostile
from tests.read.reading import page_of
from walkout.errors import (
    DocumentError,
    EmptyDocumentError,
    HostileDocumentError,
    LockedDocumentError,
    UnreadableError,
)
from walkout.model import media

STORY = hostile.STORY
BEIJING = timezone(timedelta(hours=8))


LINES = [
    "临江玩具厂工人讨薪",
    "2018年7月28日",
    "7月27日上午，临江市德胜玩具厂约三",
    "百名工人在厂门口聚集，要求厂方支付",
    "拖欠三个月的工资。",
    "当天下午，三名工人被带走。",
]


class TestPdf:
    """PDF."""

    def test_lines_become_sentences(self) -> None:
        """Han without spaces, words with them, cut words mended."""
        page = page_of(hostile.pdf([LINES]), media.PDF)
        assert page.text.split("\n") == [
            "临江玩具厂工人讨薪",
            "2018年7月28日",
            "7月27日上午，临江市德胜玩具厂约三百名工人在厂门口聚集，要求厂方支付拖欠三个月的工资。",
            "当天下午，三名工人被带走。",
        ]
        english = ["About 300 workers of the toy fac-", "tory gathered at the gate and then"]
        english.append("walked to the office.")
        assert page_of(hostile.pdf([english]), media.PDF).text == (
            "About 300 workers of the toy factory gathered at the gate and then walked to the "
            "office."
        )

    def test_every_block_knows_its_page_and_a_sentence_may_run_over_its_end(self) -> None:
        """One paragraph, two blocks, so that a quote is found on its page."""
        first = ["Workers of the toy plant stopped work on Friday and", "asked for three months of"]
        second = ["wages that were owed to them.", "The police came."]
        page = page_of(hostile.pdf([[first[0], first[1] + " all the"], second]), media.PDF)
        assert "all the wages that were owed to them." in page.text
        at = page.text.index("wages that")
        places = {b.place for b in page.blocks if b.start <= at < b.end}
        assert places == {"page 2"}
        assert page.blocks[0].place == "page 1"

    def test_running_heads_and_page_numbers_are_left_out(self) -> None:
        """What stands on page after page is no part of the text."""
        pages = [
            ["The Desk Quarterly", f"Workers of plant {i} stopped work on Friday.", f"- {i} -"]
            for i in range(1, 6)
        ]
        text = page_of(hostile.pdf(pages), media.PDF).text
        assert "Quarterly" not in text
        assert "- 3 -" not in text
        assert all(f"plant {i} stopped" in text for i in range(1, 6))

    def test_title_and_date(self) -> None:
        """The title among its properties, else the first line; the date that it shows."""
        page = page_of(hostile.pdf([LINES], title="讨薪报告"), media.PDF)
        assert (page.title, page.published, page.basis) == ("讨薪报告", date(2018, 7, 28), "text")
        assert page_of(hostile.pdf([LINES]), media.PDF).title == "临江玩具厂工人讨薪"
        assert page_of(hostile.pdf([LINES], title="x.docx"), media.PDF).title == (
            "临江玩具厂工人讨薪"
        )

    @pytest.mark.parametrize(
        ("content", "error"),
        [
            pytest.param(hostile.pdf([LINES], password="secret"), LockedDocumentError, id="locked"),
            pytest.param(hostile.pdf([LINES])[:-200], UnreadableError, id="its end is missing"),
            pytest.param(hostile.pdf([LINES])[:400], UnreadableError, id="cut"),
            pytest.param(b"%PDF-1.4\ngarbage\n%%EOF", UnreadableError, id="garbage"),
            pytest.param(
                hostile.pdf([[""], [""]], picture_only=True), EmptyDocumentError, id="pictures"
            ),
        ],
    )
    def test_what_is_wrong_has_its_own_error(
        self, content: bytes, error: type[DocumentError]
    ) -> None:
        """Locked, cut, and pictures of pages are three different things to do."""
        with pytest.raises(error) as caught:
            page_of(content, media.PDF)
        assert type(caught.value) is error
        assert caught.value.fix

    def test_pictures_of_pages_wait_for_a_person(self) -> None:
        """The error says so, for the one who sets its state."""
        with pytest.raises(EmptyDocumentError) as caught:
            page_of(hostile.pdf([[""]], picture_only=True), media.PDF)
        assert caught.value.where == {"pages": 1, "waits": True}


class TestDocx:
    """Word documents."""

    def test_paragraphs_tables_and_notes_in_order(self) -> None:
        """A row is a line with tabs; deleted words are gone, inserted ones are there."""
        body = (
            hostile.paragraphs("讨薪报告", STORY)
            + "<w:tbl>"
            + "".join(
                f"<w:tr><w:tc>{hostile.paragraphs(a)}</w:tc><w:tc>{hostile.paragraphs(b)}</w:tc></w:tr>"
                for a, b in (("日期", "人数"), ("7月27日", "三百"))
            )
            + "</w:tbl><w:p><w:ins><w:r><w:t>又有</w:t></w:r></w:ins><w:del><w:r><w:delText>没有"
            "</w:delText></w:r></w:del><w:r><w:t xml:space='preserve'>五人</w:t><w:tab/>"
            "<w:t>被带走。</w:t></w:r></w:p><w:p/>"
        )
        notes = (
            '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
            f"<w:footnote>{hostile.paragraphs('注：据工人说。')}</w:footnote></w:footnotes>"
        )
        page = page_of(hostile.docx(body, more={"word/footnotes.xml": notes.encode()}), media.DOCX)
        assert page.text.split("\n") == [
            "讨薪报告",
            STORY,
            "日期\t人数",
            "7月27日\t三百",
            "又有五人\t被带走。",
            "注：据工人说。",
        ]
        assert [b.place for b in page.blocks] == ["p 1", "p 2", "p 3", "p 4", "p 5", "footnote 1"]
        assert page.title == "讨薪报告"

    def test_text_boxes_links_and_breaks(self) -> None:
        """All that a reader sees is read, once."""
        body = (
            "<w:p><w:hyperlink><w:r><w:t>工人</w:t></w:r></w:hyperlink><w:r><w:t>罢工</w:t><w:br/>"
            "<w:t>三天</w:t><w:instrText>HYPERLINK x</w:instrText></w:r></w:p>"
            "<w:p><w:r><w:drawing><w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p>"
            "</w:txbxContent></w:drawing><w:t>框外的字</w:t></w:r></w:p>"
        )
        text = page_of(hostile.docx(body), media.DOCX).text
        assert text.split("\n") == ["工人罢工", "三天", "框里的字", "框外的字"]

    @pytest.mark.parametrize(
        ("content", "error"),
        [
            pytest.param(
                hostile.docx(hostile.paragraphs("&a9;"), declaration=hostile.entity_bomb("x")),
                HostileDocumentError,
                id="a billion laughs",
            ),
            pytest.param(
                hostile.docx(
                    hostile.paragraphs("&x;"),
                    declaration='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
                ),
                HostileDocumentError,
                id="an entity of a file",
            ),
            pytest.param(
                hostile.docx("<w:p>" + " " * (64 << 20) + "</w:p>"),
                HostileDocumentError,
                id="a bomb",
            ),
            pytest.param(hostile.docx("<w:p>"), UnreadableError, id="broken XML"),
            pytest.param(hostile.docx("")[:-40], UnreadableError, id="cut"),
            pytest.param(hostile.zipped({"word/other.xml": b""}), UnreadableError, id="no body"),
            pytest.param(hostile.docx("<w:p/>"), EmptyDocumentError, id="no words"),
        ],
    )
    def test_what_is_wrong_has_its_own_error(
        self, content: bytes, error: type[DocumentError]
    ) -> None:
        """Hostile, damaged and empty are three different things."""
        with pytest.raises(error) as caught:
            page_of(content, media.DOCX)
        assert type(caught.value) is error

    def test_nesting_costs_nothing(self) -> None:
        """Tables in tables, thousands deep, are walked and not recursed into."""
        inside = hostile.paragraphs("深处")
        deep = "<w:tbl><w:tr><w:tc>" * 5000 + inside + "</w:tc></w:tr></w:tbl>" * 5000
        assert page_of(hostile.docx(deep), media.DOCX).text == "深处"

    def test_a_damaged_member_is_damage(self) -> None:
        """Its checksum tells."""
        content = hostile.docx(hostile.paragraphs(STORY))
        with zipfile.ZipFile(BytesIO(content)) as archive:
            at = archive.getinfo("word/document.xml").header_offset + 60
        broken = bytearray(content)
        broken[at : at + 8] = b"\xff" * 8
        with pytest.raises(UnreadableError):
            page_of(bytes(broken), media.DOCX)


class TestMail:
    """Mail and saved pages."""

    @pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
    def test_a_mail_is_its_text(self, charset: str) -> None:
        """Without what it quotes, dated by its header."""
        content = hostile.mail(f"各位：\r\n\r\n{STORY}\r\n\r\n> 昨天的旧信\r\n", charset=charset)
        page = page_of(content, media.EML, title="临江")
        assert page.text == f"各位：\n\n{STORY}"
        assert (page.published, page.basis) == (
            datetime(2018, 7, 28, 9, 12, tzinfo=BEIJING),
            "metadata",
        )
        assert (page.title, page.reader) == ("临江", "mail@1")
        assert "quoted:cut" in page.notes

    def test_a_mail_without_text_is_its_page(self) -> None:
        """Newsletters have no other words."""
        content = hostile.mail(" ", html=hostile.page(f"<p>{STORY}</p><script>x</script>"))
        assert page_of(content, media.EML).text == STORY

    def test_a_mail_without_words_says_where_to_look(self) -> None:
        """What is attached is beside it."""
        with pytest.raises(EmptyDocumentError, match="no words"):
            page_of(hostile.mail("", attachments={"a.txt": b"words"}), media.EML)

    @pytest.mark.parametrize("charset", ["utf-8", "gb18030"])
    def test_a_saved_page_is_its_page(self, charset: str) -> None:
        """In the encoding of its part."""
        source = hostile.page(f"<h1>讨薪</h1><p>{STORY}</p>", title="讨薪")
        page = page_of(hostile.mhtml(source, charset=charset), media.MHTML)
        assert page.text == f"讨薪\n{STORY}"
        assert page.reader == "mhtml@1"


class TestXml:
    """XML of unknown kind."""

    def test_words_in_marks_are_one_sentence(self) -> None:
        """Elements that stand among words mark them; elements that hold elements part them."""
        source = (
            "<?xml version='1.0' encoding='GB2312'?><Body><Title>玩具厂罢工</Title>"
            "<ReportTime>2018-07-28 09:12</ReportTime><Content><Paragraph>\n  <Time>昨天</Time>，\n"
            "  <Who>三百名工人</Who>\n  <Act>罢工</Act>。</Paragraph></Content></Body>"
        )
        page = page_of(source.encode("gb18030"), media.XML)
        assert page.text.split("\n") == ["玩具厂罢工", "2018-07-28 09:12", "昨天，三百名工人罢工。"]
        assert (page.title, page.published, page.basis) == (
            "玩具厂罢工", date(2018, 7, 28), "metadata",
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("source", "error"),
        [
            pytest.param(
                f"<?xml version='1.0'?>{hostile.entity_bomb('a')}<a>&a9;</a>",
                HostileDocumentError,
                id="a billion laughs",
            ),
            pytest.param("<?xml version='1.0'?><a><b/></a>", EmptyDocumentError, id="no words"),
            pytest.param("<?xml version='1.0'?>", UnreadableError, id="nothing"),
        ],
    )
    def test_what_is_wrong_has_its_own_error(self, source: str, error: type[DocumentError]) -> None:
        """Entities are never expanded."""
        with pytest.raises(error):
            page_of(source, media.XML)

    def test_a_wide_and_deep_file_is_read_in_time(self) -> None:
        """Walked once, whatever its shape."""
        source = "<a>" + "<b>词</b>" * 50_000 + "<c>" * 200 + "末" + "</c>" * 200 + "</a>"
        text = page_of("<?xml version='1.0'?>" + source, media.XML).text
        assert text.count("词") == 50_000
        assert text.endswith("末")


def test_instants_keep_their_offset() -> None:
    """A page's time is the page's own."""
    head = '<meta property="article:published_time" content="2018-07-28T09:12:00+08:00">'
    page = page_of(hostile.page(f"<p>{STORY}</p>", head=head), media.HTML)
    assert page.published == datetime(2018, 7, 28, 1, 12, tzinfo=UTC)
    assert isinstance(page.published, datetime)
    assert page.published.utcoffset() == timedelta(hours=8)
