"""Commands and options that speak two languages, on top of click.

click finds help texts and headings through the process' locale; here the language is chosen per run,
so help is laid out by this module, and mistakes in a command become problems with codes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Never, cast

import click

from dealerkit.cli import console, exits
from dealerkit.cli.helptext import WIDTH, Row, help_text, metavar
from dealerkit.cli.verbs import Verb
from dealerkit.report.languages import LANGUAGES, Language, Words

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from dealerkit.problems import Problem
    from dealerkit.values.durations import Duration
    from dealerkit.values.numbers import Number
    from dealerkit.values.periods import PeriodKind

_MOST_DIGITS = 9

HELP = Words("show this text and end", "显示本说明")
LANG = Words("language of messages and results", "消息和结果的语言")


class Wrong(click.UsageError):
    """A command that cannot be carried out as written, told as a problem."""

    def __init__(self, told: Callable[[], Problem]) -> None:
        super().__init__("")
        # Problems are made when one is shown: their module is more than --help may cost.
        self.told = told


Reader = Callable[[click.Context, click.Parameter, Any], object]
"""Turns what was written into a value, or refuses it; click's callback."""


class Option(click.Option):
    """An option whose help is written in both languages."""

    def __init__(self, *names: str, help: Words, **attributes: object) -> None:
        super().__init__(names, **attributes)  # type: ignore[arg-type]
        self.words = help

    def row(self, context: click.Context) -> tuple[str, str] | None:
        """The option and its help as shown by ``--help``."""
        record = self.get_help_record(context)
        return (record[0], self.words.said_in(language(context))) if record else None


def argument(name: str, metavar: str, read: Reader | None = None, *, many: bool = False) -> click.Argument:
    """A required argument, or at least one of them."""
    return click.Argument([name], metavar=metavar, nargs=-1 if many else 1, required=True, callback=read)


