"""From the files of one version to a codebook.

People edit ``v1/*.yml``. `load` reads ``v1/codebook.json``, the same data joined into one file,
because parsing YAML would cost every command a tenth of a second. `join` makes it
(``python -m walkout.codebook``), and a test compares the two.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import orjson

from walkout.codebook.entries import (
    Code,
    Codebook,
    Field,
    Head,
    Match,
    Relation,
    Scheme,
    Wording,
)
from walkout.errors import ConfigurationError
from walkout.model.statement import Tier

FIELDS = (
    "scope", "status", "kind", "verification", "industry", "ownership", "employer_role", "actor",
    "composition", "organisation", "action", "demand", "cause", "response", "responder", "act",
    "participants_role", "unit", "amount_role", "harm", "legal_form", "outcome", "place_level",
    "basis", "date_precision",
)  # fmt: skip
"""The fields in codebook order (DESIGN section 5), each with a file of its name."""

JOINED = "codebook.json"

_RELATIONS: tuple[Relation, ...] = ("exact", "broad", "narrow")


@functools.cache
def load(version: str = "v1") -> Codebook:
    """Return one version of the codebook that is shipped with Walkout, read once.

    Raises:
        ConfigurationError: No such version is shipped, or its files are not whole.

    Example:
        >>> load().require("demand", "social_insurance").head
        'security'
    """
    path = Path(__file__).parent / version / JOINED
    if not version.isalnum() or not path.is_file():
        raise ConfigurationError(
            "No such codebook version is installed",
            fix="Install the Walkout that made the record, or name v1.",
            codebook=version,
        )
    try:
        raw = orjson.loads(path.read_bytes())
    except (OSError, orjson.JSONDecodeError) as error:
        raise ConfigurationError(
            "A codebook file cannot be read", fix="Install Walkout again.", file=path.name
        ) from error
    return _codebook(version, raw)


def labels(version: str = "v1") -> dict[str, dict[str, dict[str, str]]]:
    """Return the names of all codes: field, then code, then language.

    Example:
        >>> labels()["action"]["strike"]
        {'zh': '罢工', 'en': 'Strike'}
    """
    return load(version).labels()


def load_folder(folder: Path) -> Codebook:
    """Return the codebook that lies in a folder; its name is the version.

    Missing texts become empty strings, so that `check` can list all of them at once.

    Args:
        folder: Holds ``schemes.yml`` and one ``<field>.yml`` per field. Fields of DESIGN
            section 5 come first and in that order, any others by name.

    Raises:
        ConfigurationError: A file is not YAML or lacks its frame.
    """
    return _codebook(folder.name, _read_folder(folder))


def join(folder: Path) -> bytes:
    """Return what ``codebook.json`` in the folder should hold: its YAML files as one JSON text."""
    return orjson.dumps(_read_folder(folder), option=orjson.OPT_INDENT_2) + b"\n"


def _read_folder(folder: Path) -> Any:
    order = {name: place for place, name in enumerate(FIELDS)}
    names = sorted(
        (path.stem for path in folder.glob("*.yml") if path.stem != "schemes"),
        key=lambda name: (order.get(name, len(order)), name),
    )
    return {
        "fields": {name: _read(folder / f"{name}.yml") for name in names},
        "schemes": _read(folder / "schemes.yml"),
    }


def _codebook(version: str, raw: Mapping[str, Any]) -> Codebook:
    fields: dict[str, Field] = {}
    try:
        for name, field in raw["fields"].items():
            if "parts" not in field:
                fields[name] = _field(field)
        for name, field in raw["fields"].items():
            if "parts" in field:
                fields[name] = _joined_field(field, fields)
        schemes = _schemes(raw["schemes"])
    except (KeyError, TypeError, AttributeError) as error:
        raise ConfigurationError(
            "A codebook file lacks its frame",
            fix="Compare it with the files of v1.",
            codebook=version,
            missing=str(error),
        ) from error
    return Codebook(version, {name: fields[name] for name in raw["fields"]}, schemes)


def _read(path: Path) -> Any:
    import yaml  # late: only who edits a codebook needs it

    try:
        return yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise ConfigurationError(
            "A codebook file cannot be read",
            fix="Install Walkout again, or mend the file.",
            file=path.name,
        ) from error


def _wording(value: Mapping[str, str] | None) -> Wording:
    value = value or {}
    return Wording(value.get("zh") or "", value.get("en") or "")


def _crosswalk(value: Mapping[str, Mapping[str, list[str]]] | None) -> tuple[Match, ...]:
    if not value:
        return ()
    return tuple(
        Match(scheme, label, relation)
        for scheme, by_relation in value.items()
        for relation in _RELATIONS
        for label in by_relation.get(relation, ())
    )


def _code(raw: Mapping[str, Any]) -> Code:
    return Code(
        id=raw["id"],
        head=raw.get("head", ""),
        label=_wording(raw.get("label")),
        definition=_wording(raw.get("definition")),
        include=_wording(raw.get("include")),
        exclude=_wording(raw.get("exclude")),
        examples=_wording(raw.get("examples")),
        crosswalk=_crosswalk(raw.get("crosswalk")),
        extension=raw.get("extension", ""),
    )


def _frame(raw: Mapping[str, Any], codes: tuple[Code, ...]) -> Field:
    return Field(
        id=raw["field"],
        label=_wording(raw.get("label")),
        definition=_wording(raw.get("definition")),
        multiple=raw["multiple"],
        default_tier=cast("Tier", raw["default_tier"]),
        codes=codes,
        heads=tuple(Head(head["id"], _wording(head.get("label"))) for head in raw.get("heads", ())),
        columns=raw.get("columns", {}),
        parts=tuple(raw.get("parts", ())),
    )


def _field(raw: Mapping[str, Any]) -> Field:
    return _frame(raw, tuple(_code(code) for code in raw["codes"]))


def _joined_field(raw: Mapping[str, Any], fields: Mapping[str, Field]) -> Field:
    """Return a field whose codes are all pairs of two other fields' codes."""
    first, second = (fields[part] for part in raw["parts"])
    pairs = {pair["id"]: pair for pair in raw.get("pairs", ())}
    codes = tuple(
        _joined_code(left, right, pairs.pop(f"{left.id}.{right.id}", {}))
        for left, right in itertools.product(first.codes, second.codes)
    )
    if pairs:
        raise KeyError(", ".join(pairs))
    return _frame(raw, codes)


def _joined_code(left: Code, right: Code, pair: Mapping[str, Any]) -> Code:
    zh = f"{left.label.zh}：{right.label.zh}"
    en = f"{left.label.en}: {right.label.en[:1].lower()}{right.label.en[1:]}"
    return Code(
        id=f"{left.id}.{right.id}",
        head=left.id,
        label=Wording(zh, en),
        definition=Wording(
            f"{left.definition.zh}{right.definition.zh}",
            f"{left.definition.en} {right.definition.en}",
        ),
        include=right.include,
        exclude=right.exclude,
        examples=_wording(pair.get("examples")),
        crosswalk=_crosswalk(pair.get("crosswalk")),
    )


def _schemes(raw: Mapping[str, Any]) -> dict[str, Scheme]:
    return {
        name: Scheme(
            id=name,
            name=scheme["name"],
            columns={column: tuple(known) for column, known in scheme["columns"].items()},
            unmapped=scheme.get("unmapped", {}),
        )
        for name, scheme in raw.items()
    }
