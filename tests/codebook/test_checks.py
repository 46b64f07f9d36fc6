from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from walkout import codebook
from walkout.errors import ConfigurationError

Raw = dict[str, Any]


def world() -> dict[str, Raw]:
    """Return a whole, faultless codebook of three fields and one that joins two of them."""

    def code(name: str, zh: str, en: str) -> Raw:
        text = {"zh": f"{zh}的说明。", "en": f"About {en}."}
        return {
            "id": name,
            "label": {"zh": zh, "en": en},
            "definition": dict(text),
            "include": dict(text),
            "exclude": dict(text),
            "examples": {"zh": f"这是{zh}。", "en": f"This is {en}."},
        }

    def field(name: str, zh: str, codes: list[Raw]) -> Raw:
        return {
            "field": name,
            "label": {"zh": zh, "en": name},
            "definition": {"zh": f"{zh}。", "en": f"The {name}."},
            "multiple": True,
            "default_tier": "team",
            "codes": codes,
        }

    fruit = field("fruit", "水果", [code("pear", "梨", "Pear"), code("plum", "李", "Plum")])
    fruit["columns"] = {"shop": "Goods"}
    fruit["codes"][0]["crosswalk"] = {"shop": {"exact": ["Pears"]}}
    fruit["codes"][1]["crosswalk"] = {"shop": {"broad": ["Stone fruit"]}}
    tree = field("tree", "树", [code("oak", "橡", "Oak")])
    both = field("both", "两者", [])
    del both["codes"]
    size = field("size", "大小", [code("big", "大", "Big")])
    both["parts"] = ["fruit", "size"]
    both["pairs"] = [{"id": "plum.big", "examples": {"zh": "大李子。", "en": "A big plum."}}]
    schemes = {
        "shop": {
            "name": "A shop",
            "columns": {"Goods": ["Pears", "Stone fruit"]},
            "unmapped": {"Goods": {"Stone fruit": "Of several kinds."}},
        }
    }
    return {"fruit": fruit, "tree": tree, "size": size, "both": both, "schemes": schemes}


def load(raw: dict[str, Raw], folder: Path) -> codebook.Codebook:
    """Return the codebook that the folder holds once the files are written there."""
    for name, content in raw.items():
        (folder / f"{name}.yml").write_text(
            yaml.safe_dump(content, allow_unicode=True), encoding="utf-8"
        )
    return codebook.load_folder(folder)


def test_the_shipped_codebook_has_no_fault() -> None:
    """Every code of v1 is translated, explained, exemplified and mapped."""
    assert codebook.check(codebook.load()) == []


def test_a_whole_codebook_has_no_fault(tmp_path: Path) -> None:
    """The invented world that the next test breaks is whole to begin with."""
    assert codebook.check(load(world(), tmp_path)) == []


def _pear(raw: dict[str, Raw]) -> Raw:
    first: Raw = raw["fruit"]["codes"][0]
    return first


