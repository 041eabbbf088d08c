"""One shape of report for prospects, access, contacts, receptions, key accounts and satisfaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from attrs import evolve, frozen

from dealerkit.decisions import Decision
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem
from dealerkit.report.findings import Json, arg_json, location_json, problem_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places
from dealerkit.report.reports import Report, document_head
from dealerkit.report.tables import Cell, Table, cell_for_programs
from dealerkit.report.words import stated

_MORE = Words(
    "and {count} more; all of them with `--out` or `--format csv`",
    "另有 {count} 行；用 `--out` 或 `--format csv` 可看全部",
)


@frozen(eq=False)
class Part:
    """A table of a report; ``is_long`` where it is only shown in files, ``most`` the rows that a screen shows."""

    table: Table
    is_long: bool = False
    most: int = 0

    def blocks(self, lang: Language, *, is_whole: bool) -> Iterator[Block]:
        """The table, cut to what fits a screen where it is not wanted whole."""
        rows = self.table.rows
        if not rows or (self.is_long and not is_whole):
            return
        if is_whole or not self.most or len(rows) <= self.most:
            yield Sheet(self.table)
            return
        yield Sheet(evolve(self.table, rows=rows[: self.most]))
        yield Paragraph(stated(_MORE, lang, count=f"{len(rows) - self.most:,}"))


@frozen(eq=False)
class RoomReport:
    """What one room has to say: a sentence, tables, and decisions with their reasons.

    ``parts`` makes the tables in a language; None asks for codes in place of words, as programs read them.
    """

    name: str
    title: Words
    policy: Policy
    as_of: date
    head: Callable[[Language], str]
    parts: Callable[[Language | None], Sequence[Part]]
    places: Places
    stories: Sequence[tuple[Words, Decision]] = ()
    problems: tuple[Problem, ...] = ()

    def report(self) -> Report:
        """The report."""
        return Report(
            self.name,
            lambda lang: self._page(lang, is_whole=False),
            lambda lang: self._page(lang, is_whole=True),
            lambda lang: tuple(each.table for each in self.parts(lang)),
            self.document,
        )

    def _page(self, lang: Language, *, is_whole: bool) -> Page:
        header = self.policy.header
        blocks: list[Block] = [Paragraph(self.head(lang))]
        for each in self.parts(lang):
            blocks.extend(each.blocks(lang, is_whole=is_whole))
        blocks += [self._story(title, decision, lang) for title, decision in self.stories]
        return Page(stated(self.title, lang, policy=header.title or header.name), blocks)

    def _story(self, title: Words, decision: Decision, lang: Language) -> Points:
        reasons = (*decision.reasons, *(() if decision.reasons else decision.tried))
        return Points(
            title.said_in(lang), tuple(Point(step(each, lang), self.places.of(each.rule.at)) for each in reasons)
        )

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON: tables by name, decisions with their reasons, findings."""
        return {
            **document_head(self.policy, self.as_of),
            **{each.table.name: [*rows_json(each.table)] for each in self.parts(None)},
            **({"decisions": [decision_json(each, lang) for _, each in self.stories]} if self.stories else {}),
            "problems": [problem_json(each, lang) for each in self.problems],
        }


def said_in(lang: Language | None) -> Callable[[Words, str], str]:
    """How words of a cell are said: the word in a language, or the code where programs read it."""
    return lambda words, code: code if lang is None else words.said_in(lang)


def rows_json(table: Table) -> list[Json]:
    """A table's rows as JSON, by the names of its columns."""
    return [{column.name: _json(cell) for column, cell in zip(table.columns, row, strict=True)} for row in table.rows]


def decision_json(decision: Decision, lang: Language) -> Json:
    """A decision as JSON: outcome, figures, reasons with their rules, what was tried, what is missing."""
    return {
        "outcome": decision.outcome.value,
        "code": decision.code,
        "amount": None if decision.amount is None else f"{decision.amount:f}",
        "figures": {name: arg_json(value) for name, value in decision.values},
        "missing": [*decision.missing],
        "reasons": [
            {"step": each.step, "rule": each.rule.address, "at": location_json(each.rule.at), "said": step(each, lang)}
            for each in decision.reasons
        ],
        "tried": [{"step": each.step, "rule": each.rule.address, "said": step(each, lang)} for each in decision.tried],
    }


def _json(cell: Cell) -> Json:
    return cell if cell is None or isinstance(cell, int | str) else cell_for_programs(cell)
