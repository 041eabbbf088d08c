"""Other sections on the page of a comparison: how many rows are others, and which cells of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dealerkit.report.difference_rows import SECTION_ROWS
from dealerkit.report.difference_sections import SectionImpact, SectionImpacts, section_name
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Block, Paragraph, Point, Points, Sheet
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.words import stated
from dealerkit.report.workings import in_cents

_NOT_COMPARED = Words("Not compared", "未比较")
_MISSED = Words("{section}: {why}", "{section}：{why}")
_ALIKE = Words("Alike under both policies: {sections}.", "两份政策下结果相同：{sections}。")
_SECTIONS = Words("Other sections", "其他部分")
_SECTION_ROWS = Words("Other sections: before and after", "其他部分：前后对照")
_IN_SECTION = Words("{section}: before and after", "{section}：前后对照")
_REST = Words("and {count} more: `--format csv` gives all of them", "另有 {count} 行：用 `--format csv` 可得全部")

_OF_SECTIONS = (
    Column("section", Words("section", "部分")),
    Column("same", Words("rows alike", "相同行"), Kind.INTEGER),
    Column("changed_rows", Words("changed", "变更行"), Kind.INTEGER),
    Column("old_rows", Words("only before", "仅原有"), Kind.INTEGER),
    Column("new_rows", Words("only after", "仅现有"), Kind.INTEGER),
    Column("old_figures", Words("key figures before", "原关键数字")),
    Column("new_figures", Words("key figures after", "现关键数字")),
)


def section_blocks(sections: SectionImpacts, lang: Language, shown: int) -> Iterator[Block]:
    """The part of the page about them: those that are alike in a line, the others with the cells that changed."""
    changed = [each for each in sections.compared if each.is_changed]
    told = changed if shown else sections.compared
    if told:
        yield Sheet(_summary(told, lang))
    for each in changed:
        title = Words(*(stated(_IN_SECTION, lang, section=each.name(lang)) for _ in range(2)))
        rows = _rows([each], lang, for_people=True)
        yield from sheet(Table(rows.name, title, rows.columns[1:], tuple(row[1:] for row in rows.rows)), shown, lang)
    alike = [each.name(lang) for each in sections.compared if not each.is_changed]
    if alike:
        yield Paragraph(stated(_ALIKE, lang, sections=("、" if lang == "zh" else ", ").join(alike)))
    if sections.not_compared:
        points = (
            Point(stated(_MISSED, lang, section=section_name(each.section, lang), why=each.why.said_in(lang)))
            for each in sections.not_compared
        )
        yield Points(_NOT_COMPARED.said_in(lang), tuple(points))


def section_tables(sections: SectionImpacts, lang: Language) -> tuple[Table, ...]:
    """How many rows of each section are others, and every cell that is."""
    return _summary(sections.compared, lang), _rows(sections.compared, lang, for_people=False)


def sections_json(sections: SectionImpacts, lang: Language) -> Json:
    """Every section that was compared."""
    return [
        {
            "section": each.section,
            "rows_alike": each.same,
            "rows_changed": each.changed,
            "rows_only_before": each.before,
            "rows_only_after": each.after,
            "figures_before": each.old.figures(lang),
            "figures_after": each.new.figures(lang),
            "rows": [
                dict(zip(_LINE, line, strict=True))
                for table in each.in_words(lang)
                for line in table.lines(lang, for_people=False)
            ],
        }
        for each in sections.compared
    ]


def not_compared_json(sections: SectionImpacts, rebates: Words | None, lang: Language) -> Json:
    """Every section that was not, and why; ``rebates`` is why they were not, if so."""
    missed = [("rebates", rebates)] if rebates is not None else []
    missed += [(each.section, each.why) for each in sections.not_compared]
    return [{"section": section, "why": why.said_in(lang)} for section, why in missed]


def sheet(table: Table, shown: int, lang: Language) -> Iterator[Block]:
    """A table on a page: its first rows, with a word of how many there are; empty columns are left out."""
    used = [number for number, _ in enumerate(table.columns) if any(row[number] is not None for row in table.rows)]
    if not table.rows:
        return
    rows = table.rows[:shown] if shown else table.rows
    columns = tuple(table.columns[number] for number in used)
    cells = tuple(tuple(row[number] for number in used) for row in rows)
    yield Sheet(in_cents(Table(table.name, table.title, columns, cells)))
    if len(rows) < len(table.rows):
        yield Paragraph(stated(_REST, lang, count=f"{len(table.rows) - len(rows):,}"))


_LINE = tuple(each.name for each in SECTION_ROWS[1:])


def _summary(sections: Sequence[SectionImpact], lang: Language) -> Table:
    cells: tuple[tuple[Cell, ...], ...] = tuple(
        (
            *(each.name(lang), each.same, each.changed, each.before, each.after),
            *(each.old.figures(lang), each.new.figures(lang)),
        )
        for each in sections
    )
    return Table("sections", _SECTIONS, _OF_SECTIONS, cells)


def _rows(sections: Sequence[SectionImpact], lang: Language, *, for_people: bool) -> Table:
    rows = tuple(
        (each.name(lang) if for_people else each.section, *line)
        for each in sections
        for table in each.in_words(lang)
        for line in table.lines(lang, for_people=for_people)
    )
    return Table("section_rows", _SECTION_ROWS, SECTION_ROWS, rows)