def choice(*names: str, choices: Sequence[str], help: Words, default: str | None = None) -> Option:
    """An option whose value is one of ``choices``."""

    def read(_: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
        if value is not None and value not in choices:
            _refuse(value, parameter, choices=tuple(choices))
        return value

    def complete(_context: click.Context, _parameter: click.Parameter, begun: str) -> list[str]:
        return [each for each in choices if each.startswith(begun)]

    return Option(
        *names, metavar=f"[{'|'.join(choices)}]", callback=read, shell_complete=complete, default=default, help=help
    )


def day(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """Read a date written 2026-03-31."""
    from datetime import date

    if value is None:
        return None
    try:
        read = date.fromisoformat(value)
    except ValueError:
        read = None
    if read is None or read.isoformat() != value:
        expected = Words("a date as in 2026-03-31", "形如 2026-03-31 的日期")
        _refuse(value, parameter, expected=expected.said_in(language(context)))
    return read


def period(context: click.Context, parameter: click.Parameter, value: str | None) -> PeriodKind | None:
    """Read a length of calendar periods: month, quarter, half-year, year."""
    from dealerkit.values.periods import read_period_kind

    read = read_period_kind(value) if value is not None else None
    if value is not None and read is None:
        expected = Words("month, quarter, half-year or year", "month、quarter、half-year 或 year")
        _refuse(value, parameter, expected=expected.said_in(language(context)))
    return read


def month(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """Read a month written 2026-03: its first day."""
    from datetime import date

    if value is None:
        return None
    try:
        read = date.fromisoformat(f"{value}-01")
    except ValueError:
        read = None
    if read is None or f"{read:%Y-%m}" != value:
        expected = Words("a month as in 2026-03", "形如 2026-03 的月份")
        _refuse(value, parameter, expected=expected.said_in(language(context)))
    return read


def moment(context: click.Context, parameter: click.Parameter, value: str | None) -> date | None:
    """Read a moment written 2026-03-31 09:30, with or without a time zone; a day alone is a day."""
    from datetime import date, datetime

    if value is None:
        return None
    try:
        read: date = datetime.fromisoformat(value)
        if len(value) == len("2026-03-31"):
            read = date.fromisoformat(value)
    except ValueError:
        expected = Words("a moment as in `2026-03-31 09:30`", "形如 `2026-03-31 09:30` 的时刻")
        _refuse(value, parameter, expected=expected.said_in(language(context)))
    return read


def whole(context: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    """Read a whole number, 0 or more."""
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS):
        expected = Words("a whole number, 0 or more", "不小于 0 的整数")
        _refuse(value, parameter, expected=expected.said_in(language(context)))
    return int(value)


def share(context: click.Context, parameter: click.Parameter, value: str | None) -> Number | None:
    """Read a share between nothing and the whole, written 90%."""
    from dealerkit.values.numbers import read_rate

    found = None if value is None else read_rate(value)
    if value is not None and (found is None or not 0 <= found <= 1):
        expected = Words("a share from 0% to 100%, as in 90%", "0% 到 100% 之间的比例，如 90%")
        _refuse(value, parameter, expected=expected.said_in(language(context)))
    return found


def length(context: click.Context, parameter: click.Parameter, value: str | None) -> Duration | None:
    """Read a length of time written 3 days or 4 working hours."""
    from dealerkit.values.durations import read_duration

    found = None if value is None else read_duration(value)
    if value is not None and found is None:
        expected = Words("a length of time as in `3 days`", "形如 `3 days` 的时长")
        _refuse(value, parameter, expected=expected.said_in(language(context)))
    return found


def path(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Path | None:
    """Read the path of a file or folder that need not be there."""
    from pathlib import Path

    return None if value is None else Path(value)


def existing(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Path | None:
    """Read the path of a file or folder that is there."""
    from pathlib import Path

    if value is None:
        return None
    found = Path(value)
    if not found.exists():
        raise Wrong(lambda: _not_there(found))
    return found


def all_existing(context: click.Context, parameter: click.Parameter, value: tuple[str, ...]) -> tuple[Path, ...]:
    """Read several paths, each there."""
    return tuple(found for each in value if (found := existing(context, parameter, each)))


def language(context: click.Context) -> Language:
    """The language of this run."""
    return cast("Language", context.find_root().obj)


def lang_option() -> Option:
    """``--lang``, read before all else to choose the language of help and mistakes; here only checked."""
    option = choice("--lang", choices=LANGUAGES, help=LANG)
    option.expose_value = False
    return option


def help_option() -> Option:
    """``--help``."""

    def show(context: click.Context, _: click.Parameter, wanted: object) -> None:
        if wanted and not context.resilient_parsing:
            console.show(f"{context.get_help()}\n")
            context.exit()

    return Option("--help", "help_wanted", is_flag=True, is_eager=True, expose_value=False, callback=show, help=HELP)


class _Told(click.Command):
    """A command whose options, when written wrongly, are told as problems."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what was written after the command."""
        try:
            return super().parse_args(ctx, args)
        except click.BadOptionUsage as error:
            option, program = error.option_name, ctx.command_path
            flags = {name for each in self.params if isinstance(each, Option) and each.is_flag for name in each.opts}
            if option in flags:
                raise Wrong(lambda: _problem("DK907", option=option)) from error
            raise Wrong(lambda: _problem("DK906", option=option, program=program)) from error


class Command(_Told):
    """A command; ``run`` gets the language and the parameters, and returns how it ended (see ``exits``)."""

    def __init__(self, name: str, help: Words, parameters: Sequence[click.Parameter], run: Callable[..., int]) -> None:
        super().__init__(
            name,
            params=[*parameters, lang_option(), help_option()],
            callback=_in_its_language(run),
            add_help_option=False,
            context_settings={"allow_extra_args": True, "terminal_width": WIDTH},
        )
        self.words = help

    def invoke(self, ctx: click.Context) -> object:
        """Run the command unless more was written than it takes."""
        if ctx.args:
            extra, program = ctx.args[0], ctx.command_path
            raise Wrong(lambda: _problem("DK905", extra=extra, program=program))
        return super().invoke(ctx)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lay out the help."""
        formatter.write(_help_of(self, self.words, ctx))


class LazyGroup(_Told, click.Group):
    """A group of commands that imports a command's module only to run it."""

    def __init__(self, name: str, help: Words, verbs: Iterable[Verb], extra: Sequence[click.Parameter] = ()) -> None:
        super().__init__(
            name,
            params=[*extra, lang_option(), help_option()],
            add_help_option=False,
            context_settings={"terminal_width": WIDTH},
            no_args_is_help=False,
            invoke_without_command=True,
            callback=_ask_for_a_command,
        )
        self.words = help
        self.verbs = {verb.name: verb for verb in verbs}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the commands, in the order of the table."""
        return list(self.verbs)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, its module imported now."""
        verb = self.verbs.get(cmd_name)
        if verb is None:
            return None
        if verb.verbs:
            return LazyGroup(verb.name, verb.help, verb.verbs)
        from importlib import import_module

        return cast("click.Command", import_module(verb.module).COMMAND)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that ``args`` begin with; a word that is none is a problem with the nearest one."""
        verb, program = args[0], ctx.command_path
        if verb not in self.verbs and not verb.startswith("-"):
            names = tuple(self.verbs)
            raise Wrong(lambda: _problem("DK900", verb=verb, program=program, nearest=_nearest(verb, names)))
        return super().resolve_command(ctx, args)

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Lay out the help from the table alone."""
        rows = [(verb.name, verb.help.said_in(language(ctx))) for verb in self.verbs.values()]
        formatter.write(_help_of(self, self.words, ctx, rows))


def _in_its_language(run: Callable[..., int]) -> Callable[..., int]:
    def called(**parameters: object) -> int:
        with _ended_in_order():
            return run(language(click.get_current_context()), **parameters)

    return called


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let a request of the system to stop end the run like an error, so that no half file stays behind."""
    import signal

    def stop(_number: int, _frame: object) -> None:
        raise SystemExit(exits.TERMINATED)

    try:
        before = signal.signal(signal.SIGTERM, stop)
    except ValueError:  # not the main thread: whoever runs it there decides
        yield
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _help_of(command: click.Command, about: Words, context: click.Context, verbs: Sequence[Row] = ()) -> str:
    lang = language(context)
    options = [row for each in command.params if isinstance(each, Option) and (row := each.row(context))]
    return help_text(command, context.command_path, about.said_in(lang), options, verbs, lang)


def _ask_for_a_command() -> int:
    context = click.get_current_context()
    if context.invoked_subcommand is not None:
        return exits.FINE
    console.say(f"{context.get_help()}\n")
    return exits.USAGE


def mistake(error: click.UsageError) -> Problem:
    """What was wrong with a command, as a problem."""
    program = error.ctx.command_path if error.ctx else "dealerkit"
    if isinstance(error, Wrong):
        return error.told()
    if isinstance(error, click.NoSuchOption):
        known = [name for each in (error.ctx.command.params if error.ctx else ()) for name in each.opts]
        written = error.option_name
        return _problem("DK901", option=written, program=program, nearest=_nearest(written, known))
    if isinstance(error, click.MissingParameter):
        name = error.param.opts[0] if isinstance(error.param, click.Option) else metavar(error.param)
        return _problem("DK902", name=name, program=program)
    return _problem("DK904", detail=error.format_message(), program=program)


def _problem(code: str, **args: str | tuple[str, ...]) -> Problem:
    from dealerkit.problems import Problem

    return Problem(code, None, tuple(args.items()))


def _nearest(word: str, words: Iterable[str]) -> str:
    from dealerkit.problems import nearest

    return nearest(word, words)


def _not_there(missing: Path) -> Problem:
    names: tuple[str, ...] = ()
    if missing.parent.is_dir():
        names = tuple(str(each) for each in missing.parent.iterdir())
    return _problem("DK910", path=str(missing), nearest=_nearest(str(missing), names))


def _refuse(value: str, parameter: click.Parameter, *, choices: tuple[str, ...] = (), expected: str = "") -> Never:
    name = parameter.opts[0] if isinstance(parameter, click.Option) else metavar(parameter)
    raise Wrong(lambda: _problem("DK903", value=value, name=name, choices=choices, expected=expected))
