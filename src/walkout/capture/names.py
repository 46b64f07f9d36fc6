"""Names of files and members, made safe to show and to keep."""

from __future__ import annotations

import unicodedata

from walkout.errors import UnreadableError
from walkout.text.charset import decode

_MOST = 200


def safe_name(name: str) -> str:
    r"""Return a name's last part with nothing in it that a terminal or a page would act on.

    Undecodable bytes of a file name are read as GB18030 where that holds; control characters
    and marks that turn the direction of writing become U+FFFD; very long names are cut in the
    middle, so that the ending stays.

    Example:
        >>> safe_name("../../etc/pass\x1b[31mwd")
        'pass�[31mwd'
    """
    return _shown(name.replace("\\", "/").rstrip("/").rpartition("/")[2]) or "unnamed"


def safe_path(name: str) -> str:
    """Return a member's whole name inside its container, made safe in the same way."""
    return _shown(name.replace("\\", "/")) or "unnamed"


def _shown(name: str) -> str:
    odd = [char for char in name if "\ud800" <= char <= "\udfff"]
    if odd and all(char >= "\udc80" for char in odd):
        raw = name.encode("utf-8", "surrogateescape")
        try:
            name = decode(raw).text
        except UnreadableError:
            name = raw.decode("utf-8", "replace")
    clean = "".join("\ufffd" if _acts(char) else char for char in name).strip()
    if len(clean) > _MOST:
        clean = clean[: _MOST - 40] + "…" + clean[-39:]
    return clean


def _acts(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} or char in (
        "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


def suffix(name: str) -> str:
    """Return the ending of a name in lower case, ``.gz`` with what stands before it.

    Example:
        >>> suffix("crawl.WARC.gz"), suffix("报告.TXT"), suffix("README")
        ('.warc.gz', '.txt', '')
    """
    base, dot, last = name.lower().rpartition(".")
    if not dot or not base:
        return ""
    if last == "gz" and base.endswith(".warc"):
        return ".warc.gz"
    return f".{last}" if len(last) <= 8 else ""
