"""What all charts share: a name, a title, how figures on an axis are written, and standing on a page as text."""

from __future__ import annotations

from html import escape
from typing import Protocol

from attrs import frozen

from dealerkit.report import layouts
from dealerkit.report.diagnostics import display_width, printable
from dealerkit.report.languages import Language
from dealerkit.report.messages.wording import percent
from dealerkit.report.tables import Kind
from dealerkit.report.workings import figure, money
from dealerkit.values.numbers import Number

WIDEST_LABEL = 36
"""Columns of a label at most; longer ones are cut."""

LONGEST_BAR = 40
"""Columns of the longest bar."""


class Chart(Protocol):
    """A picture: ``name`` is the stem of its file."""

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    def text(self, lang: Language) -> str: ...

    def markdown(self, lang: Language) -> str: ...

    def html(self, lang: Language) -> str: ...

    def lines(self) -> tuple[str, ...]:
        """The bars as lines of text, without the title."""
        ...


@frozen
class Axis:
    """What stands along an axis, and how its figures are written: money with its cents, a base without."""

    words: str
    kind: Kind = Kind.MONEY

    def said(self, number: Number) -> str:
        """A figure of this axis for people."""
        if self.kind is Kind.RATE:
            return percent(number)
        return money(number) if self.kind is Kind.MONEY else figure(number)


@frozen(kw_only=True)
class Drawn:
    """A chart as a block of a page: its lines under its title."""

    name: str
    title: str

    def lines(self) -> tuple[str, ...]:
        """The bars as lines of text; each kind of chart has its own."""
        raise NotImplementedError

    def text(self, lang: Language) -> str:
        """For a terminal."""
        del lang
        return "".join(f"{line}\n" for line in (printable(self.title), *self.lines()))

    def markdown(self, lang: Language) -> str:
        """As Markdown: the bars in a block that keeps its columns."""
        del lang
        body = "".join(f"{line}\n" for line in self.lines())
        return f"### {layouts.markdown_text(self.title)}\n\n```text\n{body}```\n"

    def html(self, lang: Language) -> str:
        """As HTML."""
        del lang
        return f"<h2>{escape(self.title)}</h2>\n<pre>{escape(chr(10).join(self.lines()))}</pre>"


def left(text: str, width: int) -> str:
    """``text`` with blanks behind it, by the columns it takes; Chinese characters take two."""
    return text + " " * (width - display_width(text))


def right(text: str, width: int) -> str:
    """``text`` with blanks before it."""
    return " " * (width - display_width(text)) + text


def label(text: str) -> str:
    """A label, cut where it is too long for a line."""
    shown = printable(text)
    if display_width(shown) <= WIDEST_LABEL:
        return shown
    while display_width(shown) > WIDEST_LABEL - 1:
        shown = shown[:-1]
    return f"{shown}…"


def width_of(texts: list[str]) -> int:
    """The columns of the widest of them."""
    return max((display_width(each) for each in texts), default=0)
