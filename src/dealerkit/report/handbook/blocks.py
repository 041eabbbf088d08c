"""What a handbook consists of: chapters of headings, sentences, points, tables and bars, for Markdown and HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from html import escape
from typing import Protocol

from attrs import field, frozen

from dealerkit.report.charts import Bar, Bars
from dealerkit.report.layouts import markdown_text

_LINE, _LABELS, _LONGEST, _WIDE = 22, 160, 300, 620
"""Pixels of a drawn chart: a bar with its room, the labels, the longest bar, the whole."""
_DEEPEST = 6
_PLAIN = re.compile(r"[^\w-]+")


class Block(Protocol):
    """A part of a chapter."""

    def markdown(self) -> str:
        """As Markdown, with a line break at its end."""
        ...

    def html(self) -> str:
        """As HTML."""
        ...


@frozen
class Title:
    """A heading inside a chapter."""

    level: int
    words: str

    def markdown(self) -> str:
        return f"{'#' * min(self.level, _DEEPEST)} {markdown_text(self.words)}\n"

    def html(self) -> str:
        level = min(self.level, _DEEPEST)
        return f"<h{level}>{escape(self.words)}</h{level}>"


@frozen
class Text:
    """A sentence or several; ``is_aside`` for what stands beside the rule, such as its source."""

    words: str
    is_aside: bool = False

    def markdown(self) -> str:
        text = markdown_text(self.words)
        return f"_{text}_\n" if self.is_aside else f"{text}\n"

    def html(self) -> str:
        return f'<p class="aside">{escape(self.words)}</p>' if self.is_aside else f"<p>{escape(self.words)}</p>"


@frozen
class Point:
    """One point of a list, with those below it."""

    words: str
    inner: tuple[Point, ...] = ()


@frozen
class Points:
    """A list."""

    points: tuple[Point, ...]

    def markdown(self) -> str:
        return "".join(f"{line}\n" for line in self._lines(self.points, 0))

    def _lines(self, points: Sequence[Point], depth: int) -> Iterator[str]:
        for each in points:
            yield f"{'  ' * depth}- {markdown_text(each.words)}"
            yield from self._lines(each.inner, depth + 1)

    def html(self) -> str:
        return self._list(self.points)

    def _list(self, points: Sequence[Point]) -> str:
        items = (f"<li>{escape(each.words)}{self._list(each.inner) if each.inner else ''}</li>" for each in points)
        return "<ul>\n" + "\n".join(items) + "\n</ul>"


@frozen
class Grid:
    """A table; ``figures`` are the columns that stand to the right."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: frozenset[int] = frozenset()

    def markdown(self) -> str:
        marks = ["---:" if number in self.figures else "---" for number in range(len(self.headings))]
        rows = [self.headings, *self.rows]
        lines = [f"| {' | '.join(markdown_text(cell) for cell in row)} |" for row in rows]
        return "\n".join([lines[0], f"| {' | '.join(marks)} |", *lines[1:]]) + "\n"

    def html(self) -> str:
        body = "\n".join(self._row("td", row) for row in self.rows)
        return f"<table>\n<thead>\n{self._row('th', self.headings)}\n</thead>\n<tbody>\n{body}\n</tbody>\n</table>"

    def _row(self, tag: str, cells: Sequence[str]) -> str:
        marks = (' class="figure"' if number in self.figures else "" for number in range(len(cells)))
        inside = (f"<{tag}{mark}>{escape(cell)}</{tag}>" for mark, cell in zip(marks, cells, strict=True))
        return f"<tr>{''.join(inside)}</tr>"


@frozen
class Picture:
    """A chart: bars of text in Markdown, drawn in HTML; both of the same exact figures."""

    chart: Bars

    def markdown(self) -> str:
        lines = "\n".join(self.chart.lines())
        return f"{markdown_text(self.chart.title)}\n\n```text\n{lines}\n```\n"

    def html(self) -> str:
        most = max((Fraction(bar.value) for bar in self.chart.bars if bar.value is not None), default=Fraction(0))
        drawn = "\n".join(self._drawn(number, bar, most) for number, bar in enumerate(self.chart.bars))
        title, tall = escape(self.chart.title), _LINE * len(self.chart.bars)
        return (
            f'<figure><figcaption>{title}</figcaption>\n<svg role="img" aria-label="{title}" width="{_WIDE}"'
            f' height="{tall}" viewBox="0 0 {_WIDE} {tall}">\n{drawn}\n</svg></figure>'
        )

    def _drawn(self, number: int, bar: Bar, most: Fraction) -> str:
        top, value = number * _LINE, bar.value or Decimal(0)
        # Here figures become pixels.
        length = int(max(Fraction(value), Fraction(0)) * _LONGEST / most) if most > 0 else 0
        return (
            f'<text x="{_LABELS - 8}" y="{top + 15}" text-anchor="end">{escape(bar.label)}</text>'
            f'<rect x="{_LABELS}" y="{top + 3}" width="{length}" height="{_LINE - 6}"/>'
            f'<text x="{_LABELS + length + 6}" y="{top + 15}">{escape(self.chart.axis.said(value))}</text>'
        )


@frozen
class Chapter:
    """One chapter: the address of what it tells, its title, how deep it stands, its blocks."""

    address: str
    title: str
    level: int
    blocks: tuple[Block, ...] = field(default=())

    @property
    def anchor(self) -> str:
        """What links to the chapter name."""
        return _PLAIN.sub("-", self.address).strip("-")

    def markdown(self) -> str:
        head = f'<a id="{self.anchor}"></a>\n\n{"#" * self.level} {markdown_text(self.title)}\n'
        return "\n".join([head, *(block.markdown() for block in self.blocks)])

    def html(self) -> str:
        head = f'<h{self.level} id="{escape(self.anchor)}">{escape(self.title)}</h{self.level}>'
        return "\n".join([head, *(block.html() for block in self.blocks)])
