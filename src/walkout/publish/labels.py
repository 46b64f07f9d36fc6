"""Names of codes in Chinese and English, as pages and titles print them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Lang = Literal["zh", "en"]

LabelTable = Mapping[str, Mapping[str, Mapping[str, str]]]
"""Field, code, language, name: what `walkout.codebook.labels()` gives."""


class Labels:
    """Looks up the name of a code; a code without a name is printed as words.

    Args:
        table: Names by field, code and language.

    Example:
        >>> Labels({"action": {"sit_in": {"zh": "静坐", "en": "Sit-in"}}})("action", "sit_in", "zh")
        '静坐'
        >>> Labels({})("action", "sit_in", "en")
        'Sit in'
    """

    def __init__(self, table: LabelTable) -> None:
        self.table = table

    def __call__(self, field: str, code: str, lang: Lang) -> str:
        """Return the name of a code in a language."""
        name = self.table.get(field, {}).get(code, {}).get(lang)
        return name or words(code)

    def field(self, field: str) -> dict[str, dict[str, str]]:
        """Return all names of a field's codes, by code and language."""
        return {code: dict(names) for code, names in self.table.get(field, {}).items()}


def words(code: str) -> str:
    """Return a code as words, for want of a name."""
    text = code.replace("_", " ").replace(".", ": ")
    return text[:1].upper() + text[1:]


def lower(lang: Lang, name: str) -> str:
    """Return a name as it stands within a sentence.

    Example:
        >>> lower("en", "Wage arrears"), lower("en", "ILO standards")
        ('wage arrears', 'ILO standards')
    """
    if lang != "en" or name[1:2].isupper():
        return name
    return name[:1].lower() + name[1:]
