"""XML of unknown kind: its words, an element with words being a paragraph."""

from __future__ import annotations

from datetime import date

from lxml import etree

from walkout.errors import EmptyDocumentError, HostileDocumentError, UnreadableError
from walkout.model.document import Capture
from walkout.read.formats import meta
from walkout.read.page import Page, clean, compose, has_words
from walkout.read.published import from_lines, latest_day, plausible
from walkout.text.charset import decode
from walkout.text.days import parse_day

READER = "xml@1"

_MOST_BYTES = 32 << 20

_TITLES = {"title", "headline", "标题"}
_DATES = {"reporttime", "published", "pubdate", "date", "publicationdate", "datepublished", "日期"}
# In these, other elements mark words and do not part them.
_RUNNING = {"p", "para", "paragraph"}
# An element of any of these names is a paragraph even where it stands among words.
_PARAGRAPHS = {"p", "para", "paragraph", "title", "headline", "item", "section", "body"}


def read(capture: Capture, today: date) -> Page:
    """Return the words of an XML file. Entities are not expanded, nothing is fetched.

    Raises:
        EmptyDocumentError: There are no words in it.
        HostileDocumentError: It declares entities.
        UnreadableError: It is no XML after all, or damaged.
    """
    if len(capture.content) > _MOST_BYTES:
        raise UnreadableError(
            "The XML is larger than any report",
            fix="Save the part that matters and add that.",
            megabytes=len(capture.content) >> 20,
            most=_MOST_BYTES >> 20,
        )
    decoded = decode(capture.content, meta.labels(capture.content))
    source = clean(decoded.text)
    if "<!ENTITY" in source:
        raise HostileDocumentError(
            "The XML declares entities, which may unpack to anything",
            fix="If you trust it, save its text and add that.",
        )
    # The declaration names an encoding that no longer holds.
    body = source[source.find("?>") + 2 :] if source.lstrip().startswith("<?xml") else source
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, recover=True
    )
    try:
        root = etree.fromstring(body.strip().encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise UnreadableError("The XML does not parse", fix="Save its text and add that.")
    parts, title, published = _walk(root)
    if not any(has_words(text) for _, text in parts):
        raise EmptyDocumentError("The XML has no words", fix="Leave it out.")
    text, blocks = compose(parts)
    latest = latest_day(capture.captured_at, today)
    given = parse_day(published or "")
    shown = from_lines(text.split("\n"))
    return Page(
        READER,
        text,
        blocks,
        title=title,
        published=given
        if plausible(given, latest)
        else shown
        if plausible(shown, latest)
        else None,
        basis="metadata"
        if plausible(given, latest)
        else "text"
        if plausible(shown, latest)
        else "unknown",
        notes=(f"charset:{decoded.encoding}", *(("xml:mended",) if parser.error_log else ())),
    )


def _walk(root: etree._Element) -> tuple[list[tuple[str, str]], str | None, str | None]:
    """Return the paragraphs, the title and the date.

    What stands in an element that holds only elements is a paragraph, and so is what is called
    one; an element that stands among words belongs to its sentence.
    """
    parts: list[tuple[str, str]] = []
    words: list[str] = []
    title: str | None = None
    published: str | None = None
    # Of the elements that are open: whether each holds only elements, and is a paragraph.
    holds_elements = [True]
    stands_alone: list[bool] = []
    inside = 0

    def flush() -> str | None:
        text = _without_gaps(" ".join("".join(words).split()))
        words.clear()
        if not text:
            return None
        parts.append((f"p {len(parts) + 1}", text))
        return text

    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in {"comment", "pi"}:
            words.append(element.tail or "")
            continue
        name = etree.QName(element).localname.lower()
        if event == "start":
            alone = name in _PARAGRAPHS or (holds_elements[-1] and not inside)
            inside += name in _RUNNING
            holds_elements.append(_is_structure(element))
            stands_alone.append(alone)
            if alone:
                flush()
            words.append(element.text or "")
            continue
        holds_elements.pop()
        inside -= name in _RUNNING
        if stands_alone.pop():
            text = flush()
            if name in _TITLES and title is None:
                title = text
            elif name in _DATES and published is None:
                published = text
        words.append(element.tail or "")
    flush()
    return parts, title, published


def _is_structure(element: etree._Element) -> bool:
    own = (element.text, *(child.tail for child in element))
    return not any(text and text.strip() for text in own)


def _without_gaps(text: str) -> str:
    """Take out the spaces that indentation left between Han characters."""
    out: list[str] = []
    for i, char in enumerate(text):
        if (
            char == " "
            and 0 < i < len(text) - 1
            and text[i - 1] > "\u2e80"
            and text[i + 1] > "\u2e80"
        ):
            continue
        out.append(char)
    return "".join(out)
