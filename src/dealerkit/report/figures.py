"""Figures as people read them: one row a subject, one column a figure, and what each figure looks at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import cast

from attrs import evolve, frozen

from dealerkit.book import Book
from dealerkit.policy.types import DATE, Missing, Value
from dealerkit.report.findings import Json, location_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Block, Page, Paragraph, Sheet
from dealerkit.report.reports import Report, document_head
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.views import View
from dealerkit.report.words import NAME, WHY, stated
from dealerkit.scoring.figures.answers import Absence, Figures
from dealerkit.scoring.figures.figure import Reckoned
from dealerkit.scoring.figures.tables import COMPANY
from dealerkit.scoring.population import name_of
from dealerkit.values.ranges import DateRange

SHOWN, ABREAST = 20, 6
"""Rows and figures of a table on a screen."""

_TITLE = Words("Figures: {policy}", "指标：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}, amounts in {currency}. {count} figures.",
    "截至 {as_of}，版本 {revision}，金额币种 {currency}。共 {count} 个指标。",
)
_KEY = Words("{count} figures of {subjects} subjects", "{count} 个指标，{subjects} 个对象")
_DEFINED = Words("What the figures look at", "指标说明")
_OF_KIND = Words("Figures of each {kind}", "各{kind}的指标")
_REST = Words("and {count} more: `--format csv` gives all of them", "另有 {count} 行：用 `--format csv` 可得全部")

_FIGURE = Column("figure", Words("figure", "指标"))
_TITLE_OF = Column("title", Words("called", "名称"))
_OF = Column("of", Words("of", "对象类别"))
_FROM = Column("from", Words("from", "起"), Kind.DATE)
_TO = Column("to", Words("to", "止"), Kind.DATE)
_AGAINST = Column("base", Words("against", "基期指标"))
_BASE_FROM = Column("base_from", Words("base from", "基期起"), Kind.DATE)
_BASE_TO = Column("base_to", Words("base to", "基期止"), Kind.DATE)
_COMPARED = Column("compared", Words("comparison", "比较方式"))
_SUBJECT = Column("subject", Words("code", "编码"))
_OF_DEFINITIONS = (_FIGURE, _TITLE_OF, _OF, _FROM, _TO, _AGAINST, _COMPARED, _BASE_FROM, _BASE_TO, WHY)

_KINDS = {
    "customer": "客户",
    "outlet": "门店",
    "product": "产品",
    "employee": "员工",
    "group": "客户组",
    "territory": "区域",
    "contract": "合同",
    "department": "部门",
    COMPANY: "公司",
    "campaign": "活动",
    "invoice": "发票",
    "warehouse": "仓库",
}
_COMPARISONS = {
    "year-on-year": Words("year-on-year", "同比"),
    "period-on-period": Words("period-on-period", "环比"),
}


@frozen(eq=False)
class FigureReport:
    """The figures of everybody, kind by kind."""

    figures: Figures
    book: Book

    def report(self) -> Report:
        """The report."""
        return Report(
            "figures",
            lambda lang: self._page(lang, SHOWN),
            lambda lang: self._page(lang, 0),
            lambda lang: (self._definitions(lang), *(self._table(kind, each) for kind, each in self._by_kind())),
            self.document,
        )

    def counts(self) -> tuple[int, int]:
        """How many figures, and of how many subjects."""
        kinds = [kind for kind, _ in self._by_kind()]
        return len(self.figures.definitions), sum(len(self.figures.subjects(kind)) for kind in kinds)

    def _by_kind(self) -> Iterator[tuple[str, tuple[Reckoned, ...]]]:
        every = self.figures.definitions.values()
        for kind in dict.fromkeys(each.of for each in every):
            yield kind, tuple(each for each in every if each.of == kind)

    def _page(self, lang: Language, shown: int) -> Page:
        header = self.figures.policy.header
        head = stated(
            _HEAD,
            lang,
            as_of=self.figures.as_of,
            revision=header.revision,
            currency=header.currency,
            count=len(self.figures.definitions),
        )
        blocks: list[Block] = [Paragraph(head), Sheet(self._definitions(lang))]
        for kind, every in self._by_kind():
            for start in range(0, len(every), ABREAST):
                table = self._table(kind, every[start : start + ABREAST])
                rest = len(table.rows) - shown if shown else 0
                blocks.append(Sheet(evolve(table, rows=table.rows[:shown] if rest > 0 else table.rows)))
                if rest > 0:
                    blocks.append(Paragraph(stated(_REST, lang, count=f"{rest:,}")))
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _definitions(self, lang: Language) -> Table:
        rows = tuple(self._definition(each, lang) for each in self.figures.definitions.values())
        return Table("figure_definitions", _DEFINED, _OF_DEFINITIONS, rows)

    def _definition(self, each: Reckoned, lang: Language) -> tuple[Cell, ...]:
        window, base = self.figures.window(each.id), self.figures.base(each.id)
        behind = base[1] if base is not None else None
        compared = _COMPARISONS.get(each.figure.compared or "")
        return (
            each.id,
            each.figure.title,
            _kind(each.of).said_in(lang),
            *_ends(window),
            base[0] if base is not None else None,
            compared.said_in(lang) if compared is not None else None,
            *_ends(behind),
            each.rule.address,
        )

    def _table(self, kind: str, figures: Sequence[Reckoned]) -> Table:
        named = () if kind == COMPANY else (_SUBJECT, NAME)
        columns = tuple(Column(each.id, Words(each.title, each.title), _cells_of(each)) for each in figures)
        rows = tuple(
            (*((subject, self._name(kind, subject)) if named else ()), *(self._cell(each, subject) for each in figures))
            for subject in self.figures.subjects(kind)
        )
        words = _kind(kind)
        title = Words(_OF_KIND.en.format(kind=words.en), _OF_KIND.zh.format(kind=words.zh))
        return Table(f"figures_{kind}", title, (*named, *columns), rows)

    def _name(self, kind: str, subject: str) -> str | None:
        return name_of(self.book, kind, subject, self.figures.as_of) or None

    def _cell(self, each: Reckoned, subject: str) -> Cell:
        value = self.figures.value(each.id, subject)
        return None if isinstance(value, Missing) else _told(value)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON: each figure with its window, and everybody's value or why it is missing."""
        return {
            **document_head(self.figures.policy, self.figures.as_of),
            "figures": [self._json(each, lang) for each in self.figures.definitions.values()],
        }

    def _json(self, each: Reckoned, lang: Language) -> dict[str, Json]:
        del lang
        window, base = self.figures.window(each.id), self.figures.base(each.id)
        values: dict[str, Json] = {}
        missing: dict[str, Json] = {}
        for subject in self.figures.subjects(each.of):
            found = self.figures.found(each.id, subject)
            if isinstance(found, Absence):
                missing[subject] = {"why": found.why.value, "facts": [*found.facts]}
            else:
                values[subject] = cell_for_programs(_told(found))
        return {
            "id": each.id,
            "title": each.title,
            "of": each.of,
            "rule": each.rule.address,
            "at": location_json(each.rule.at),
            "window": _range_json(window),
            "base": None if base is None else {"figure": base[0], "window": _range_json(base[1])},
            "compared": each.figure.compared or "",
            "values": values,
            "missing": missing,
        }


def figures_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of the figures."""
    del files
    figures = cast("Figures", result)
    found = FigureReport(figures, book)

    def key(lang: Language) -> str:
        count, subjects = found.counts()
        return stated(_KEY, lang, count=count, subjects=f"{subjects:,}")

    return View(found.report(), key, figures.problems)


def _kind(kind: str) -> Words:
    return Words(kind, _KINDS.get(kind, kind))


def _cells_of(figure: Reckoned) -> Kind:
    if figure.type == DATE:
        return Kind.DATE
    return Kind.RATE if figure.type.unit == "share" else Kind.MONEY


def _ends(window: DateRange | None) -> tuple[Cell, Cell]:
    return (None, None) if window is None else (window.start, window.end)


def _range_json(window: DateRange | None) -> Json:
    if window is None:
        return None
    return {
        "from": None if window.start is None else window.start.isoformat(),
        "to": None if window.end is None else window.end.isoformat(),
    }


def _told(value: Value) -> Cell:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (tuple, frozenset)):
        return ", ".join(sorted(value))
    if isinstance(value, (Decimal, Fraction)):
        return value
    return value
