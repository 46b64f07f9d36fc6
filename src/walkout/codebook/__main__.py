"""``python -m walkout.codebook``: write what is made from the codebook's YAML files.

Rewrites ``v1/codebook.json`` beside them and, when run in the repository, ``docs/codebook.md``.
Ends with 1, naming each fault, when `check` finds any.
"""

from __future__ import annotations

import sys
from pathlib import Path

from walkout.codebook.checks import check
from walkout.codebook.document import document
from walkout.codebook.loading import JOINED, join, load_folder


def main(folder: Path, page: Path) -> int:
    """Check a folder's codebook and write its joined file and, if its folder exists, its page."""
    codebook = load_folder(folder)
    problems = check(codebook)
    for problem in problems:
        sys.stderr.write(f"{problem.field}.{problem.code}: {problem.what} ({problem.kind})\n")
    if problems:
        return 1
    (folder / JOINED).write_bytes(join(folder))
    if page.parent.is_dir():
        page.write_text(document(codebook), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(__file__).parent / "v1", Path("docs/codebook.md")))
