"""What YAML refuses, said in the author's words.

The parser's own errors speak of tokens and simple keys. Each mistake that policy authors really
make is recognised from the source line and given its own code; anything else is DK105.
"""

from __future__ import annotations

import re

import yaml

from dealerkit.problems import Location, Problem, problem

_OPERATOR = re.compile(r"[:\-,{\[]\s+(?P<value>>=?[^,}\]]*)")
_HALF_OPEN = re.compile(r"[\[(]\s*[\d._%,]*\s*,\s*[\d._%]*\s*[\])]")
_STAR = re.compile(r"[:\-,{\[]\s+(?P<value>\*)(?=\s*(?:[,}\]#]|$))")
_RESERVED = re.compile(r"[:\-,{\[]\s+(?P<value>[@`%])")
_SECOND_COLON = re.compile(r":\s+[^\s\"'{\[|>][^\"'#]*?(?P<value>:)\s")
_OPEN_QUOTE = re.compile(r"found unexpected end of stream|unexpected document indicator", re.IGNORECASE)


def syntax_problem(error: yaml.MarkedYAMLError, text: str, file: str) -> Problem:
    """The problem behind a parser error: the first known mistake on the lines it points at."""
    mark = error.problem_mark or error.context_mark
    lines = text.split("\n")
    number = min(mark.line, len(lines) - 1) if mark else 0
    column = mark.column if mark else 0
    said = f"{error.context or ''} {error.problem or ''}"
    if "undefined alias" in said:
        return problem("DK111", Location(file, number + 1, column + 1), name=_name_at(lines[number], column))
    for row in _suspects(error, number, len(lines)):
        found = _known_mistake(lines[row], said)
        if found:
            code, start, length, args = found
            return Problem(code, Location(file, row + 1, start + 1, length), tuple(args.items()))
    opened = error.context_mark
    if opened and opened.line < len(lines) and (_OPEN_QUOTE.search(said) or "flow" in said):
        return problem("DK128", Location(file, opened.line + 1, opened.column + 1))
    if "mapping values are not allowed" in said and re.search(r":\s", lines[number][:column]):
        return problem("DK125", Location(file, number + 1, column + 1))
    first = len(lines[number]) - len(lines[number].lstrip())
    if "mapping values are not allowed" in said or (column == first and "block" in said):
        return problem("DK129", Location(file, number + 1, first + 1))
    return problem("DK105", Location(file, number + 1, column + 1), said=(error.problem or error.context or "").strip())


def _suspects(error: yaml.MarkedYAMLError, number: int, count: int) -> list[int]:
    """The rows to look at: where the parser stopped, where it began, and the row before."""
    rows = [number]
    if error.context_mark:
        rows.append(min(error.context_mark.line, count - 1))
    if number:
        rows.append(number - 1)
    return list(dict.fromkeys(rows))


def _known_mistake(line: str, said: str) -> tuple[str, int, int, dict[str, str]] | None:
    """Code, column, length and arguments of the mistake this line shows, if it is a known one."""
    tab = re.match(r" *(\t)", line)
    if tab:
        return "DK104", tab.start(1), 1, {}
    if "\t" in line and "cannot start any token" in said:
        return "DK104", line.index("\t"), 1, {}
    operator = _OPERATOR.search(line)
    if operator:
        value = operator["value"].strip()
        return "DK120", operator.start("value"), len(value), {"value": value}
    star = _STAR.search(line)
    if star:
        return "DK121", star.start("value"), 1, {}
    half_open = _HALF_OPEN.search(line)
    if half_open and (half_open[0][0] == "(" or half_open[0][-1] == ")"):
        return "DK122", half_open.start(), len(half_open[0]), {"value": half_open[0]}
    reserved = _RESERVED.search(line)
    if reserved and "cannot start any token" in said:
        return "DK124", reserved.start("value"), 1, {"character": reserved["value"]}
    full_width = re.search(r"[：，｛｝［］]", line)
    if full_width:
        return "DK127", full_width.start(), 1, {"character": full_width[0]}
    second = _SECOND_COLON.search(line)
    if second and "mapping values are not allowed" in said:
        return "DK125", second.start("value"), 1, {}
    return None


def _name_at(line: str, column: int) -> str:
    """The alias name that starts at a column."""
    found = re.match(r"\*?([^\s,}\]]+)", line[column:])
    return found[1] if found else ""
