"""The command line. Commands are thin: they build the objects, hand them down, and print what comes back.

A command's module is imported when that command is called, so that `ingest --help` costs nothing.
"""

import os
import signal
import sys
from importlib import import_module
from itertools import pairwise
from types import FrameType
from typing import Any

import click

from ingest import __version__, errors

_COMMANDS = {  # command -> (module that defines it, under this name or as `command`; what --help says)
    "fetch": ("fetch", "Fetch sources or URLs once, into the archive."),
    "daemon": ("daemon", "Fetch whatever is due, until stopped."),
    "browse": ("browse", "Browse the archive with Datasette."),
    "search": ("search", "Search all articles, in any language."),
    "show": ("show", "Show one article, its versions, and what changed between two of them."),
    "changes": ("changes", "List what publishers changed and took away, and when."),
    "watch": ("watch", "Save a question, and hear what is new for it."),
    "alerts": ("alerts", "List who is told what, and test that it arrives."),
    "story": ("story", "Show a story: its languages, and why they belong together."),
    "stories": ("stories", "List stories; find missing languages and drift."),
    "series": ("series", "Show the other numbers of a bulletin, and what differs from one to the next."),
    "explain": ("explain", "Tell where a URL was seen, when it was fetched, and what became of it."),
    "status": ("status", "Tell how each source is doing, the unhealthy first."),
    "reparse": ("reparse", "Read kept pages again, and tell or keep what today's rules read otherwise."),
    "verify": ("verify", "Read all of an archive, or a proof, and tell what is wrong with it."),
    "seal": ("seal", "Sign the head of the archive's log, so that others can hold it against the archive later."),
    "cite": ("cite", "Print the citation of an article, or hand it out with the proof of it."),
    "erase": ("erase", "Erase the words of an article, by order."),
    "import": ("import_files", "Take the pages of WARC, WACZ, MHTML and SingleFile files into the archive, at their dates."),
    "merge": ("merge", "Take what other archives hold into one."),
    "backfill": ("backfill", "Take years of WARC and WACZ files into the archive, or a data set, on many cores or machines."),
    "export": ("export", "Write what the archive holds for other programs: JSON, CSV, Parquet, Markdown, Atom, WARC, WACZ."),
    "backup": ("backup", "Copy an archive while it is in use, and verify the copy."),
    "restore": ("backup", "Put a copy in the place of an archive."),
    "upgrade": ("upgrade", "Bring an archive of an older version up to date."),
    "publish": ("publish", "Write a compact copy for others to read."),
    "sources": ("sources.command", "Find, list, check or try sources."),
    "extract": ("extract", "Extract the article of one page, without an archive."),
    "join": ("join", "Say that two articles are one text."),
    "split": ("join", "Say that an article does not belong in its story."),
    "completion": ("completion", "Print what a shell needs to complete commands and options."),
    "group": ("group", "Group articles read as JSON lines, without an archive."),
}


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = import_module(f"ingest.cli.{_COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, "command", None) or getattr(module, cmd_name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, help) for name, (_, help) in _COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            name = ctx.invoked_subcommand
            command = self.get_command(ctx, name) if name else None
            if error.ctx is None and command is not None:  # click's parser does not say which command's options it read
                error.ctx = click.Context(command, parent=ctx, info_name=name)
            raise

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches

            near = get_close_matches(args[0], _COMMANDS, n=1)
            if near:
                raise click.UsageError(f"{error.message} Did you mean {near[0]}?", ctx) from None
            raise


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="ingest %(version)s")
@click.option("--debug", is_flag=True, envvar="INGEST_DEBUG", help="Show tracebacks.")
def commands(debug: bool) -> None:
    """Keep the public record: government and news articles, every version, every language, in one SQLite archive.

    \b
    Example:
      ingest fetch moha-gov-vn            # into archive.db here
      ingest search "to lam"
      ingest browse
    """


def main() -> None:
    """The console script. No error of ours shows a traceback, unless --debug asks for it."""
    from ingest.cli.terminal.output import settle_streams

    settle_streams()
    if signal.getsignal(signal.SIGTERM) is signal.SIG_DFL:  # and not a parent's choice
        signal.signal(signal.SIGTERM, _leave)
    try:
        sys.exit(commands(standalone_mode=False, complete_var="_INGEST_COMPLETE") or 0)
    except click.exceptions.NoArgsIsHelpError as error:  # `ingest` alone: its message is the help, in many lines
        click.echo(error.format_message(), err=True)
        sys.exit(2)
    except click.ClickException as error:
        called = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "ingest"
        _fail(f"{error.format_message()} (see `{called.removeprefix('python -m ')} --help`)", 2)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:  # `ingest search x | head`: nobody reads on
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except errors.IngestError as error:
        _fail(str(error), _exit_code(error))
    except OSError as error:
        _fail(f"{error.filename or 'standard output'}: {error.strerror or error}", 1)
    except MemoryError:
        _fail("out of memory", 1)
    except Exception as error:
        if isinstance(error, UnicodeEncodeError) and not all(_is_utf8(word) for word in sys.argv):
            _fail("an argument is not UTF-8", 2)
        _fail(f"a fault of ingest, please report it with the output of `ingest --debug ...`: {type(error).__name__}: {error}", 1)
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)  # all is put away, and nothing is left that an exception could pass through


def _leave(number: int, _: FrameType | None) -> None:
    """Out through every `with` and `finally`, as Ctrl-C goes, so that nothing half-written stays behind."""
    sys.exit(128 + number)


def _fail(message: str, code: int) -> None:
    if _debugging():
        import traceback

        traceback.print_exc()
    from ingest.cli.terminal.messages import say
    from ingest.cli.terminal.output import line

    if _logs_json():
        from ingest.cli.terminal.output import print_json
        from ingest.cli.terminal.times import now_at

        print_json({"at": now_at(), "event": "failed", "message": line(message), "code": code}, err=True)
    else:
        say(message)
    sys.exit(code)


def _logs_json() -> bool:
    """As the option --log-format is read, which a wrong call may not come to; of the commands that have it."""
    if not {"fetch", "daemon"} & set(sys.argv[1:3]):
        return False
    given = [word for before, word in pairwise(["", *sys.argv, ""]) if before == "--log-format" or word.startswith("--log-format=")]
    return (given[-1].removeprefix("--log-format=") if given else os.environ.get("INGEST_LOG_FORMAT", "")) == "json"


def _is_utf8(word: str) -> bool:
    """Whether an argument was; Python keeps other bytes as lone surrogates."""
    return not any("\udc80" <= letter <= "\udcff" for letter in word)


def _debugging() -> bool:
    """As the option --debug is read, which a wrong call may not come to."""
    return "--debug" in sys.argv or os.environ.get("INGEST_DEBUG", "").lower() in ("1", "true", "t", "yes", "y", "on")


def _exit_code(error: errors.IngestError) -> int:
    match error:
        case errors.ArchiveBusy():
            return 75
        case errors.ConfigError() | errors.ArchiveError():
            return 2
        case _:
            return 1
