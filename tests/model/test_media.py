"""Media types: read as they come in the wild, and what becomes of a document by its type alone."""

from __future__ import annotations

import pytest

from walkout.model import media


@pytest.mark.parametrize(
    ("given", "bare", "charset"),
    [
        pytest.param("text/html", "text/html", None, id="plain"),
        pytest.param("Text/HTML; Charset=GB2312", "text/html", "GB2312", id="in capitals"),
        pytest.param('text/html;charset="big5" ', "text/html", "big5", id="quoted, no space"),
        pytest.param("text/html; charset='gbk'; x=1", "text/html", "gbk", id="single quotes"),
        pytest.param("text/html; x=charset; charset=", "text/html", None, id="empty"),
        pytest.param(" text/plain ;format=flowed", "text/plain", None, id="another parameter"),
        pytest.param("", "", None, id="nothing"),
    ],
)
def test_a_media_type_is_read_as_it_comes(given: str, bare: str, charset: str | None) -> None:
    """Case, quotes, spaces and other parameters do not hide the type or its charset."""
    assert (media.bare(given), media.charset(given)) == (bare, charset)


@pytest.mark.parametrize(
    ("given", "state"),
    [
        pytest.param("image/heic", "waiting", id="an image"),
        pytest.param("Video/MP4", "waiting", id="a video"),
        pytest.param("audio/ogg", "waiting", id="sound"),
        pytest.param(media.CSV + "; charset=utf-8", "container", id="a table"),
        pytest.param(media.WARC, "container", id="a web archive"),
        pytest.param(media.HTML, None, id="a page"),
        pytest.param(media.ROW, None, id="a row"),
        pytest.param(media.EML, None, id="a mail: it has words of its own"),
        pytest.param(media.UNKNOWN, None, id="bytes"),
    ],
)
def test_only_pictures_and_containers_are_settled_unread(given: str, state: str | None) -> None:
    """What nothing reads waits or holds documents; all else is for a reader to try."""
    assert media.settled(given) == state
