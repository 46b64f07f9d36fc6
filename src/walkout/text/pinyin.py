"""Pinyin of names, for comparing a Chinese name with its romanised form."""

from __future__ import annotations

from functools import lru_cache

from walkout.text.script import image

_OWN = {"陕西": "shaanxi", "厦门": "xiamen", "东莞": "dongguan", "番禺": "panyu"}
"""Names whose usual romanisation differs from their syllables, or that syllables tell wrong."""


@lru_cache(maxsize=8192)
def pinyin(name: str) -> str:
    """Return a name in pinyin: lower case, no tones, no spaces.

    What is not Chinese stays, folded by `walkout.text.script.image`, letters and digits only.
    ``ü`` is written ``v`` as on keyboards.

    Args:
        name: A short name, in either script.

    Example:
        >>> pinyin("富士康"), pinyin("陝西"), pinyin("A厂")
        ('fushikang', 'shaanxi', 'achang')
    """
    # Its dictionaries take 0.2 s to load, which most commands need not pay.
    from pypinyin import lazy_pinyin

    folded = image(name)
    for own, spelled in _OWN.items():
        folded = folded.replace(own, spelled)
    return "".join(char for syllable in lazy_pinyin(folded) for char in syllable if char.isalnum())
