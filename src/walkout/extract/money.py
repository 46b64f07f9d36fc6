"""Sums of money, in Chinese and English, with who gets them and months of pay."""

from __future__ import annotations

from dataclasses import dataclass

from walkout.extract.found import Found
from walkout.model.values import Money


@dataclass(frozen=True, slots=True)
class FoundMoney(Found[Money]):
    """A sum of money in a text.

    A sum told only in months of pay (欠薪三个月) has ``value.months`` and a sum open from 0 in
    currency ``XXX``, the ISO 4217 code for none; so has a sum told only as a formula.

    Args:
        formula: Severance formula, upper case without spaces (``N+1``, ``2N``); None otherwise.
        rate: Time in which the sum is paid (``hour``, ``day``, ``month``, ``year``, ``piece``);
            None for a sum once.
    """

    formula: str | None = None
    rate: str | None = None


def find_money(
    text: str, *, image: str | None = None, language: str = "mixed"
) -> list[FoundMoney]:
    """Return the sums of money in a text, in reading order, spans not overlapping.

    Args:
        text: The reading, or a passage of it.
        image: Its `walkout.text.script.image` when the caller has it already.
        language: Language of the text; ``zh-*`` and ``en`` save the other's rules.
    """
    return []