BREAKS: list[tuple[str, Callable[[dict[str, Raw]], object], tuple[str, str, str]]] = [
    (
        "a name is missing in English",
        lambda raw: _pear(raw)["label"].pop("en"),
        ("missing_text", "fruit", "pear"),
    ),
    (
        "an exclusion is missing in Chinese",
        lambda raw: _pear(raw)["exclude"].update(zh=" "),
        ("missing_text", "fruit", "pear"),
    ),
    (
        "a field has no definition",
        lambda raw: raw["tree"].pop("definition"),
        ("missing_text", "tree", ""),
    ),
    (
        "a Chinese definition is in English",
        lambda raw: _pear(raw)["definition"].update(zh="A pear."),
        ("wrong_language", "fruit", "pear"),
    ),
    (
        "an English definition is in Chinese",
        lambda raw: _pear(raw)["definition"].update(en="梨。"),
        ("wrong_language", "fruit", "pear"),
    ),
    (
        "there is no English example",
        lambda raw: _pear(raw)["examples"].pop("en"),
        ("missing_example", "fruit", "pear"),
    ),
    (
        "an id stands twice",
        lambda raw: raw["fruit"]["codes"].append({**_pear(raw), "label": {"zh": "桃", "en": "P"}}),
        ("duplicate_id", "fruit", "pear"),
    ),
    (
        "two codes share a name",
        lambda raw: raw["fruit"]["codes"][1]["label"].update(zh="梨"),
        ("duplicate_label", "fruit", "梨"),
    ),
    (
        "an id has a capital",
        lambda raw: _pear(raw).update(id="Pear"),
        ("bad_id", "fruit", "Pear"),
    ),
    (
        "a head is named in a field without heads",
        lambda raw: _pear(raw).update(head="stone"),
        ("bad_head", "fruit", "pear"),
    ),
    (
        "a code stands under no head",
        lambda raw: raw["fruit"].update(
            heads=[{"id": "core", "label": {"zh": "核", "en": "Core"}}]
        ),
        ("bad_head", "fruit", "pear"),
    ),
    ("a field has no codes", lambda raw: raw["tree"].update(codes=[]), ("empty_field", "tree", "")),
    (
        "a field is public by default",
        lambda raw: raw["tree"].update(default_tier="public"),
        ("bad_tier", "tree", ""),
    ),
    (
        "a crosswalk names an unknown scheme",
        lambda raw: _pear(raw)["crosswalk"].update(barn={"exact": ["Pears"]}),
        ("bad_crosswalk", "fruit", "pear"),
    ),
    (
        "a crosswalk names an unknown label",
        lambda raw: _pear(raw)["crosswalk"]["shop"]["exact"].append("Pearls"),
        ("bad_crosswalk", "fruit", "pear"),
    ),
    (
        "a crosswalk has no column",
        lambda raw: raw["fruit"].pop("columns"),
        ("bad_crosswalk", "fruit", "pear"),
    ),
    (
        "one label is read as two codes",
        lambda raw: raw["fruit"]["codes"][1]["crosswalk"]["shop"].update(narrow=["Pears"]),
        ("double_crosswalk", "fruit", "pears"),
    ),
    (
        "a label is read as nothing and no reason is told",
        lambda raw: raw["schemes"]["shop"].pop("unmapped"),
        ("unread_label", "shop", "Stone fruit"),
    ),
    (
        "a label is excused though it is read",
        lambda raw: raw["schemes"]["shop"]["unmapped"]["Goods"].update(Pears="None."),
        ("unread_label", "shop", "Pears"),
    ),
    (
        "a label is excused that does not exist",
        lambda raw: raw["schemes"]["shop"]["unmapped"]["Goods"].update(Figs="None."),
        ("unread_label", "shop", "Figs"),
    ),
]


@pytest.mark.parametrize(
    ("damage", "expected"), [pytest.param(b[1], b[2], id=b[0]) for b in BREAKS]
)
def test_each_fault_is_named_with_its_place(
    damage: Callable[[dict[str, Raw]], object], expected: tuple[str, str, str], tmp_path: Path
) -> None:
    """A codebook with one fault gives that fault, its field and its code."""
    raw = world()
    damage(raw)
    found = codebook.check(load(raw, tmp_path))
    assert expected in [(p.kind, p.field, p.code) for p in found]
    assert all(p.what for p in found)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda raw: _pear(raw).pop("id"), id="a code without an id"),
        pytest.param(lambda raw: raw["tree"].pop("multiple"), id="a field without its frame"),
        pytest.param(lambda raw: raw["both"].update(parts=["fruit", "sea"]), id="no such part"),
        pytest.param(
            lambda raw: raw["both"]["pairs"].append({"id": "plum.red"}), id="no such pair"
        ),
    ],
)
def test_a_file_without_its_frame_is_refused(
    damage: Callable[[dict[str, Raw]], object], tmp_path: Path
) -> None:
    """What cannot be loaded at all is one error of ours and not a KeyError."""
    raw = world()
    damage(raw)
    with pytest.raises(ConfigurationError, match="lacks its frame"):
        load(raw, tmp_path)


def test_a_file_that_is_not_yaml_is_refused_by_name(tmp_path: Path) -> None:
    """The message names the file that must be mended."""
    load(world(), tmp_path)
    (tmp_path / "tree.yml").write_text("codes: [", encoding="utf-8")
    with pytest.raises(ConfigurationError) as caught:
        codebook.load_folder(tmp_path)
    assert caught.value.where["file"] == "tree.yml"


def test_labels_that_differ_only_between_fields_are_no_fault() -> None:
    """Unknown is a code of several fields, and that is as it should be."""
    book = codebook.load()
    assert book.label("ownership", "unknown", "en") == book.label("outcome", "unknown", "en")
