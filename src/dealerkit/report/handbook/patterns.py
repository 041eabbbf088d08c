"""Patterns of codes in words: of which columns a code is made, in which order."""

from __future__ import annotations

import re
from collections.abc import Callable

from dealerkit.customers.codes.pattern import SEQUENCE
from dealerkit.report.languages import Language, Words

_PART = re.compile(r"\{([a-z_0-9]+)(?::([A-Z]+|[0-9]))?\}")
_SIGNS = Words('"{signs}"', "“{signs}”")
_DAY = Words("{column} as {form}", "{column}（{form}）")
_RUNNING = Words("a running number of {digits} digits", "{digits} 位流水号")
_WHOLE = Words("{parts} ({pattern})", "{parts}（{pattern}）")


def pattern_words(pattern: str, lang: Language, column: Callable[[str], str]) -> str:
    """What a code is made of, part by part, with the pattern itself behind; ``column`` names a column."""
    parts: list[str] = []
    end = 0
    for found in _PART.finditer(pattern):
        if found.start() > end:
            parts.append(_SIGNS.said_in(lang).format(signs=pattern[end : found.start()]))
        end = found.end()
        if found[1] == SEQUENCE:
            parts.append(_RUNNING.said_in(lang).format(digits=found[2] or ""))
        elif found[2]:
            parts.append(_DAY.said_in(lang).format(column=column(found[1]), form=found[2]))
        else:
            parts.append(column(found[1]))
    if end < len(pattern):
        parts.append(_SIGNS.said_in(lang).format(signs=pattern[end:]))
    return _WHOLE.said_in(lang).format(parts=("、" if lang == "zh" else ", ").join(parts), pattern=pattern)
