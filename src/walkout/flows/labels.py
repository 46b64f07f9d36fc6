"""Cells of coded columns: one cell may hold several labels, and a label may hold commas."""

from __future__ import annotations

import re

_APART = re.compile(r"\s*[;；、|\n]\s*")
_COMMA = re.compile(r"\s*[,，]\s*")

_WORDS = 3
"""A piece of more words than this is free text, in which a comma parts no labels."""


def split_labels(cell: str, known: frozenset[str]) -> list[str]:
    """Return the labels of a cell, in order.

    Commas part labels, except in a label that is known with its commas and in free text.

    Args:
        cell: The cell.
        known: Labels that the column is known to have, case folded.

    Example:
        >>> split_labels("Strike, Block road; arts, music", frozenset({"arts, music"}))
        ['Strike', 'Block road', 'arts, music']
    """
    labels: list[str] = []
    for part in _APART.split(cell.strip()):
        pieces = [p for p in _COMMA.split(part) if p]
        at = 0
        free = False
        while at < len(pieces):
            end = next((e for e in range(len(pieces), at, -1) if _joined(pieces[at:e]) in known), 0)
            if end:
                labels.append(", ".join(pieces[at:end]))
                at, free = end, False
                continue
            long = len(pieces[at].split()) > _WORDS
            if free and (long or len(labels[-1].split()) > _WORDS):
                labels[-1] = f"{labels[-1]}, {pieces[at]}"
            else:
                labels.append(pieces[at])
            free = True
            at += 1
    return labels


def _joined(pieces: list[str]) -> str:
    return ", ".join(pieces).casefold()
