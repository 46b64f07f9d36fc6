"""What a codebook consists of: fields, their heads, their codes, and other people's labels."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from walkout.errors import UnknownCodeError
from walkout.model.statement import Tier

Language = Literal["zh", "en"]
"""``zh`` is written in simplified characters."""

Relation = Literal["exact", "broad", "narrow"]
"""How another scheme's label stands to a code: the same, wider than it, narrower than it.

Reading that scheme uses exact and narrow labels; writing it uses exact, then broad ones.

Source:
    The mapping relations of SKOS (exactMatch, broadMatch, narrowMatch).
"""


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in both languages of the codebook; a missing one is an empty string."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the text in one language."""
        return self.zh if language == "zh" else self.en

    def to_json(self) -> dict[str, str]:
        """Return both texts by language."""
        return {"zh": self.zh, "en": self.en}


@dataclass(frozen=True, slots=True)
class Match:
    """A label of another scheme that a code maps to, and how the two stand to each other."""

    scheme: str
    label: str
    relation: Relation


@dataclass(frozen=True, slots=True)
class Head:
    """A heading under which codes of one field stand, such as wages or conditions."""

    id: str
    label: Wording


@dataclass(frozen=True, slots=True)
class Code:
    """One category of one field.

    Args:
        id: What statements carry; never changed once published.
        head: Id of the heading it stands under; empty where the field has none.
        label: Short name.
        definition: What it means, in one sentence.
        include: What belongs to it.
        exclude: What does not, and where that goes.
        examples: One invented sentence in Chinese and another in English.
        crosswalk: Labels of other schemes.
        extension: Id of the scheme for which alone the code exists; empty for most codes.
    """

    id: str
    head: str
    label: Wording
    definition: Wording
    include: Wording
    exclude: Wording
    examples: Wording
    crosswalk: tuple[Match, ...] = ()
    extension: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One field that is coded, with all its codes in codebook order.

    Args:
        id: Name of the field, as in the extraction contract where it stands there.
        label: Short name.
        definition: What the field tells.
        multiple: Several codes may hold at once.
        default_tier: Who may see a value that nobody marked (DESIGN section 9).
        codes: The codes, in the order in which they are shown.
        heads: The headings, in order; empty where the field has none.
        columns: Column of each other scheme that holds this field, by scheme.
        parts: Names of the two fields whose codes are joined by a dot into this one's.
    """

    id: str
    label: Wording
    definition: Wording
    multiple: bool
    default_tier: Tier
    codes: tuple[Code, ...]
    heads: tuple[Head, ...] = ()
    columns: Mapping[str, str] = field(default_factory=dict, hash=False)
    parts: tuple[str, ...] = ()
    _index: Mapping[str, Code] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        index: dict[str, Code] = {}
        for code in self.codes:
            index.setdefault(code.id, code)
        object.__setattr__(self, "_index", index)
        object.__setattr__(self, "columns", MappingProxyType(dict(self.columns)))

    def __contains__(self, code: object) -> bool:
        return code in self._index

    def code(self, code: str) -> Code:
        """Return one code.

        Raises:
            UnknownCodeError: The field has no such code.
        """
        try:
            return self._index[code]
        except KeyError:
            raise UnknownCodeError(
                "The codebook has no such code",
                fix=f"Use {_choice([c.id for c in self.codes])}, or keep the words in the"
                " drift queue until a code is proposed.",
                field=self.id,
                code=code,
            ) from None


@dataclass(frozen=True, slots=True)
class Scheme:
    """Another record's scheme of labels.

    Args:
        id: Short name, as used in crosswalks.
        name: Full name, with what it was taken from.
        columns: Known labels by column.
        unmapped: By column, the labels that cannot be read into a code, with the reason.
    """

    id: str
    name: str
    columns: Mapping[str, tuple[str, ...]] = field(hash=False)
    unmapped: Mapping[str, Mapping[str, str]] = field(hash=False)


@dataclass(frozen=True, slots=True, eq=False)
class Codebook:
    """One version of the codebook.

    Args:
        version: Name of the version, such as ``v1``; stored with every coding.
        fields: Fields by id, in codebook order.
        schemes: Other people's schemes by id.
    """

    version: str
    fields: Mapping[str, Field]
    schemes: Mapping[str, Scheme]

    def field(self, name: str) -> Field:
        """Return one field.

        Raises:
            UnknownCodeError: The codebook has no such field.
        """
        try:
            return self.fields[name]
        except KeyError:
            raise UnknownCodeError(
                "The codebook has no such field",
                fix=f"Use {_choice(list(self.fields))}.",
                field=name,
                codebook=self.version,
            ) from None

    def has(self, field: str, code: str) -> bool:
        """Return whether the field exists and has the code."""
        known = self.fields.get(field)
        return known is not None and code in known

    def require(self, field: str, code: str) -> Code:
        """Return one code of one field.

        Raises:
            UnknownCodeError: The codebook has no such field, or the field no such code.
        """
        return self.field(field).code(code)

    def label(self, field: str, code: str, language: Language) -> str:
        """Return the short name of a code.

        Raises:
            UnknownCodeError: The codebook has no such field, or the field no such code.
        """
        return self.require(field, code).label.in_language(language)

    def labels(self) -> dict[str, dict[str, dict[str, str]]]:
        """Return the names of all codes, by field and code, for files that show them."""
        return {
            name: {code.id: code.label.to_json() for code in field.codes}
            for name, field in self.fields.items()
        }

    def headings(self) -> dict[str, dict[str, object]]:
        """Return the name of each field, with its headings and the codes under each, in order.

        Example:
            >>> from walkout import codebook
            >>> codebook.load().headings()["demand"]["heads"][1]["codes"][:2]
            ['social_insurance', 'housing_fund']
        """
        return {
            name: {
                "label": field.label.to_json(),
                "heads": [
                    {
                        "id": head.id,
                        "label": head.label.to_json(),
                        "codes": [code.id for code in field.codes if code.head == head.id],
                    }
                    for head in field.heads
                ],
            }
            for name, field in self.fields.items()
        }

    def read_label(self, scheme: str, column: str, label: str) -> tuple[tuple[str, str], ...]:
        """Return the (field, code) pairs that another scheme's label is read as.

        Letter case and outer spaces do not matter. Empty when nothing fits: the words then go
        to the drift queue.

        Example:
            >>> from walkout import codebook
            >>> codebook.load().read_label("clb", "Action Taken Involve", "transport strike")
            (('action', 'strike'),)
        """
        wanted = label.strip().casefold()
        return tuple(
            (name, code.id)
            for name, field in self.fields.items()
            if field.columns.get(scheme) == column
            for code in field.codes
            for match in code.crosswalk
            if match.scheme == scheme
            and match.relation != "broad"
            and match.label.casefold() == wanted
        )

    def write_label(self, field: str, code: str, scheme: str) -> str | None:
        """Return another scheme's label for a code; None when it has none that is wide enough.

        Raises:
            UnknownCodeError: The codebook has no such field, or the field no such code.

        Example:
            >>> from walkout import codebook
            >>> codebook.load().write_label("action", "march", "clb")
            'Protest or Demonstration'
        """
        crosswalk = self.require(field, code).crosswalk
        for relation in ("exact", "broad"):
            for match in crosswalk:
                if match.scheme == scheme and match.relation == relation:
                    return match.label
        return None


def _choice(ids: list[str]) -> str:
    """Return a list of ids for a message, cut where it would drown the rest."""
    shown = ids[:40]
    more = f" and {len(ids) - len(shown)} more" if len(ids) > len(shown) else ""
    return "one of " + ", ".join(shown) + more
