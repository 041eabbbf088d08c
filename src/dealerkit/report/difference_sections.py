"""Everything but rebates under two policies: which rows of which results are others, and what was not compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from attrs import frozen

from dealerkit.assembly.evaluating import Evaluated
from dealerkit.book import Book
from dealerkit.report.domains import NAMES
from dealerkit.report.languages import Language, Words
from dealerkit.report.overview import VIEWS
from dealerkit.report.tables import Cell, Table
from dealerkit.report.views import View
from dealerkit.report.words import WRITTEN_IN

_QUESTIONS = Words("it answers single questions; nothing follows from a book alone", "只回答单个问题，单凭账册没有结果")
_ONE_ONLY = Words("only one of the two policies has it", "只有一份政策有此部分")
_LACKS = Words("the book lacks the table it is about", "账册没有所需的表")
_PLACE = WRITTEN_IN.heading.en
"""The heading of columns that say where something is written: another line is no other result."""


@frozen(eq=False)
class SectionImpact:
    """One section's, or room's, result under both policies: rows of its tables, and its key figures."""

    section: str
    same: int
    before: int
    """Rows that only the old policy gives."""
    after: int
    """Rows that only the new policy gives."""
    old: View
    new: View

    @property
    def is_changed(self) -> bool:
        """Whether anything of the result is another one."""
        return bool(self.before or self.after)

    def name(self, lang: Language) -> str:
        """What the section is called."""
        return section_name(self.section, lang)


@frozen
class NotCompared:
    """A section that was not compared, and why."""

    section: str
    why: Words


@frozen(eq=False)
class SectionImpacts:
    """All of them."""

    compared: tuple[SectionImpact, ...]
    not_compared: tuple[NotCompared, ...]


def section_impacts(old: Sequence[Evaluated], new: Sequence[Evaluated], one: Book, other: Book) -> SectionImpacts:
    """Each section's result under both policies; ``one`` and ``other`` are the book as each of them was asked of it."""
    befores, afters = ({each.section: each for each in found} for found in (old, new))
    compared: list[SectionImpact] = []
    missed: list[NotCompared] = []
    for section in dict.fromkeys((*afters, *befores)):
        before, after = befores.get(section), afters.get(section)
        if before is None or after is None:
            missed.append(NotCompared(section, _ONE_ONLY))
        elif before.problems or after.problems:
            missed.append(NotCompared(section, _LACKS))
        elif before.result is None or after.result is None or section not in VIEWS:
            missed.append(NotCompared(section, _QUESTIONS))
        else:
            views = VIEWS[section](before.result, one, ()), VIEWS[section](after.result, other, ())
            compared.append(_compared(section, *views))
    return SectionImpacts(tuple(compared), tuple(missed))


def section_name(section: str, lang: Language) -> str:
    """What a section is called."""
    return NAMES.get(section, Words(section, section)).said_in(lang)


def _compared(section: str, old: View, new: View) -> SectionImpact:
    before, after = (Counter(_rows(view.report.tables("en"))) for view in (old, new))
    return SectionImpact(
        section, (before & after).total(), (before - after).total(), (after - before).total(), old, new
    )


def _rows(tables: Sequence[Table]) -> Iterator[tuple[str, tuple[Cell, ...]]]:
    for table in tables:
        kept = [number for number, column in enumerate(table.columns) if column.heading.en != _PLACE]
        for row in table.rows:
            yield table.name, tuple(row[number] for number in kept)
