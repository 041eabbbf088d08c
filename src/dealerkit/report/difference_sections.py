"""Everything but rebates under two policies: which rows of which results are others, and what was not compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attrs import field, frozen

from dealerkit.assembly.evaluating import Evaluated
from dealerkit.book import Book
from dealerkit.report.difference_rows import PairedTable, paired_tables
from dealerkit.report.domains import NAMES
from dealerkit.report.languages import Language, Words
from dealerkit.report.overview import VIEWS
from dealerkit.report.views import View

_QUESTIONS = Words("it answers single questions; nothing follows from a book alone", "只回答单个问题，单凭账册没有结果")
_ONE_ONLY = Words("only one of the two policies has it", "只有一份政策有此部分")
_LACKS = Words("the book lacks the table it is about", "账册没有所需的表")


@frozen(eq=False)
class SectionImpact:
    """One section's, or room's, result under both policies: rows of its tables, and its key figures."""

    section: str
    old: View
    new: View
    paired: tuple[PairedTable, ...] = field(repr=False)
    names: Mapping[str, str] = field(factory=dict, repr=False)
    """Addresses of definitions that the new policy has renamed."""

    @property
    def same(self) -> int:
        """Rows that are alike."""
        return sum(each.same for each in self.paired)

    @property
    def changed(self) -> int:
        """Rows that both policies give, with another result."""
        return sum(each.count(before=True, after=True) for each in self.paired)

    @property
    def before(self) -> int:
        """Rows that only the old policy gives."""
        return sum(each.count(before=True, after=False) for each in self.paired)

    @property
    def after(self) -> int:
        """Rows that only the new policy gives."""
        return sum(each.count(before=False, after=True) for each in self.paired)

    @property
    def is_changed(self) -> bool:
        """Whether anything of the result is another one."""
        return any(each.pairs for each in self.paired)

    def in_words(self, lang: Language) -> tuple[PairedTable, ...]:
        """The rows in a language: results hold words."""
        return self.paired if lang == "en" else _paired(self.old, self.new, lang, self.names)

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


def section_impacts(
    old: Sequence[Evaluated], new: Sequence[Evaluated], one: Book, other: Book, names: Mapping[str, str]
) -> SectionImpacts:
    """Each section's result under both policies; ``one`` and ``other`` are the book as each of them was asked of it.

    ``names`` are addresses of definitions that the new policy has renamed.
    """
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
            paired = _paired(*views, "en", names)
            compared.append(SectionImpact(section, *views, paired, names))
    return SectionImpacts(tuple(compared), tuple(missed))


def section_name(section: str, lang: Language) -> str:
    """What a section is called."""
    return NAMES.get(section, Words(section, section)).said_in(lang)


def _paired(old: View, new: View, lang: Language, names: Mapping[str, str]) -> tuple[PairedTable, ...]:
    return paired_tables(old.report.tables(lang), new.report.tables(lang), names)
