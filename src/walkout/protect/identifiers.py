"""Identifiers that point to one person: numbers, addresses and plates.

Kept apart from `walkout.text.persons` on purpose. That one reads reports, with the words around
a number; this one reads the files of a release, where numbers stand in columns, hashes and
addresses. The gate is a second net, and a hole in one must not be a hole in both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

IdentifierKind = Literal["phone", "id_card", "wechat", "qq", "email", "plate", "bank_card"]


@dataclass(frozen=True, slots=True)
class Identifier:
    """Where an identifier stands in a text, and of which kind; never the identifier itself.

    Args:
        kind: Kind of identifier.
        start: First code point.
        end: One past the last.
    """

    kind: IdentifierKind
    start: int
    end: int


_PLATES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领"

# Digits inside a longer run of letters or digits (a hash, a decimal fraction) are no number that
# anybody dials, so every pattern has borders.
_BEFORE, _AFTER = r"(?<![0-9A-Za-z.])", r"(?![0-9A-Za-z])"

_PATTERNS: tuple[tuple[IdentifierKind, re.Pattern[str]], ...] = (
    (
        "id_card",
        re.compile(
            _BEFORE + r"[1-9]\d{5}(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}"
            r"[\dXx]?" + _AFTER
        ),
    ),
    (
        "phone",
        re.compile(
            r"(?<![0-9A-Za-z.])(?:\(?\+?86\)?[\s-]?)?1[3-9]\d(?:[\s-]?\d{4}){2}" + _AFTER
            + r"|" + _BEFORE + r"0\d{2,3}[-－\s)）]\s?[2-9]\d{6,7}" + _AFTER
            + r"|" + _BEFORE + r"\+\d{1,3}[\s-]?\(?\d{2,4}\)?[\s-]?\d{3,4}[\s-]?\d{3,4}" + _AFTER
        ),
    ),
    (
        "wechat",
        # "WeChat groups" is no account: after the name comes a colon, or the account has a digit.
        re.compile(
            r"(?:微信|薇信|威信|(?<![A-Za-z])(?:wechat|weixin|vx|wx))\s*(?:号|號|id)?\s*"
            r"(?:[:：是为]\s*|\s(?=[A-Za-z_-]*\d)|(?<=[^A-Za-z])(?=[A-Za-z_-]*\d))"
            r"[A-Za-z][A-Za-z0-9_-]{5,19}" + _AFTER,
            re.IGNORECASE,
        ),
    ),
    (
        "qq",
        re.compile(
            r"(?:(?<![A-Za-z])QQ|扣扣|企鹅号)\s*群?\s*号?\s*[:：是为]?\s*\d{5,12}" + _AFTER,
            re.IGNORECASE,
        ),
    ),
    ("email", re.compile(r"[A-Za-z0-9_.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    ("plate", re.compile(rf"[{_PLATES}][A-HJ-NP-Z][·•\s]?[A-HJ-NP-Z0-9]{{5,6}}" + _AFTER)),
    ("bank_card", re.compile(_BEFORE + r"62\d{2}(?:\s?\d{4}){3}\s?\d{0,3}" + _AFTER)),
)  # fmt: skip


# Nearly all texts end here: every identifier has an @, five digits together (with room between
# them), or stands after the name of its service.
_ANY = re.compile(
    r"@|\d(?:[\s-]?\d){4}|微信|薇信|威信|wechat|weixin|vx|wx|[A-Z][·•\s]?[A-Z0-9]{5}", re.I
)


def find_identifiers(text: str) -> Iterator[Identifier]:
    """Yield the identifiers in a text, kind by kind.

    Numbers of mobile and land lines, identity cards (18 digits, or the 15 of before 1999) with a
    possible birth date, WeChat and QQ after their name, e-mail addresses, vehicle plates, and
    UnionPay card numbers.

    Example:
        >>> [i.kind for i in find_identifiers("call 13800001111, plate 粤B12345")]
        ['phone', 'plate']
    """
    if _ANY.search(text) is None:
        return
    for kind, pattern in _PATTERNS:
        for match in pattern.finditer(text):
            if kind == "id_card" and not _possible_card(match.group()):
                continue
            yield Identifier(kind, match.start(), match.end())


def pointing_number(digits: str) -> bool:
    """Return whether a number that stands alone has the form of an identifier.

    A round sum of eleven digits is a sum.

    Example:
        >>> pointing_number("13800001111"), pointing_number("13000000000")
        (True, False)
    """
    return not digits.endswith("0000") and any(True for _ in find_identifiers(digits))


def _possible_card(digits: str) -> bool:
    # No checksum: a card that was mistyped or misread still points to a person.
    if len(digits) == 18:
        born = digits[6:14]
    elif len(digits) == 15:
        born = "19" + digits[6:12]
    else:
        return False
    try:
        return date.fromisoformat(f"{born[:4]}-{born[4:6]}-{born[6:]}") < date(2100, 1, 1)
    except ValueError:
        return False
