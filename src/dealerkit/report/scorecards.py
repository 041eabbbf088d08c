"""Scores and grades as people read them: who has which grade, by which items, since when, and every step of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import cast

from attrs import evolve, frozen

from dealerkit.book import Book
from dealerkit.decisions import Reason
from dealerkit.problems import Arg
from dealerkit.report.class_changes import grade_changes
from dealerkit.report.classes_json import change_json
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step
from dealerkit.report.messages.wording import figure
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places, shortest
from dealerkit.report.reports import Report, document_head
from dealerkit.report.scorecards_json import score_json
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.views import View
from dealerkit.report.words import MISSING, NAME, NOT_KNOWN, WHY, stated
from dealerkit.scoring.changes import Change
from dealerkit.scoring.scorecards.history import GradeHistory, Move
from dealerkit.scoring.scorecards.run import CardRun, ScorecardRun
from dealerkit.scoring.scorecards.scored import ItemScore, Scored, told

SHOWN = 20
"""Rows of a table on a screen."""

_TITLE = Words("Scorecards: {policy}", "评分：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}. {count} scored by {cards} scorecards, {open} without a grade.",
    "截至 {as_of}，版本 {revision}。{cards} 张评分卡，评分 {count} 个，无等级 {open} 个。",
)
_KEY = Words("{count} scored, {open} without a grade", "评分 {count} 个，无等级 {open} 个")
_GRADES = Words("Grades", "各等级")
_SCORES = Words("Scores", "得分")
_ITEMS = Words("Items", "各项得分")
_HISTORY = Words("Grades over time", "历次等级")
_STORY = Words("{card}, {name}: {grade}", "{card}，{name}：{grade}")
_OPEN_GATES = Words("Changes nothing", "不影响结果")
_NO_CHANGES = Words("Nobody changed grade since {since}.", "自 {since} 以来没有等级变动。")
_REST = Words("and {count} more: `--format csv` gives all of them", "另有 {count} 行：用 `--format csv` 可得全部")

_CARD = Column("scorecard", Words("scorecard", "评分卡"))
_SUBJECT = Column("subject", Words("whose", "对象"))
_GRADE = Column("grade", Words("grade", "等级"))
_GRADE_TITLE = Column("title", Words("called", "名称"))
_COUNT = Column("count", Words("how many", "个数"), Kind.INTEGER)
_TREATED = Column("treatment", Words("what follows", "对策"))
_TOTAL = Column("total", Words("score", "总分"), Kind.MONEY)
_BEFORE = Column("before_gates", Words("by score alone", "按分数"))
_GATES = Column("gates", Words("kept down by", "受限于"))
_HOLDS = Column("holds", Words("holds", "现等级"))
_SINCE = Column("since", Words("since", "自"), Kind.DATE)
_MOVE = Column("move", Words("last change", "最近变动"))
_ITEM = Column("item", Words("item", "项目"))
_VALUE = Column("value", Words("figure", "数值"))
_OTHER = Column("compared_with", Words("compared with", "比较对象"))
_COMPARED = Column("compared", Words("comparison", "比较结果"))
_POINTS = Column("points", Words("points", "得分"), Kind.MONEY)
_WEIGHT = Column("weight", Words("weight", "权重"), Kind.RATE)
_CONTRIBUTION = Column("contribution", Words("contribution", "计入总分"), Kind.MONEY)
_PERIOD = Column("period", Words("period", "期间"))
_SCORED = Column("scored", Words("by score", "按分数"))

_OF_GRADES = (_CARD, _GRADE, _GRADE_TITLE, _COUNT, _TREATED)
_OF_SCORES = (_CARD, _SUBJECT, NAME, _TOTAL, _GRADE, _BEFORE, _GATES, _HOLDS, _SINCE, _MOVE, MISSING, WHY)
_ON_SCREEN = (_CARD, _SUBJECT, NAME, _TOTAL, _GRADE, _GATES, _HOLDS, _SINCE, _MOVE, MISSING)
_OF_ITEMS = (_CARD, _SUBJECT, _ITEM, _VALUE, _OTHER, _COMPARED, _POINTS, _WEIGHT, _CONTRIBUTION, MISSING, WHY)
_OF_HISTORY = (_CARD, _SUBJECT, _PERIOD, _SCORED, _GRADE, _MOVE)

_MOVES: Mapping[Move, Words] = {
    Move.FIRST: Words("first", "首次"),
    Move.UP: Words("up", "升"),
    Move.DOWN: Words("down", "降"),
    Move.SAME: Words("same", "不变"),
    Move.HELD: Words("held", "暂缓"),
    Move.NONE: Words("no grade", "无等级"),
}


@frozen(eq=False)
class ScorecardReport:
    """Everybody's scores by every card, or one member's with every step."""

    run: ScorecardRun
    places: Places
    member: str = ""
    since: date | None = None
    changed: tuple[Change, ...] = ()

    def report(self) -> Report:
        """The report."""
        return Report(
            "scorecards",
            lambda lang: self._page(lang, SHOWN),
            lambda lang: self._page(lang, 0),
            lambda lang: (
                self._scores(lang, _OF_SCORES),
                self._grades(lang),
                self._items(lang),
                *(self._histories(lang) if self._has_history else ()),
                *self._changes(),
            ),
            self.document,
        )

    def figures(self) -> tuple[int, int]:
        """How many scores there are, and how many have no grade."""
        every = [each for _, each in self._asked()]
        return len(every), sum(not each.grade for each in every)

    @property
    def _has_history(self) -> bool:
        return any(each.histories for each in self.run.cards.values())

    def _asked(self) -> Iterator[tuple[CardRun, Scored]]:
        for run in self.run.cards.values():
            for each in run.scored.values():
                if self.member in {"", each.subject}:
                    yield run, each

    def _page(self, lang: Language, shown: int) -> Page:
        header = self.run.policy.header
        count, open_ = self.figures()
        cards = len(self.run.cards)
        head = stated(_HEAD, lang, as_of=self.run.as_of, revision=header.revision, count=count, cards=cards, open=open_)
        blocks: list[Block] = [Paragraph(head)]
        if not self.member:
            blocks.append(Sheet(self._grades(lang)))
        blocks += _first(_for_people(self._scores(lang, _ON_SCREEN)), shown, lang)
        for each in self._changes():
            unchanged = Paragraph(stated(_NO_CHANGES, lang, since=self.since))
            blocks += _first(each, shown, lang) if each.rows else [unchanged]
        if self.member:
            blocks.append(Sheet(_for_people(self._items(lang))))
            blocks += [Sheet(each) for each in (self._histories(lang) if self._has_history else ())]
            blocks += self._stories(lang)
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _grades(self, lang: Language) -> Table:
        rows: list[tuple[Cell, ...]] = []
        for run in self.run.cards.values():
            counts = Counter(each.grade for each in run.scored.values())
            rows.extend(
                (run.card.name, band.grade, band.title, counts.pop(band.grade, 0), band.treatment)
                for band in reversed(run.card.ladder_order())
            )
            rows += [
                (run.card.name, grade or NOT_KNOWN.said_in(lang), None, count, None)
                for grade, count in sorted(counts.items())
            ]
        return Table("grades", _GRADES, _OF_GRADES, tuple(rows))

    def _scores(self, lang: Language, columns: tuple[Column, ...]) -> Table:
        rows = tuple(
            tuple(self._cells(run, each, lang)[column.name] for column in columns) for run, each in self._asked()
        )
        return Table("scorecards", _SCORES, columns, rows)

    def _cells(self, run: CardRun, each: Scored, lang: Language) -> dict[str, Cell]:
        history = run.histories.get(each.subject)
        last = history.changes[-1] if history is not None and history.changes else None
        return {
            _CARD.name: run.card.name,
            _SUBJECT.name: each.subject,
            NAME.name: self.run.name(run.card.id, each.subject) or None,
            _TOTAL.name: each.total,
            _GRADE.name: each.grade or NOT_KNOWN.said_in(lang),
            _BEFORE.name: each.before_gates or None,
            _GATES.name: ", ".join(_gate(run, id) for id in each.gates) or None,
            _HOLDS.name: run.grade(each.subject) or None,
            _SINCE.name: history.since if history is not None else None,
            _MOVE.name: f"{_MOVES[last.move].said_in(lang)} {last.label}" if last is not None else None,
            MISSING.name: ", ".join(each.missing) or None,
            WHY.name: each.decision.because[-1] if each.reasons else None,
        }

    def _items(self, lang: Language) -> Table:
        del lang
        rows = tuple(_item_cells(run, each, item) for run, each in self._asked() for item in each.items)
        return Table("scorecard_items", _ITEMS, _OF_ITEMS, rows)

    def _asked_changes(self) -> Iterator[Change]:
        return (each for each in self.changed if self.member in {"", each.key})

    def _changes(self) -> tuple[Table, ...]:
        return () if self.since is None else (grade_changes(self._asked_changes(), self.since, self.run.name),)

    def _histories(self, lang: Language) -> tuple[Table, ...]:
        rows = tuple(
            row
            for run, each in self._asked()
            if each.subject in run.histories
            for row in _periods(run, run.histories[each.subject], lang)
        )
        return (Table("grade_history", _HISTORY, _OF_HISTORY, rows),)

    def _stories(self, lang: Language) -> Iterator[Block]:
        """Every step of the member asked for, and the gates that do not hold."""
        for run, each in self._asked():
            name = self.run.name(run.card.id, each.subject) or each.subject
            grade = run.grade(each.subject) or NOT_KNOWN.said_in(lang)
            head = stated(_STORY, lang, card=run.card.name, name=name, grade=grade)
            yield Points(head, self._points(each.reasons, lang))
            if each.tried:
                yield Points(_OPEN_GATES.said_in(lang), self._points(each.tried, lang))

    def _points(self, reasons: Sequence[Reason], lang: Language) -> tuple[Point, ...]:
        return tuple(Point(step(each, lang), self.places.of(each.rule.at)) for each in reasons)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON, with steps and places."""
        found: dict[str, Json] = {
            **document_head(self.run.policy, self.run.as_of),
            "scorecards": [
                {
                    "id": id,
                    "title": run.card.name,
                    "of": run.card.of,
                    "scores": [score_json(self.run, run, each, lang) for card, each in self._asked() if card is run],
                    "outside": [*run.outside],
                    "unclear": [*run.unclear],
                }
                for id, run in self.run.cards.items()
            ],
        }
        if self.since is not None:
            found["since"] = self.since.isoformat()
            found["changes"] = [change_json(each) for each in self._asked_changes()]
        return found


