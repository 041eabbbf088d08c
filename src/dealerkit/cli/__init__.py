"""The command line. One file a command; importing this imports nothing of the engine."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from dealerkit.cli import console, exits
from dealerkit.cli.commands import LazyGroup, Option, mistake
from dealerkit.cli.verbs import VERBS
from dealerkit.report.languages import Language, Words, preferred_language

if TYPE_CHECKING:
    from dealerkit.problems import Problem

__all__ = ["main"]

PROGRAM = "dealerkit"

COLLECT_AFTER = 100_000, 50, 100
"""A command makes many small immutable values and hardly a cycle: looking for these after every 700 costs a fifth."""

_ABOUT = Words(
    "Dealer rules as files: rebates and the rules around them, checked, tested, explained and run.",
    "把经销商规则写成文件：返利及相关规则，可检查、可测试、可解释、可运行。",
)
_VERSION = Words("show the version and end", "显示版本")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return how it ended (see ``exits``)."""
    if arguments is None:
        gc.set_threshold(*COLLECT_AFTER)
    written = _as_the_shell_would(sys.argv[1:]) if arguments is None else list(arguments)
    lang = preferred_language(written, os.environ)
    console.prepare_streams()
    command = LazyGroup(PROGRAM, _ABOUT, VERBS, [_version_option()])
    completing = os.environ.get("_DEALERKIT_COMPLETE")
    if completing:
        from click.shell_completion import shell_complete

        return shell_complete(command, {"obj": lang}, PROGRAM, "_DEALERKIT_COMPLETE", completing)
    try:
        ended = _run(command, written, lang)
        console.flush()
    except KeyboardInterrupt:
        return exits.INTERRUPTED
    except BrokenPipeError:
        console.silence()
        return exits.BROKEN_PIPE
    except OSError as error:
        _tell(_os_problem(error), lang)
        console.silence()
        return exits.NOT_RUN
    except Exception as error:  # noqa: BLE001 - the last resort: told, with its trace, and exit 3
        return _own_mistake(error, lang)
    return ended


def _run(command: click.Command, written: list[str], lang: Language) -> int:
    try:
        with command.make_context(PROGRAM, written, obj=lang) as context:
            ended = command.invoke(context)
    except click.exceptions.Exit as ending:
        return ending.exit_code
    except click.UsageError as error:
        _tell(mistake(error), lang)
        return exits.USAGE
    except click.Abort:
        return exits.INTERRUPTED
    return ended if isinstance(ended, int) else exits.FINE


def _version_option() -> Option:
    def show(context: click.Context, _: click.Parameter, wanted: object) -> None:
        if wanted and not context.resilient_parsing:
            from importlib.metadata import version

            console.show(f"{PROGRAM} {version(PROGRAM)}\n")
            context.exit()

    return Option("--version", is_flag=True, is_eager=True, expose_value=False, callback=show, help=_VERSION)


def _as_the_shell_would(written: list[str]) -> list[str]:
    """Patterns such as ``*.yaml`` replaced by the files they match, where the shell leaves that to us."""
    if os.name != "nt":
        return written
    from glob import glob

    return [path for each in written for path in (sorted(glob(each)) or [each])]  # noqa: PTH207 - absolute patterns too


def _tell(problem: Problem, lang: Language) -> None:
    from dealerkit.report.diagnostics import diagnostic

    console.say(f"{PROGRAM}: {diagnostic(problem, {}, lang)}")


def _os_problem(error: OSError) -> Problem:
    from dealerkit.problems import problem

    reason = error.strerror or type(error).__name__
    if error.filename is None:
        return problem("DK917", None, reason=reason)
    return problem("DK912", None, path=str(error.filename), reason=reason)


def _own_mistake(error: Exception, lang: Language) -> int:
    from traceback import format_exc

    from dealerkit.problems import problem

    console.say(format_exc())
    _tell(problem("DK940", None, error=f"{type(error).__name__}: {error}"), lang)
    return exits.NOT_RUN
