"""Promises as people read them: what is open, with whom and since when; and what became of all the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from attrs import field, frozen

from dealerkit.problems import Arg, Problem
from dealerkit.rebates.promises.promise import Promise
from dealerkit.rebates.promises.ruling import Authority, Ruling, State
from dealerkit.rebates.promises.run import PromiseRun
from dealerkit.report.findings import Json, location_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.words import NAME, PAYEE, stated
from dealerkit.report.workings import money

_TITLE = Words("Promises: {policy}", "承诺：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}. {count} promises, {open} open, {late} of them late.",
    "截至 {as_of}，版本 {revision}。承诺 {count} 项，未了结 {open} 项，其中逾期 {late} 项。",
)
_NONE = Words("Nobody promised anything.", "没有承诺。")
_OPEN = Words("Open", "未了结")
_ALL = Words("All promises", "全部承诺")
_STORY = Words("{promise}, {name}", "{promise}，{name}")

_PROMISE = Column("promise", Words("promise", "承诺"))
_ON = Column("date", Words("made on", "作出日"), Kind.DATE)
_SUBJECT = Column("subject", Words("about", "事项"))
_AUTHOR = Column("author", Words("by", "作出者"))
_ROLE = Column("role", Words("as", "角色"))
_DAYS = Column("days", Words("days", "天数"), Kind.INTEGER)
_AMOUNT = Column("amount", Words("amount", "金额"), Kind.MONEY)
_AUTHORITY = Column("authority", Words("authority", "权限"))
_NEEDS = Column("needs", Words("may be made by", "有权者"))
_STATE = Column("state", Words("state", "状态"))
_WAITS = Column("waits_for", Words("lies with", "现在"))
_SINCE = Column("since", Words("since", "自"), Kind.DATE)
_UNTIL = Column("until", Words("due", "期限"), Kind.DATE)
_LATE = Column("late", Words("late", "逾期"))
_TEXT = Column("text", Words("text", "内容"))

_SHOWN = (_PROMISE, PAYEE, NAME, _AUTHOR, _ROLE, _AUTHORITY, _STATE, _WAITS, _SINCE, _UNTIL, _LATE)
_WRITTEN = (
    *(_PROMISE, _ON, PAYEE, NAME, _SUBJECT, _AUTHOR, _ROLE, _DAYS, _AMOUNT, _AUTHORITY, _NEEDS, _STATE),
    *(_WAITS, _SINCE, _UNTIL, _LATE, _TEXT),
)

_STATES: Mapping[State, Words] = {
    State.STANDS: Words("stands", "有效"),
    State.KEPT: Words("kept", "裁定兑现"),
    State.CHANGED: Words("changed", "裁定变更"),
    State.DECLINED: Words("declined", "裁定不予兑现"),
    State.OPEN: Words("to be decided", "待裁定"),
}
_TO_ANSWER = Words("{state}, to be answered", "{state}，待答复")
_AUTHORITIES: Mapping[Authority, Words] = {
    Authority.WITHIN: Words("within", "权限之内"),
    Authority.BEYOND: Words("beyond", "超出权限"),
    Authority.UNLIMITED: Words("without limit", "没有限度"),
}
_NOBODY = Words("nobody", "无人")
_LATE_WORD = Words("late", "逾期")


@frozen(eq=False)
class PromiseReport:
    """What became of promises, for one dealer if so asked."""

    run: PromiseRun
    places: Places
    dealer: str = ""
    rulings: tuple[Ruling, ...] = field(init=False)

    @rulings.default
    def _asked(self) -> tuple[Ruling, ...]:
        return tuple(each for each in self.run.rulings if self.dealer in {"", each.promise.dealer})

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings, whoever is asked about."""
        return self.run.problems

    def report(self) -> Report:
        """The report."""
        return Report(
            "promises",
            lambda lang: self._page(lang, is_whole=False),
            lambda lang: self._page(lang, is_whole=True),
            lambda lang: (self._table(_ALL, _WRITTEN, self.rulings, lang),),
            self.document,
        )

    def figures(self) -> tuple[int, int, int]:
        """How many promises, how many of them open, and how many late."""
        open_ = self._open()
        return len(self.rulings), len(open_), sum(each.is_late for each in open_)

    def _open(self) -> tuple[Ruling, ...]:
        return tuple(each for each in self.run.open if self.dealer in {"", each.promise.dealer})

    def _page(self, lang: Language, *, is_whole: bool) -> Page:
        header = self.run.policy.header
        count, open_, late = self.figures()
        head = stated(_HEAD, lang, as_of=self.run.as_of, revision=header.revision, count=count, open=open_, late=late)
        blocks: list[Block] = [Paragraph(head if self.rulings else _NONE.said_in(lang))]
        if open_:
            blocks.append(Sheet(self._table(_OPEN, _SHOWN, self._open(), lang)))
        if self.rulings:
            blocks.append(Sheet(self._table(_ALL, _SHOWN, self.rulings, lang)))
        told = self.rulings if is_whole or self.dealer else self._open()[:1]
        blocks += [self._story(each, lang) for each in told]
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _story(self, ruling: Ruling, lang: Language) -> Points:
        promise = ruling.promise
        name = self.run.name(promise.dealer) or promise.dealer
        title = stated(_STORY, lang, promise=promise.id, name=name)
        reasons = ruling.decision.reasons
        return Points(title, tuple(Point(step(each, lang), self.places.of(each.rule.at)) for each in reasons))

    def _table(self, title: Words, columns: tuple[Column, ...], rulings: Sequence[Ruling], lang: Language) -> Table:
        rows = tuple(self._row(each, columns, lang) for each in rulings)
        return Table("promises_open" if title is _OPEN else "promises", title, columns, rows)

    def _row(self, ruling: Ruling, columns: tuple[Column, ...], lang: Language) -> tuple[Cell, ...]:
        cells = dict(self._cells(ruling, lang))
        amount = ruling.promise.amount
        if columns is _SHOWN and amount is not None:
            cells[_AMOUNT.name] = money(amount)
        return tuple(cells[column.name] for column in columns)

    def _cells(self, ruling: Ruling, lang: Language) -> Iterator[tuple[str, Cell]]:
        promise = ruling.promise
        found: tuple[tuple[Column, Cell], ...] = (
            *_of_promise(promise),
            (NAME, self.run.name(promise.dealer) or None),
            (_AUTHORITY, _AUTHORITIES[ruling.authority].said_in(lang)),
            (_NEEDS, ruling.needed.role or None),
            (_STATE, _state(ruling, lang)),
            (_WAITS, (ruling.waits_for or _NOBODY.said_in(lang)) if ruling.is_open else None),
            (_SINCE, ruling.since),
            (_UNTIL, _due(ruling)),
            (_LATE, _LATE_WORD.said_in(lang) if ruling.is_late else None),
        )
        yield from ((column.name, cell) for column, cell in found)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON, with reasons and places."""
        header = self.run.policy.header
        count, open_, late = self.figures()
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": header.name, "revision": header.revision},
            "as_of": self.run.as_of.isoformat(),
            "count": count,
            "open": open_,
            "late": late,
            "promises": [self._json(each, lang) for each in self.rulings],
        }

    def _json(self, ruling: Ruling, lang: Language) -> dict[str, Json]:
        promise, decision = ruling.promise, ruling.decision
        return {
            **{column.name: _json(cell) for column, cell in _of_promise(promise)},
            "name": self.run.name(promise.dealer),
            "outcome": decision.outcome.value,
            "code": decision.code,
            "is_open": ruling.is_open,
            "is_late": ruling.is_late,
            "figures": {name: _json(value) for name, value in decision.values},
            "answered_on": None if promise.answered_on is None else promise.answered_on.isoformat(),
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


def _of_promise(promise: Promise) -> tuple[tuple[Column, Cell], ...]:
    return (
        (_PROMISE, promise.id),
        (_ON, promise.on),
        (PAYEE, promise.dealer),
        (_SUBJECT, promise.subject or None),
        (_AUTHOR, promise.author or None),
        (_ROLE, promise.role or None),
        (_DAYS, promise.days),
        (_AMOUNT, promise.amount),
        (_TEXT, promise.text or None),
    )


def _state(ruling: Ruling, lang: Language) -> str:
    state = _STATES[ruling.state].said_in(lang)
    if ruling.is_open and ruling.state is not State.OPEN:
        return stated(_TO_ANSWER, lang, state=state)
    return state


def _due(ruling: Ruling) -> date | None:
    """By when what is open is to be done."""
    if not ruling.is_open:
        return None
    return ruling.decide_by if ruling.state is State.OPEN else ruling.answer_by


def _json(value: Cell | Arg) -> Json:
    if isinstance(value, tuple):
        return [*value]
    return value if value is None or isinstance(value, (int, str)) else cell_for_programs(value)
