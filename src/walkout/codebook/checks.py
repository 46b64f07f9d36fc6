"""What must hold of a codebook before it is published: no gap, no double, no dead end."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from walkout.codebook.entries import Code, Codebook, Field, Wording

Kind = Literal[
    "missing_text",
    "missing_example",
    "wrong_language",
    "bad_id",
    "duplicate_id",
    "duplicate_label",
    "bad_head",
    "empty_field",
    "bad_tier",
    "bad_crosswalk",
    "double_crosswalk",
    "unread_label",
]

_ID = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_LATIN = re.compile("[A-Za-z]")
_TEXTS = ("label", "definition", "include", "exclude")


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a codebook.

    Args:
        kind: What sort of fault.
        field: Field or scheme that it is in.
        code: Code, head or label; empty when the fault is the field's own.
        what: What is wrong, in words.
    """

    kind: Kind
    field: str
    code: str
    what: str


def check(codebook: Codebook) -> list[Problem]:
    """Return every fault of a codebook; an empty list means that it may be published.

    Each code needs its names and texts in both languages and an example in each, ids and names
    are unique within a field, a head exists for each code of a field with heads, crosswalks name
    labels that `schemes.yml` lists, one label is read as one code of a field, and each listed
    label is read as something or its reason is told. Codes that join two fields take their texts
    from both and need no examples.

    Example:
        >>> from walkout import codebook
        >>> codebook.check(codebook.load())
        []
    """
    problems: list[Problem] = []
    for field in codebook.fields.values():
        problems.extend(_field(field))
        problems.extend(_crosswalks(codebook, field))
    problems.extend(_unread(codebook))
    return problems


def _field(field: Field) -> Iterator[Problem]:
    for name in ("label", "definition"):
        yield from _texts(field.id, "", name, getattr(field, name))
    if not field.codes:
        yield Problem("empty_field", field.id, "", "has no codes")
    if field.default_tier == "public":
        # What nobody marked public is never in a release.
        yield Problem("bad_tier", field.id, "", "is public by default")
    heads = {head.id for head in field.heads} or {
        code.id.partition(".")[0] for code in field.codes if field.parts
    }
    for head in field.heads:
        yield from _texts(field.id, head.id, "label", head.label)
    for code in field.codes:
        if not _ID.fullmatch(code.id):
            yield Problem("bad_id", field.id, code.id, "is not lower case with underscores")
        if heads and code.head not in heads:
            yield Problem("bad_head", field.id, code.id, f"stands under no head: {code.head!r}")
        if not heads and code.head:
            yield Problem("bad_head", field.id, code.id, "names a head; the field has none")
        for name in _TEXTS:
            yield from _texts(field.id, code.id, name, getattr(code, name))
        if not field.parts:
            yield from _examples(field, code)
    yield from _doubles(field)


def _texts(field: str, code: str, name: str, text: Wording) -> Iterator[Problem]:
    for language, words in (("zh", text.zh), ("en", text.en)):
        if not words.strip():
            yield Problem("missing_text", field, code, f"has no {name} in {language}")
    if text.zh.strip() and not _HAN.search(text.zh):
        yield Problem("wrong_language", field, code, f"has a zh {name} without Chinese")
    if text.en.strip() and not _LATIN.search(text.en):
        yield Problem("wrong_language", field, code, f"has an en {name} without English")


def _examples(field: Field, code: Code) -> Iterator[Problem]:
    if not _HAN.search(code.examples.zh):
        yield Problem("missing_example", field.id, code.id, "has no Chinese example")
    if not _LATIN.search(code.examples.en):
        yield Problem("missing_example", field.id, code.id, "has no English example")


def _doubles(field: Field) -> Iterator[Problem]:
    for code, times in Counter(code.id for code in field.codes).items():
        if times > 1:
            yield Problem("duplicate_id", field.id, code, f"stands {times} times")
    for language in ("zh", "en"):
        names = Counter(getattr(code.label, language) for code in field.codes)
        for name, times in names.items():
            if name and times > 1:
                yield Problem("duplicate_label", field.id, name, f"names {times} codes")


def _crosswalks(codebook: Codebook, field: Field) -> Iterator[Problem]:
    readers: Counter[tuple[str, str]] = Counter()
    for code in field.codes:
        for match in code.crosswalk:
            scheme = codebook.schemes.get(match.scheme)
            column = field.columns.get(match.scheme)
            if scheme is None:
                what = f"names an unknown scheme: {match.scheme}"
            elif column is None:
                what = f"maps to {match.scheme}; the field names no column there"
            elif match.label not in scheme.columns.get(column, ()):
                what = f"names a label that {match.scheme} does not have: {match.label}"
            else:
                what = ""
            if what:
                yield Problem("bad_crosswalk", field.id, code.id, what)
            if match.relation != "broad":
                readers[match.scheme, match.label.casefold()] += 1
    for (name, label), times in readers.items():
        if times > 1:
            yield Problem("double_crosswalk", field.id, label, f"of {name} has {times} codes")


def _unread(codebook: Codebook) -> Iterator[Problem]:
    for scheme in codebook.schemes.values():
        for column, known in scheme.columns.items():
            excused = scheme.unmapped.get(column, {})
            for label in known:
                read = bool(codebook.read_label(scheme.id, column, label))
                if not read and label not in excused:
                    yield Problem("unread_label", scheme.id, label, "is read as no code")
                if read and label in excused:
                    yield Problem("unread_label", scheme.id, label, "is read and excused as unread")
            for label in set(excused) - set(known):
                yield Problem("unread_label", scheme.id, label, "is excused and unknown")
