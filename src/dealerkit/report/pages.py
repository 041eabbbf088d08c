"""Pages: what people read of a result, as blocks that a terminal, Markdown and HTML each lay out.

A block knows how it looks in each of them, so that a report is put together once for all three.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Protocol

from attrs import frozen

from dealerkit.report import layouts
from dealerkit.report.diagnostics import display_width, printable
from dealerkit.report.languages import Language
from dealerkit.report.tables import Table

_WIDEST_POINT = 88


class Block(Protocol):
    """A part of a page."""

    def text(self, lang: Language) -> str:
        """For a terminal; ends its last line."""
        ...

    def markdown(self, lang: Language) -> str:
        """As Markdown; ends its last line."""
        ...

    def html(self, lang: Language) -> str:
        """As HTML."""
        ...


@frozen
class Heading:
    """A heading of a part."""

    words: str

    def text(self, lang: Language) -> str:
        return f"{printable(self.words)}\n"

    def markdown(self, lang: Language) -> str:
        return f"## {layouts.markdown_text(self.words)}\n"

    def html(self, lang: Language) -> str:
        return f"<h2>{escape(self.words)}</h2>"


@frozen
class Paragraph:
    """Sentences; those on lines of their own stay on them."""

    words: str

    def text(self, lang: Language) -> str:
        return "".join(f"{printable(line)}\n" for line in self.words.split("\n"))

    def markdown(self, lang: Language) -> str:
        return "  \n".join(layouts.markdown_text(line) for line in self.words.split("\n")) + "\n"

    def html(self, lang: Language) -> str:
        return f"<p>{'<br>'.join(escape(line) for line in self.words.split(chr(10)))}</p>"


@frozen
class Point:
    """One point of a list, and where it is written."""

    words: str
    place: str = ""


@frozen
class Points:
    """A list under a line of its own, places aligned behind it."""

    title: str
    points: tuple[Point, ...]

    def text(self, lang: Language) -> str:
        lines = [printable(self.title)] if self.title else []
        shown = [(printable(each.words), printable(each.place)) for each in self.points]
        widths = [display_width(words) for words, place in shown if place]
        column = max((width for width in widths if width <= _WIDEST_POINT), default=0)
        for words, place in shown:
            room = " " * max(column - display_width(words), 0) if place else ""
            lines.append(f"  {words}{room}  {place}".rstrip())
        return "\n".join(lines) + "\n"

    def markdown(self, lang: Language) -> str:
        lines = [f"### {layouts.markdown_text(self.title)}", ""] if self.title else []
        for each in self.points:
            place = f" `{each.place}`" if each.place else ""
            lines.append(f"- {layouts.markdown_text(each.words)}{place}")
        return "\n".join(lines) + "\n"

    def html(self, lang: Language) -> str:
        title = f"<h3>{escape(self.title)}</h3>\n" if self.title else ""
        items = (
            f"<li>{escape(each.words)}{f' <code>{escape(each.place)}</code>' if each.place else ''}</li>"
            for each in self.points
        )
        return f"{title}<ul>\n" + "\n".join(items) + "\n</ul>"


@frozen
class Sheet:
    """A table under its title."""

    table: Table

    def text(self, lang: Language) -> str:
        return layouts.text_table(self.table, lang)

    def markdown(self, lang: Language) -> str:
        return layouts.markdown_table(self.table, lang)

    def html(self, lang: Language) -> str:
        return layouts.html_table(self.table, lang)


@frozen
class Page:
    """A title and what stands under it."""

    title: str
    blocks: Sequence[Block]

    def text(self, lang: Language) -> str:
        """For a terminal."""
        return "\n".join([f"{printable(self.title)}\n", *(block.text(lang) for block in self.blocks)])

    def markdown(self, lang: Language) -> str:
        """As a Markdown document."""
        title = f"# {layouts.markdown_text(self.title)}\n"
        return "\n".join([title, *(block.markdown(lang) for block in self.blocks)])

    def html(self, lang: Language) -> str:
        """As a page that needs no other file and prints well."""
        return layouts.html_document(self.title, "\n".join(block.html(lang) for block in self.blocks), lang)
