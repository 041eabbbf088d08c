"""Decisions of a room as people read them: one table a part, and every step behind a row that is asked about."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, field, frozen

from dealerkit.contracts.judged import Judged, Judgements
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.problems import Arg, Problem
from dealerkit.report.findings import Json, arg_json, location_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import PHRASEBOOKS, step
from dealerkit.report.messages.wording import percent
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places
from dealerkit.report.reports import Report, document_head
from dealerkit.report.tables import Cell, Column, Table
from dealerkit.report.words import stated
from dealerkit.report.workings import in_cents
from dealerkit.values.exact import simplest
from dealerkit.values.rounding import CENTS

_HEAD = Words(
    "As of {as_of}, revision {revision}. {counts}.",
    "截至 {as_of}，版本 {revision}。{counts}。",
)
_COUNTS = Words(
    "{granted} in order, {refused} not, {undetermined} cannot be told yet",
    "合规 {granted} 项，不合规 {refused} 项，尚不能确定 {undetermined} 项",
)
_NOTHING = Words("Nothing is to be told.", "没有可列出的内容。")
_SOME = Words(
    "{title}: {count} rows, of which {shown} that are not in order are shown; all of them with `--out` or `--format`",
    "{title}：共 {count} 行，这里列出不合规的 {shown} 行；全部请用 `--out` 或 `--format`",
)
_MOST_ROWS = 50
_MOST_TOLD = 10
_ITEM = Words("{subject}, {name}", "{subject}，{name}")

_ENDLESS = re.compile(r"(-?\d+)/(\d+)(%?)")
_SHARES = frozenset({"share", "dependence", "clearly", "outlets", "margin_share"})
"""Arguments of steps that are rates, and are shown as such."""

OUTCOME = Column("outcome", Words("outcome", "结果"))
CODE = Column("code", Words("code", "代码"))
CUSTOMER = Column("customer", Words("customer", "客户"))
NAME = Column("customer_name", Words("name", "名称"))
MISSING = Column("missing", Words("not known", "缺少"))

OUTCOMES: Mapping[Outcome, Words] = {
    Outcome.GRANTED: Words("in order", "合规"),
    Outcome.REFUSED: Words("not in order", "不合规"),
    Outcome.UNDETERMINED: Words("cannot be told", "不能确定"),
}


@frozen(kw_only=True)
class Part:
    """How the rows of one part are shown: its title, what the subject is called, figures by their name."""

    name: str
    title: Words
    subject: Column
    columns: tuple[Column, ...]
    outcomes: Mapping[Outcome, Words] = OUTCOMES
    parts: frozenset[str] | None = None
    """The parts of rows that belong to it; all of them if None."""
    is_long: bool = False
    """Whether a screen leaves out rows that are in order where there are many."""

    def takes(self, row: Judged) -> bool:
        """Whether a row belongs to it."""
        return self.parts is None or row.part in self.parts


@frozen(kw_only=True)
class Room:
    """How one room is shown: its name in files, its title, its parts, and how its rows are counted."""

    name: str
    title: Words
    parts: tuple[Part, ...]
    counts: Words = _COUNTS
    tells: frozenset[str] = frozenset()
    """Parts of which the first rows that are not in order are told step by step on a screen, too."""
    words: Mapping[str, Words] = field(factory=dict)
    """What single values are called, where they are words of ours."""


@frozen(eq=False)
class JudgementsReport:
    """What a room decided, about one contract if so asked."""

    room: Room
    run: Judgements
    places: Places
    contract: str = ""
    told: bool = False
    """Whether every row is told step by step on a screen."""
    rows: tuple[Judged, ...] = field(init=False)

    @rows.default
    def _asked(self) -> tuple[Judged, ...]:
        return self.run.about(self.contract)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings, whatever is asked about."""
        return self.run.problems

    def figures(self, lang: Language) -> str:
        """How many are in order, not in order, and cannot be told."""
        count = Counter(each.decision.outcome for each in self.rows)
        numbers = {outcome.value: count[outcome] for outcome in Outcome}
        return stated(self.room.counts, lang, count=len(self.rows), **numbers)

    def report(self) -> Report:
        """The report."""
        return Report(
            self.room.name,
            lambda lang: self._page(lang, is_whole=False),
            lambda lang: self._page(lang, is_whole=True),
            self._tables,
            self._document,
        )

    def _page(self, lang: Language, *, is_whole: bool) -> Page:
        header = self.run.policy.header
        counts = self.figures(lang)
        head = stated(_HEAD, lang, as_of=self.run.as_of, revision=header.revision, counts=counts)
        blocks: list[Block] = [Paragraph(head if self.rows else _NOTHING.said_in(lang))]
        for part in self.room.parts:
            rows = self._of(part)
            shown = rows if is_whole else _fitting(part, rows)
            if len(shown) < len(rows):
                blocks.append(Paragraph(_left_out(part, len(shown), len(rows), lang)))
            if shown:
                blocks.append(Sheet(in_cents(_without_empty(self._table(part, shown, lang)))))
        told = self.rows if is_whole or self.told or self.contract else self._open()
        blocks += [self._story(each, lang) for each in told if each.decision.reasons]
        return Page(stated(self.room.title, lang, policy=header.title or header.name), blocks)

    def _open(self) -> tuple[Judged, ...]:
        """The first rows of the parts that a screen tells, of those that are not in order."""
        rows = (row for row in self.rows if row.part in self.room.tells)
        return tuple(row for row in rows if row.decision.outcome is not Outcome.GRANTED)[:_MOST_TOLD]

    def _story(self, row: Judged, lang: Language) -> Points:
        name = self.run.names.get(row.customer) or row.customer
        title = stated(_ITEM, lang, subject=row.subject, name=name) if name else row.subject
        points = (Point(step(_readable(each), lang), self.places.of(each.rule.at)) for each in row.decision.reasons)
        return Points(title, tuple(points))

    def _of(self, part: Part) -> tuple[Judged, ...]:
        return tuple(each for each in self.rows if part.takes(each))

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        return tuple(self._table(part, self._of(part), lang) for part in self.room.parts)

    def _table(self, part: Part, rows: Sequence[Judged], lang: Language) -> Table:
        columns = (part.subject, CUSTOMER, NAME, OUTCOME, CODE, *part.columns, MISSING)
        return Table(part.name, part.title, columns, tuple(self._cells(part, row, lang) for row in rows))

    def _cells(self, part: Part, row: Judged, lang: Language) -> tuple[Cell, ...]:
        decision = row.decision
        outcome = part.outcomes[decision.outcome].said_in(lang)
        figures = (_cell(decision, column, lang, self.room.words) for column in part.columns)
        missing = _joined(decision.missing, lang)
        name = self.run.names.get(row.customer) or None
        return (row.subject, row.customer or None, name, outcome, decision.code or None, *figures, missing)

    def _document(self, lang: Language) -> dict[str, Json]:
        return {
            **document_head(self.run.policy, self.run.as_of),
            "decisions": [self.json(each, lang) for each in self.rows],
        }

    def json(self, row: Judged, lang: Language) -> dict[str, Json]:
        """One decision as JSON, with its reasons."""
        decision = row.decision
        return {
            "subject": row.subject,
            "part": row.part,
            "contract": row.contract,
            "customer": row.customer,
            "customer_name": self.run.names.get(row.customer, ""),
            "outcome": decision.outcome.value,
            "code": decision.code,
            "missing": [*decision.missing],
            "at": location_json(row.at),
            **{name: _json(value) for name, value in decision.values},
            "reasons": [
                {
                    "step": each.step,
                    "rule": each.rule.address,
                    "at": location_json(each.rule.at),
                    "said": step(each, lang),
                }
                for each in decision.reasons
            ],
        }


