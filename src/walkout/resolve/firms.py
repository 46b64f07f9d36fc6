"""Firms that reports name in two languages: one key for all of a firm's names."""

from __future__ import annotations

from functools import cache
from importlib import resources

from walkout.text.script import image


@cache
def _names() -> tuple[tuple[str, str], ...]:
    """Return pairs of a folded name and its firm's key, longest names first."""
    text = resources.files(__package__).joinpath("firms.txt").read_text("utf-8")
    pairs = []
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        names = [_letters(name) for name in line.split()]
        pairs += [(name, names[0]) for name in names]
    return tuple(sorted(pairs, key=lambda pair: (-len(pair[0]), pair)))


def _letters(name: str) -> str:
    return "".join(char for char in image(name) if char.isalnum())


def firm_of(key: str) -> str | None:
    """Return the firm that a folded name belongs to; None when it is not of a well-known firm.

    A name belongs to a firm when it begins with one of its names, or holds one of three 汉字 or
    five letters and more: plants and branches carry the firm's name with a place before it.

    Example:
        >>> firm_of("郑州富士康"), firm_of("foxconnzhengzhou"), firm_of("裕新")
        ('富士康', '富士康', None)
    """
    for name, firm in _names():
        if key.startswith(name) and (not name.isascii() or len(name) > 3 or key == name):
            return firm
        if len(name) >= (5 if name.isascii() else 3) and name in key:
            return firm
    return None
