"""`walkout extract`: reports in, contract lines out, nothing kept."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import orjson

from walkout.capture import CaptureOptions
from walkout.cli.issues import print_issue
from walkout.cli.mapping import column_map, map_option
from walkout.cli.refusals import refusal_line
from walkout.extract.proposer import Proposer
from walkout.flows.extract import Tally, extract_lines
from walkout.flows.proposers import DEFAULT, ENDPOINT, NAMES, checked, local, with_endpoint
from walkout.model.endpoint import Endpoint
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
@click.option("--endpoint", "url", help="Address of a language model, for --proposer endpoint.")
@click.option("--endpoint-model", "model", help="Its model's name there.")
@click.option("--endpoint-timeout", "timeout", type=float, help="Seconds an answer may take.")
@click.option("--endpoint-key-env", "key_env", help="Environment variable that holds its key.")
@click.option(
    "--text-is-public",
    is_flag=True,
    help="The texts are public: they may go to an endpoint that is not on this machine.",
)
@click.option(
    "--cache",
    type=click.Path(path_type=Path),
    help="Folder that keeps the model's answers, so that a second run asks nothing twice. "
    "It holds words of the texts.",
)
@map_option
def command(
    inputs: tuple[Path, ...],
    jsonl: bool,
    with_persons: bool,
    proposers: tuple[str, ...],
    url: str | None,
    model: str | None,
    timeout: float | None,
    key_env: str | None,
    text_is_public: bool,
    cache: Path | None,
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
    readers = _readers(proposers, url, model, timeout, key_env, text_is_public, cache)
    tally = Tally()
    for item in extract_lines(
        inputs,
        options,
        with_persons=with_persons,
        proposers=readers,
        tally=tally,
    ):
        if isinstance(item, Issue):
            print_issue(item)
            bad += 1
        else:
            out.write(orjson.dumps(item) + b"\n")
    out.flush()
    if told := refusal_line(tally.refused):
        click.echo(told, err=True)
    if bad:
        raise SystemExit(1)


def _readers(
    names: tuple[str, ...],
    url: str | None,
    model: str | None,
    timeout: float | None,
    key_env: str | None,
    public: bool,
    cache: Path | None,
) -> tuple[Proposer, ...]:
    """Return who reads; the network is touched only where the endpoint is named as a proposer."""
    if ENDPOINT not in checked(names or None):
        if url or model or timeout or key_env or public or cache:
            raise click.UsageError(
                "Say --proposer endpoint too: nothing is asked unless it is named."
            )
        return local(names or None)
    if not url or not model:
        raise click.UsageError("--proposer endpoint needs --endpoint and --endpoint-model.")
    from walkout.flows.answers import AnswerFolder
    from walkout.flows.endpoint import Line

    table = {"url": url, "model": model, "timeout": timeout, "key_env": key_env}
    endpoint = Endpoint.from_table({k: v for k, v in table.items() if v is not None})
    line = Line(endpoint, public=public)
    answers = None
    if cache is not None:
        answers = AnswerFolder(cache)
        click.echo("The cache holds words of the texts: keep it as you keep them.", err=True)
    return with_endpoint(names, endpoint, line, answers)
