"""Console blocks in Markdown: commands with their exit codes and the output the page shows for them.

A block is fenced as ``console``. A line that begins with ``$ `` is a command for the shell; what follows it up to the
next command is what it prints, on either stream. A command that is meant to end with another exit code than 0 says so
at its end: ``# exit 1``. In output ``...`` stands for anything within a line, and alone on a line for any lines. A
command followed by nothing is run for its exit code only. Blocks fenced otherwise are not run.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from attrs import evolve, frozen

EXIT = re.compile(r"\s+# exit (\d)$")


@frozen
class Command:
    """One command of a page, where it stands, and what the page promises about it."""

    line: int
    text: str
    exit_code: int = 0
    output: tuple[str, ...] = ()


def commands(page: str) -> Iterator[Command]:
    """The commands of a page in order."""
    fence = ""
    waiting: Command | None = None
    for number, line in enumerate(page.splitlines(), start=1):
        if line.startswith("```"):
            if waiting:
                yield waiting
            waiting = None
            fence = "" if fence else line.removeprefix("```").strip() or "text"
        elif fence != "console":
            continue
        elif line.startswith("$ "):
            if waiting:
                yield waiting
            ends = EXIT.search(line)
            text = EXIT.sub("", line.removeprefix("$ "))
            waiting = Command(number, text, int(ends[1]) if ends else 0)
        elif waiting:
            waiting = evolve(waiting, output=(*waiting.output, line))


def agrees(promised: tuple[str, ...], printed: str) -> bool:
    """Whether a page's output, with its ellipses, is what a command printed."""
    pattern = "".join(r"(?:.*\n)*?" if line.strip() == "..." else _line(line) + r"\n" for line in trimmed(promised))
    text = "".join(f"{line}\n" for line in trimmed(printed.splitlines()))
    return re.fullmatch(pattern, text) is not None


def _line(line: str) -> str:
    return ".*".join(re.escape(part) for part in line.rstrip().split("..."))


def trimmed(lines: tuple[str, ...] | list[str]) -> list[str]:
    """Lines without blanks at their ends and without empty lines at both ends of the whole."""
    return "\n".join(line.rstrip() for line in lines).strip("\n").split("\n")
