"""Build the table that folds traditional to simplified characters, code point for code point.

    python scripts/build_script_table.py

Needs OpenCC (Apache-2.0, a development dependency), whose character dictionaries it reads one
code point at a time; only pairs of single code points are kept, so that folding never moves a
span. Where a traditional character has several simplified forms, OpenCC's first, its most
frequent, is taken. Written beside `walkout.text.script`; a test compares it with OpenCC.
"""

from __future__ import annotations

import sys
from pathlib import Path

import opencc

TARGET = Path(__file__).parent.parent / "src" / "walkout" / "text" / "script_table.txt"

HAN = (
    *range(0x3400, 0xA000),
    *range(0xF900, 0xFB00),
    *range(0x20000, 0x33480),
)
"""Han blocks up to Unicode 17, extension J."""

ALSO = {"著": "着", "妳": "你"}
"""Common traditional spellings that OpenCC decides by phrase only or not at all. 著 is 着 far more
often than not (隨著, 接著); the rarer 著名 stays matchable, since patterns are folded too."""

HEADER = """\
# Traditional to simplified characters, one code point each: first line from, second line to.
# Made by scripts/build_script_table.py from the character dictionaries of OpenCC
# (https://github.com/BYVoid/OpenCC, Apache-2.0). Do not edit.
"""


def build() -> dict[str, str]:
    """Return the pairs: OpenCC's general dictionary, then Hong Kong variants that it lacks."""
    table: dict[str, str] = {}
    for config in ("t2s", "hk2s"):
        convert = opencc.OpenCC(config).convert
        for point in HAN:
            char = chr(point)
            folded = convert(char)
            if folded != char and len(folded) == 1:
                table.setdefault(char, folded)
    table.update(ALSO)
    for char, folded in table.items():
        # Chains (薴 to 苧 to 苎) end where they end, so that folding twice changes nothing.
        while folded in table:
            folded = table[folded]
        table[char] = folded
    return table


def main() -> int:
    """Write the table."""
    table = build()
    chars = sorted(table)
    lines = "".join(chars), "".join(table[char] for char in chars)
    TARGET.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(chars)} pairs in {TARGET.name}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