def _fitting(part: Part, rows: Sequence[Judged]) -> Sequence[Judged]:
    """What of a part fits a screen: everything, or the first rows that are not in order where there are many."""
    if not part.is_long or len(rows) <= _MOST_ROWS:
        return rows
    return tuple(row for row in rows if row.decision.outcome is not Outcome.GRANTED)[:_MOST_ROWS]


def _left_out(part: Part, shown: int, count: int, lang: Language) -> str:
    title = part.title.said_in(lang)
    return stated(_SOME, lang, title=title, shown=f"{shown:,}", count=f"{count:,}")


def _cell(decision: Decision, column: Column, lang: Language, words: Mapping[str, Words]) -> Cell:
    value = decision.value(column.name)
    if value in ("", ()):
        return None
    if isinstance(value, tuple):
        return _joined(value, lang)
    if isinstance(value, str):
        known = words.get(value)
        return known.said_in(lang) if known is not None else PHRASEBOOKS[lang].terms.get(value, value)
    return simplest(value) if isinstance(value, Fraction) else value


def _readable(reason: Reason) -> Reason:
    """The reason with its amounts in cents: an average cost may be a fraction that never ends."""
    return evolve(reason, args=tuple((name, _in_cents(name, value)) for name, value in reason.args))


def _in_cents(name: str, value: Arg) -> Arg:
    if isinstance(value, tuple):
        return tuple(_ENDLESS.sub(_rounded, each) for each in value)
    if not isinstance(value, Fraction) or name in _SHARES:
        return value
    exact = simplest(value)
    return exact if isinstance(exact, Decimal) else CENTS.apply(value)


def _rounded(found: re.Match[str]) -> str:
    """A fraction that a decision table looked at, as people read it: ``80/57%`` is 1.40%."""
    value = Fraction(int(found[1]), int(found[2]))
    return percent(value / 100) if found[3] else f"{CENTS.apply(value):f}"


def _joined(words: Iterable[str], lang: Language) -> str | None:
    found = ("、" if lang == "zh" else ", ").join(words)
    return found or None


def _json(value: Arg) -> Json:
    return arg_json(simplest(value)) if isinstance(value, Fraction) else arg_json(value)


def _without_empty(table: Table) -> Table:
    """The table for people, without the columns in which no row says anything."""
    kept = [
        place
        for place, column in enumerate(table.columns)
        if place == 0
        or (any(row[place] is not None for row in table.rows) and not all(row[place] == row[0] for row in table.rows))
    ]
    columns = tuple(table.columns[place] for place in kept)
    rows = tuple(tuple(row[place] for place in kept) for row in table.rows)
    return Table(table.name, table.title, columns, rows)
