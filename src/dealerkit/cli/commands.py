"""Commands and options that speak two languages, on top of click.

click finds help texts and headings through the process' locale; here the language is chosen per run,
so help is laid out by this module, and mistakes in a command become problems with codes.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Never, cast

import click

from dealerkit.cli import console, exits
from dealerkit.cli.verbs import Verb
from dealerkit.report.languages import LANGUAGES, Language, Words

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from dealerkit.problems import Problem

_WIDTH = 100
"""Columns of a help text."""

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
        self.help = self.words.said_in(language(context))
        return self.get_help_record(context)


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


def whole(context: click.Context, parameter: click.Parameter, value: str | None) -> int | None:
    """Read a whole number, 0 or more."""
    if value is None:
        return None
    if not (value.isascii() and value.isdigit() and len(value) <= _MOST_DIGITS):
        expected = Words("a whole number, 0 or more", "不小于 0 的整数")
        _refuse(value, parameter, expected=expected.said_in(language(context)))
    return int(value)


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


class Command(click.Command):
    """A command; ``run`` gets the language and the parameters, and returns how it ended (see ``exits``)."""

    def __init__(self, name: str, help: Words, parameters: Sequence[click.Parameter], run: Callable[..., int]) -> None:
        super().__init__(
            name,
            params=[*parameters, lang_option(), help_option()],
            callback=_in_its_language(run),
            add_help_option=False,
            context_settings={"allow_extra_args": True, "terminal_width": _WIDTH},
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
        _lay_out(self, self.words, ctx, formatter)


class LazyGroup(click.Group):
    """A group of commands that imports a command's module only to run it."""

    def __init__(self, name: str, help: Words, verbs: Iterable[Verb], extra: Sequence[click.Parameter] = ()) -> None:
        super().__init__(
            name,
            params=[*extra, lang_option(), help_option()],
            add_help_option=False,
            context_settings={"terminal_width": _WIDTH},
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
        _lay_out(self, self.words, ctx, formatter, rows)


def _in_its_language(run: Callable[..., int]) -> Callable[..., int]:
    def called(**parameters: object) -> int:
        return run(language(click.get_current_context()), **parameters)

    return called


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
        name = error.param.opts[0] if isinstance(error.param, click.Option) else _metavar(error.param)
        return _problem("DK902", name=name, program=program)
    if isinstance(error, click.BadOptionUsage):
        return _problem("DK906", option=error.option_name, program=program)
    return _problem("DK904", detail=error.format_message(), program=program)


def _metavar(parameter: click.Parameter | None) -> str:
    return (parameter.metavar or parameter.name or "") if parameter else ""


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
    name = parameter.opts[0] if isinstance(parameter, click.Option) else _metavar(parameter)
    raise Wrong(lambda: _problem("DK903", value=value, name=name, choices=choices, expected=expected))


# Layout of help: usage, what it answers, commands, options.

_USAGE = Words("usage: ", "用法：")
_COMMANDS = Words("commands:", "命令：")
_OPTIONS = Words("options:", "选项：")


def _lay_out(
    command: click.Command,
    words: Words,
    context: click.Context,
    formatter: click.HelpFormatter,
    verbs: Sequence[tuple[str, str]] = (),
) -> None:
    lang = language(context)
    usage = " ".join(_usage_pieces(command, lang))
    formatter.write(f"{_USAGE.said_in(lang)}{context.command_path} {usage}\n")
    for paragraph in words.said_in(lang).strip().split("\n\n"):
        formatter.write("\n")
        formatter.write("".join(f"  {line}\n" for line in wrapped(_joined(paragraph), _WIDTH - 2)))
    options = [each.row(context) for each in command.params if isinstance(each, Option)]
    for heading, rows in ((_COMMANDS, verbs), (_OPTIONS, [row for row in options if row])):
        if rows:
            formatter.write(f"\n{heading.said_in(lang)}\n")
            formatter.write("".join(_aligned(rows)))


def _usage_pieces(command: click.Command, lang: Language) -> Iterator[str]:
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            name = _metavar(parameter)
            several = "..." if parameter.nargs == -1 else ""
            yield f"{name}{several}" if parameter.required else f"[{name}{several}]"
        elif parameter.required:
            yield f"{parameter.opts[0]} {_metavar(parameter)}"
    if isinstance(command, LazyGroup):
        yield Words("COMMAND", "命令").said_in(lang)
    yield Words("[options]", "[选项]").said_in(lang)


def _joined(paragraph: str) -> str:
    """The lines of a paragraph as one; no space comes between Chinese characters."""
    text = ""
    for line in paragraph.split("\n"):
        gap = " " if text and unicodedata.east_asian_width(text[-1]) not in "WF" else ""
        text += f"{gap}{line.strip()}"
    return text


def _aligned(rows: Sequence[tuple[str, str]]) -> Iterator[str]:
    left = min(max(len(name) for name, _ in rows), 34)
    for name, text in rows:
        first, *rest = wrapped(text, _WIDTH - left - 4)
        yield f"  {name:<{left}}  {first}\n" if len(name) <= left else f"  {name}\n{'':<{left + 4}}{first}\n"
        yield from (f"{'':<{left + 4}}{line}\n" for line in rest)


def wrapped(text: str, width: int) -> list[str]:
    """``text`` in lines of at most ``width`` columns, broken at spaces and between Chinese characters."""
    lines = [""]
    used = 0
    for word in _breakable(text):
        columns = sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in word)
        if used and used + columns - word.endswith(" ") > width:
            lines[-1] = lines[-1].rstrip()
            lines.append("")
            used = 0
        lines[-1] += word
        used += columns
    lines[-1] = lines[-1].rstrip()
    return lines


def _breakable(text: str) -> Iterator[str]:
    """Pieces that a line may end after; Chinese punctuation stays with the character before it."""
    piece = ""
    for character in text:
        wide = unicodedata.east_asian_width(character) in "WF"
        if piece and wide and unicodedata.category(character)[0] != "P":
            yield piece
            piece = ""
        piece += character
        if character == " ":
            yield piece
            piece = ""
    if piece:
        yield piece
