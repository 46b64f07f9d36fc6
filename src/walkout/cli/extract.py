"""`walkout extract`: reports in, contract lines out, nothing kept."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import orjson

from walkout.capture import CaptureOptions
from walkout.cli.issues import print_issue
from walkout.cli.mapping import column_map, map_option
from walkout.flows.extract import Tally, extract_lines
from walkout.flows.proposers import DEFAULT, NAMES, local
from walkout.model.store import Issue


@click.command()
@click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--jsonl", is_flag=True, help="One JSON line per mention (the only form, for now).")
@click.option("--with-persons", is_flag=True, help="Print quotes that name private persons too.")
@click.option(
    "--proposer",
    "proposers",
    multiple=True,
    help=f"Who reads: {', '.join(NAMES)}; repeat it for several [default: {', '.join(DEFAULT)}].",
)
@map_option
def command(
    inputs: tuple[Path, ...],
    jsonl: bool,
    with_persons: bool,
    proposers: tuple[str, ...],
    columns: tuple[str, ...],
) -> None:
    """Extract from INPUTS: files, folders, or .jsonl of {"id","text","published"?,...} per line.

    Prints one JSON line per mention, as docs/extraction.md describes it. Exit status 1 when an
    input was bad; the others are printed all the same.
    """
    bad = 0
    options = CaptureOptions(
        mapping=column_map(columns), notice=lambda notice: click.echo(notice.text, err=True)
    )
    out = sys.stdout.buffer
    tally = Tally()
    for item in extract_lines(
        inputs,
        options,
        with_persons=with_persons,
        proposers=local(proposers or None),
        tally=tally,
    ):
        if isinstance(item, Issue):
            print_issue(item)
            bad += 1
        else:
            out.write(orjson.dumps(item) + b"\n")
    out.flush()
    if bad:
        raise SystemExit(1)
