"""`walkout resolve`: reports in, their events out, nothing kept."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import orjson

from walkout.cli.issues import print_issue
from walkout.flows.resolve import resolve_lines
from walkout.model.store import Issue


@click.command()
@click.argument("reports", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--jsonl", is_flag=True, help="One JSON line per report (the only form, for now).")
def command(reports: Path, jsonl: bool) -> None:
    """Join the reports of a .jsonl into events.

    REPORTS has one {"id","text","published"?,"url"?} a line. Prints one line per report with the
    events that it tells and the reasons that join it to others.
    """
    bad = 0
    out = sys.stdout.buffer
    for item in resolve_lines(reports):
        if isinstance(item, Issue):
            print_issue(item)
            bad += 1
        else:
            out.write(orjson.dumps(item) + b"\n")
    out.flush()
    if bad:
        raise SystemExit(1)
