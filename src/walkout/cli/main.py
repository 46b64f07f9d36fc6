"""The `walkout` command: loads one command's file at a time and turns errors into clear lines."""

from __future__ import annotations

import importlib
import os
import sys
from types import TracebackType

import click

from walkout import __version__
from walkout.errors import StorageFullError, WalkoutError

COMMANDS = {
    "init": "Make a record: an encrypted folder with its database and archive.",
    "add": "Capture, read, extract and resolve documents: files, folders, tables, archives.",
    "propose": "Ask the language model that walkout.toml names about the record's readings.",
    "status": "Show what the record holds, and the items that wait for a person.",
    "verify": "Re-hash the archive and check the log; name everything that is wrong.",
    "publish": "Mark events public, with their values and the quotes that name nobody.",
    "release": "Write the public site and tables of what is marked public.",
    "extract": "Extract without a record: reports in, one JSON line per mention out.",
    "resolve": "Resolve without a record: reports in, one JSON line per report with its event out.",
    "codebook": "Check the codebook, or count the values that no code fits.",
    "rebuild": "Fold the log into working state again, without scoring anything.",
    "demo": "Build the sample record, release it and serve its public site on this machine.",
}
"""Every command and its one-line help, so that `walkout --help` imports none of them."""


class Commands(click.Group):
    """The group of commands; each lives in a file of its own name, imported when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which a record is built."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return one command, importing only its file."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"walkout.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="walkout")
def cli() -> None:
    """Turn scattered reports of workers' collective action into a verified, citable record.

    A record is a folder. Commands work on the one that you stand in, or on --record DIR.
    """


def _last_words(
    kind: type[BaseException], error: BaseException, trace: TracebackType | None
) -> None:
    # A fault of ours: its text may hold a document's words, so only its kind and place are told.
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{trace.tb_frame.f_globals.get('__name__')}:{trace.tb_lineno}" if trace else "?"
    click.echo(
        f"walkout: a fault of Walkout itself ({kind.__name__} at {where}). Nothing half-written is "
        "kept; run the command again, and report this line. WALKOUT_DEBUG=1 shows all, which may "
        "hold words of your documents.",
        err=True,
    )


def main() -> None:
    """Run the command line; exit 0 when all went well, 1 when anything did not, 2 on wrong use."""
    if not os.environ.get("WALKOUT_DEBUG"):
        sys.excepthook = _last_words
    try:
        cli.main(standalone_mode=False)
    except click.exceptions.Exit as exit_:
        sys.exit(exit_.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("walkout: stopped. Run the same command again to go on from here.", err=True)
        sys.exit(130)
    except WalkoutError as error:
        click.echo(f"walkout: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        # The reader of a pipe (head, less) has gone; what is left to print is not wanted.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except OSError as error:
        click.echo(f"walkout: {_storage(error)}", err=True)
        sys.exit(1)


def _storage(error: OSError) -> WalkoutError:
    import errno

    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return StorageFullError(
            "The disk has no room", fix="Free some space and run the same command again."
        )
    return WalkoutError(
        f"The system refused a file operation: {os.strerror(error.errno or 0)}",
        fix="Check the path and its permissions.",
        file=os.path.basename(str(error.filename or "")),
    )