def scorecards_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of the scorecards."""
    del book
    run = cast("ScorecardRun", result)
    found = ScorecardReport(run, shortest(files))

    def figures(lang: Language) -> str:
        count, open_ = found.figures()
        return stated(_KEY, lang, count=f"{count:,}", open=f"{open_:,}")

    return View(found.report(), figures, run.problems)


def _gate(run: CardRun, id: str) -> str:
    gate = run.card.gates.get(id)
    return id if gate is None else gate.title or id


def _item_cells(run: CardRun, each: Scored, item: ItemScore) -> tuple[Cell, ...]:
    compared = item.compared
    other = None if compared is None else compared.other
    result = None if compared is None or not isinstance(compared.value, (Decimal, Fraction)) else compared.value
    return (
        run.card.name,
        each.subject,
        item.item.name,
        _cell(told(item.value)),
        None if other is None else figure(other),
        None if result is None else figure(result),
        item.points,
        item.weight,
        item.contribution,
        ", ".join(item.missing) or None,
        item.reasons[-1].rule.address,
    )


def _periods(run: CardRun, history: GradeHistory, lang: Language) -> Iterator[tuple[Cell, ...]]:
    for each in history.periods:
        move = _MOVES[each.move].said_in(lang)
        yield (run.card.name, history.subject, each.label, each.scored or None, each.grade or None, move)


def _for_people(table: Table) -> Table:
    """The table with scores and points rounded to two decimals, as one reads them."""
    rows = tuple(tuple(_rounded(cell) for cell in row) for row in table.rows)
    return evolve(table, rows=rows)


def _rounded(cell: Cell) -> Cell:
    return cell if not isinstance(cell, Fraction) else Fraction(round(cell * 10_000), 10_000)


def _first(table: Table, shown: int, lang: Language) -> list[Block]:
    rest = len(table.rows) - shown if shown else 0
    if rest <= 0:
        return [Sheet(table)]
    return [Sheet(evolve(table, rows=table.rows[:shown])), Paragraph(stated(_REST, lang, count=f"{rest:,}"))]


def _cell(value: Arg) -> Cell:
    if isinstance(value, tuple):
        return ", ".join(value)
    if isinstance(value, (Decimal, Fraction)):
        return figure(value)
    return value if value != "" else None
