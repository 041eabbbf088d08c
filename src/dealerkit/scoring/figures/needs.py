"""Which figures a figure is reckoned from, and the order in which all of them can be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dealerkit.policy.nodes import Scalar
from dealerkit.scoring.figures.figure import Figure

_MENTIONED = re.compile(r"figure\.([^\W\d]\w*(?:\.\w+)*)").findall


def needed(figure: Figure) -> tuple[str, ...]:
    """The names of the figures that a figure is reckoned from, as written."""
    formula = figure.formula
    text = formula.text if isinstance(formula, Scalar) else ""
    found = [each for each in (*_MENTIONED(text), figure.rank, figure.share) if each]
    return tuple(dict.fromkeys(found))


def in_order(figures: Mapping[str, Figure | None]) -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """The figures, each after those it needs; and of each circle its path, under every figure in it."""
    done: dict[str, None] = {}
    circles: dict[str, tuple[str, ...]] = {}
    for start in figures:
        path: list[str] = []
        waiting: list[tuple[str, Iterator[str]]] = []
        here: str | None = start
        while here is not None or waiting:
            if here is not None and here in path:
                circle = tuple(path[path.index(here) :])
                if not circles.keys() & set(circle):
                    circles.update(dict.fromkeys(circle, (*circle, here)))
                here = None
            elif here is not None and here in figures and here not in done:
                figure = figures[here]
                path.append(here)
                waiting.append((here, iter(needed(figure) if figure is not None else ())))
            if not waiting:
                break
            here = next(waiting[-1][1], None)
            if here is None:
                done[waiting.pop()[0]] = None
                path.pop()
    return tuple(done), circles
