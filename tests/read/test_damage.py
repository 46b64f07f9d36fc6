"""Damaged documents of every format: a page or one error, in this process and in the child."""

from __future__ import annotations

import io
import zipfile

import pytest

from tests.read import hostile
from tests.read.reading import TODAY, assert_mapped
from walkout.errors import DocumentError
from walkout.model import media
from walkout.model.document import Capture, Reading
from walkout.read import Reader
from walkout.read.child import FORMATS, load

PAGE = hostile.page(
    "<div class=nav><a href=x>a</a></div><h1>讨薪</h1>",
    "".join(f"<p>{hostile.STORY}</p>" for _ in range(3)),
    "<table><tr><td>a<td>b</tr><tr><td>c<td>d</tr></table>",
    head='<meta property="article:published_time" content="2018-07-28T09:00:00Z">'
    '<script type="application/ld+json">{"datePublished":"2018-07-28"}</script>',
    title="讨薪_临江在线",
)
WORD = hostile.docx(
    hostile.paragraphs(hostile.STORY)
    + f"<w:tbl><w:tr><w:tc>{hostile.paragraphs('a')}</w:tc></w:tr></w:tbl>"
)
DOCUMENTS = {
    media.TEXT: hostile.STORY.encode("gb18030"),
    media.MARKDOWN: f"---\ntitle: x\n---\n# x\n{hostile.STORY}".encode(),
    media.HTML: PAGE.encode(),
    media.XML: f"<?xml version='1.0'?><a><Title>x</Title><p>{hostile.STORY}</p></a>".encode(),
    media.EML: hostile.mail(hostile.STORY, html=PAGE),
    media.MHTML: hostile.mhtml(PAGE),
    media.PDF: hostile.pdf([[hostile.STORY[:30], hostile.STORY[30:]], [hostile.STORY_EN]]),
    media.DOCX: WORD,
}


def damaged(kind: str, count: int) -> list[bytes]:
    """Return damaged copies of a document; a Word document is damaged inside its zip too."""
    data = DOCUMENTS[kind]
    if kind != media.DOCX:
        return hostile.mutations(data, seed=11, count=count)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    inner = hostile.mutations(members["word/document.xml"], seed=11, count=count)
    return [hostile.zipped({**members, "word/document.xml": xml}) for xml in inner]


@pytest.mark.parametrize("kind", [k for k in DOCUMENTS if k != media.PDF])
def test_a_damaged_document_gives_a_page_or_one_error(kind: str) -> None:
    """No exception of a parser gets out, so that the process boundary is the second net."""
    reader = load({kind: FORMATS[kind]})[kind]
    errors: list[DocumentError] = []
    for data in damaged(kind, 120):
        try:
            page = reader(Capture("d", data, kind), TODAY)
        except DocumentError as error:
            errors.append(error)
            continue
        assert_mapped(page)
    assert all(error.problem and error.fix for error in errors)


def test_damaged_pdfs_are_read_in_the_child() -> None:
    """A parser in native code may die of them; the parent never does."""
    with Reader(children=1, today=TODAY) as reader:
        captures = [
            Capture(f"d{i}", data, media.PDF) for i, data in enumerate(damaged(media.PDF, 300))
        ]
        captures.append(Capture("good", DOCUMENTS[media.PDF], media.PDF))
        results = list(reader.read_many(captures))
    assert len(results) == 301
    assert all(isinstance(result, Reading | DocumentError) for _, result in results)
    last = results[-1][1]
    assert isinstance(last, Reading)
    assert "三名工人被警察带走" in last.text
