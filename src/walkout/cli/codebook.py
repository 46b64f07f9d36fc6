"""`walkout codebook`: check the codebook, and count what it has no code for."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import orjson

from walkout.capture import CaptureOptions
from walkout.cli.issues import print_issue
from walkout.cli.mapping import column_map, map_option
from walkout.cli.opening import key_source, record_folder
from walkout.codebook import load, load_folder
from walkout.flows.codebook import Drifts, Value, check, drift, silent

_PAGE = Path("docs/codebook.md")
_SHOWN = 40


@click.group("codebook")
def command() -> None:
    """Look after the codebook: the rules of coding as data."""


@command.command("check")
@click.argument(
    "folder", required=False, type=click.Path(path_type=Path, exists=True, file_okay=False)
)
@click.option("--silent", "list_silent", is_flag=True, help="List codes that no pattern proposes.")
def check_command(folder: Path | None, list_silent: bool) -> None:
    """Check the installed codebook, or the one in FOLDER, with the patterns that stand for it.

    Lists every fault: missing names, definitions and examples, doubled ids, crosswalks to labels
    that do not exist, codes of v1 that FOLDER lacks, patterns without a code, files made from the
    codebook that are stale. Writes nothing. Exit status 1 when there is a fault.
    """
    page = _PAGE if folder is None else None
    faults = check(folder, page)
    for fault in faults:
        click.echo(f"{fault.where}: {fault.what} ({fault.kind})")
    if list_silent:
        for name in silent(folder):
            click.echo(f"{name}: no pattern proposes it")
    if faults:
        click.echo(f"{len(faults)} fault(s).", err=True)
        raise SystemExit(1)
    click.echo("The codebook is whole.", err=True)


@command.command("drift")
@click.argument("inputs", nargs=-1, type=click.Path(path_type=Path))
@click.option("--jsonl", is_flag=True, help="One JSON line a value, all of them.")
@click.option("--least", default=1, show_default=True, help="Leave out what stands less often.")
@click.option("--all", "every", is_flag=True, help=f"Print all values, not just {_SHOWN} a field.")
@click.option("--with-persons", is_flag=True, help="Show names of private persons.")
@click.option(
    "--codebook",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Hold the values against the codebook in this folder.",
)
@click.option(
    "--record",
    type=click.Path(path_type=Path, file_okay=False),
    help="Go through the readings of this record instead of INPUTS.",
)
@click.option(
    "--key-file",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="WALKOUT_KEY_FILE",
    help="File that opens the record.",
)
@map_option
def drift_command(
    inputs: tuple[Path, ...],
    jsonl: bool,
    least: int,
    every: bool,
    with_persons: bool,
    folder: Path | None,
    record: Path | None,
    key_file: Path | None,
    columns: tuple[str, ...],
) -> None:
    """Count the values of INPUTS that no code fits, the most frequent first, with examples.

    INPUTS are tables with coded columns (CLB, LAT, ACLED), whose labels are held against the
    crosswalk, and texts of any kind, whose demands and grievances are kept in their own words where
    no code fits. Names of private persons are masked.
    """
    if bool(inputs) == (record is not None):
        raise click.UsageError("Give INPUTS, or --record DIR.")
    book = load_folder(folder) if folder is not None else load()
    counted = Drifts(book, with_persons=with_persons)
    bad = 0
    if record is not None:
        _over_record(record, key_file, counted)
    else:
        options = CaptureOptions(
            mapping=column_map(columns), notice=lambda n: click.echo(n.text, err=True)
        )
        for issue in drift(inputs, options, counted):
            print_issue(issue)
            bad += 1
    values = counted.values(least)
    if jsonl:
        for value in values:
            sys.stdout.buffer.write(orjson.dumps(value.to_json()) + b"\n")
        sys.stdout.buffer.flush()
    else:
        _print(values, every)
    read = sum(bool(v.reads_as) for v in values)
    click.echo(
        f"{len(values) - read} value(s) that nothing reads, {read} label(s) that only the rules "
        f"read, in {counted.texts} text(s) and {counted.rows} coded row(s).",
        err=True,
    )
    if bad:
        raise SystemExit(1)


def _over_record(place: Path, key_file: Path | None, counted: Drifts) -> None:
    from walkout import record
    from walkout.extract.proposer import Report

    folder = record_folder(place)
    with record.open(folder, key_source(folder, key_file)) as store:
        for reading, _ in store.readings():
            counted.text(Report.of(reading), reading.document)


def _print(values: list[Value], every: bool) -> None:
    groups: dict[tuple[bool, str, str], list[Value]] = {}
    for value in values:
        groups.setdefault((bool(value.reads_as), value.source, value.field), []).append(value)
    for (read, source, name), group in sorted(groups.items()):
        how = "labels that the crosswalk lacks and the rules read" if read else "no code fits"
        click.echo(f"\n{name} ({source}), {how}: {len(group)}")
        for value in group if every else group[:_SHOWN]:
            code = f"  -> {', '.join(value.reads_as)}" if read else ""
            click.echo(f"{value.count:>6}  {_plain(value.value)}{code}")
            for example in value.examples:
                said = example["quote"]
                words = f": {_plain(said)}" if said.casefold() != value.value.casefold() else ""
                click.echo(f"        {_plain(example['where'])}{words}")
        if not every and len(group) > _SHOWN:
            click.echo(f"        ... and {len(group) - _SHOWN} more; --all prints them.")


def _plain(words: str) -> str:
    # Words of documents must not move the cursor.
    return "".join(c if c.isprintable() else " " for c in words)[:200]
