"""How help is laid out: in the language of the run, and with Chinese characters two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

import click

from dealerkit.report.languages import Language, Words

WIDTH = 100
"""Columns of a help text."""

Row = tuple[str, str]
"""A name and what it does."""

_USAGE = Words("usage: ", "用法：")
_COMMANDS = Words("commands:", "命令：")
_OPTIONS = Words("options:", "选项：")


def help_text(
    command: click.Command,
    program: str,
    about: str,
    options: Sequence[Row],
    verbs: Sequence[Row],
    lang: Language,
) -> str:
    """The whole help: usage, what the command answers, the commands of a group, options."""
    parts: list[str] = []
    usage = " ".join(_usage_pieces(command, lang))
    parts.append(f"{_USAGE.said_in(lang)}{program} {usage}\n")
    for paragraph in about.strip().split("\n\n"):
        parts.append("\n")
        parts.append("".join(f"  {line}\n" for line in wrapped(_joined(paragraph), WIDTH - 2)))
    for heading, rows in ((_COMMANDS, verbs), (_OPTIONS, options)):
        if rows:
            parts.append(f"\n{heading.said_in(lang)}\n")
            parts.append("".join(_aligned(rows)))
    return "".join(parts)


def _usage_pieces(command: click.Command, lang: Language) -> Iterator[str]:
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            name = metavar(parameter)
            several = "..." if parameter.nargs == -1 else ""
            yield f"{name}{several}" if parameter.required else f"[{name}{several}]"
        elif parameter.required:
            yield f"{parameter.opts[0]} {metavar(parameter)}"
    if isinstance(command, click.Group):
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
        first, *rest = wrapped(text, WIDTH - left - 4)
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


def metavar(parameter: click.Parameter | None) -> str:
    """How a parameter is called in help and messages, as in POLICY."""
    return (parameter.metavar or parameter.name or "") if parameter else ""
