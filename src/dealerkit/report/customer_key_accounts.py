"""The duties to key accounts as people read them: done by whom and when, due, missed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from attrs import frozen

from dealerkit.book import Book
from dealerkit.customers.key_accounts.run import Kept, KeyAccountRun, State
from dealerkit.report.contact_rooms import Part, RoomReport, said_in
from dealerkit.report.languages import Language, Words
from dealerkit.report.places import Places, shortest
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.views import View
from dealerkit.report.words import stated

_TITLE = Words("Key accounts: {policy}", "大客户：{policy}")
_HEAD = Words(
    "As of {as_of}. {accounts} key accounts; {done} of {all} duties of the running periods are done, {missed} were"
    " missed before.",
    "截至 {as_of}。大客户 {accounts} 家；本期义务 {all} 项，已履行 {done} 项，上期未履行 {missed} 项。",
)
_WARRANTED = Words(" A department of their own is warranted.", "应设专门部门。")
_UNKNOWN = Words(" Of {count} customers nobody can tell.", "另有 {count} 个客户无法确定。")
_FIGURES = Words(
    "{accounts} key accounts, {done} of {all} duties done", "大客户 {accounts} 家，义务 {all} 项已履行 {done} 项"
)
_NOW = Words("The running periods", "本期")
_BEFORE = Words("The periods before", "上期")
_COLUMNS = (
    Column("duty", Words("duty", "义务")),
    Column("customer", Words("key account", "大客户")),
    Column("name", Words("name", "名称")),
    Column("from", Words("from", "自"), Kind.DATE),
    Column("until", Words("until", "至"), Kind.DATE),
    Column("state", Words("state", "状态")),
    Column("done_on", Words("done on", "履行日"), Kind.DATE),
    Column("by", Words("by", "履行人")),
    Column("note", Words("note", "备注")),
)
_STATES = {
    State.DONE: Words("done", "已履行"),
    State.DUE: Words("due", "待履行"),
    State.MISSED: Words("missed", "未履行"),
    State.OTHER_ROLE: Words("done by another role", "由别的角色履行"),
}


@frozen(eq=False)
class KeyAccountReport:
    """The tracked list of duties."""

    run: KeyAccountRun
    places: Places

    def report(self) -> RoomReport:
        """The report."""
        run = self.run
        return RoomReport(
            "key-accounts", _TITLE, run.policy, run.as_of, self._head, self._parts, self.places, (), run.problems
        )

    def figures(self, lang: Language) -> str:
        """The key figures in a phrase."""
        return stated(_FIGURES, lang, accounts=len(self.run.accounts), **self._counts())

    def _counts(self) -> dict[str, int]:
        return {"done": sum(each.state is State.DONE for each in self.run.current), "all": len(self.run.current)}

    def _head(self, lang: Language) -> str:
        run = self.run
        missed = sum(each.state is not State.DONE for each in run.before)
        text = stated(_HEAD, lang, as_of=run.as_of, accounts=len(run.accounts), missed=missed, **self._counts())
        text += _WARRANTED.said_in(lang) if run.warranted else ""
        return text + (stated(_UNKNOWN, lang, count=len(run.unknown)) if run.unknown else "")

    def _parts(self, lang: Language | None) -> Sequence[Part]:
        return (
            Part(
                Table("key_account_duties", _NOW, _COLUMNS, tuple(self._row(each, lang) for each in self.run.current))
            ),
            Part(
                Table(
                    "key_account_duties_before",
                    _BEFORE,
                    _COLUMNS,
                    tuple(self._row(each, lang) for each in self.run.before),
                )
            ),
        )

    def _row(self, kept: Kept, lang: Language | None) -> tuple[Cell, ...]:
        return (
            kept.duty.id if lang is None else kept.duty.title or kept.duty.id,
            kept.customer,
            self.run.ground.name(kept.customer, self.run.as_of) or None,
            *kept.span,
            said_in(lang)(_STATES[kept.state], kept.state.value),
            kept.done_on,
            kept.by or None,
            kept.note or None,
        )


def key_accounts_view(result: object, book: Book, files: Sequence[str]) -> View:
    """The view of the key accounts."""
    del book
    run = cast("KeyAccountRun", result)
    found = KeyAccountReport(run, shortest(files))
    return View(found.report().report(), found.figures, run.problems)
