"""A replay as people read it: what a change would have held, let go, saved and cost; and every order behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from attrs import field, frozen

from dealerkit.credit.replay.results import Fate, Loss, Outcome, Part, Replay, Row, Sum
from dealerkit.problems import Problem
from dealerkit.report.credit_columns import AMOUNT, CUSTOMER, EXPOSURE, LIMIT, MONTH, ORDER
from dealerkit.report.credit_replay_json import document
from dealerkit.report.languages import Language, Words
from dealerkit.report.order_checks import ACTIONS
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.reports import Report
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.words import counted, stated
from dealerkit.report.workings import in_cents, money
from dealerkit.values.change import Change

_TITLE = Words("Replay: {policy}", "回放：{policy}")
_HEAD = Words(
    "{orders} of {first} to {last}, worth {amount} {currency}; what was paid and lost is known through {as_of}.",
    "{first} 至 {last} 共 {count} 笔订单，金额 {amount} {currency}；付款和坏账以截至 {as_of} 所知为准。",
)
_BESIDE_HISTORY = Words(
    "Beside what happened: which orders this policy would have held back.", "与实际发生相比：按本政策会拦下哪些订单。"
)
_BESIDE_POLICY = Words("Beside the policy without the change.", "与修改前的政策相比。")
_BY_INVOICE = Words(
    "The book has no orders: every invoice is taken as an order of its own day.",
    "账册中没有订单：每张发票视为当日的一笔订单。",
)
_EDIT = Words("{address}: {before} → {after}", "{address}：{before} → {after}")
_AS_HAPPENED = Words(
    "What was delivered, invoiced and paid stays as it happened, whatever would have been held.",
    "发货、开票和收款一律按实际发生计算，不论会拦下什么。",
)
_CONSUMES = Words(
    "What is held back leaves no delivery, invoice or receipt behind, and nobody is assumed to sign.",
    "被拦下的订单不再有发货、开票和收款，也不假定有人签批。",
)
_NO_ORDERS = Words("No order lies in these days.", "这段时间内没有订单。")

_CHANGED = Words(
    "changed {changed}, unchanged {unchanged}, cannot be told {failed}",
    "有变化 {changed}，无变化 {unchanged}，无法确定 {failed}",
)
_HELD = Words("held back: {orders} worth {amount}", "会拦下：{count} 笔，金额 {amount}")
_SIGNED = Words("of them signed for in the end: {orders} worth {amount}", "其中事后签批放行：{count} 笔，金额 {amount}")
_RELEASED = Words("let go: {orders} worth {amount}", "会放行：{count} 笔，金额 {amount}")
_AVOIDED = Words(
    "bad debts avoided: {count} of {all}, {amount} of {lost}",
    "可避免的坏账：{all} 笔中的 {count} 笔，{lost} 中的 {amount}",
)
_PRICE = Words(
    "the price: {orders} worth {amount} held back that were paid in full and on time",
    "代价：{count} 笔已按期付清的订单会被拦下，金额 {amount}",
)

_SHIPPED, _NOT_SHIPPED = Words("shipped", "已发货"), Words("not shipped", "未发货")
_OUTCOMES: Mapping[Outcome, Words] = {
    Outcome.PAID_ON_TIME: Words("paid on time", "按期付清"),
    Outcome.PAID_LATE: Words("paid late", "逾期付清"),
    Outcome.UNPAID: Words("overdue, not paid", "逾期未付清"),
    Outcome.NOT_DUE: Words("not due yet", "未到期"),
    Outcome.UNKNOWN: Words("due day not known", "到期日不明"),
    Outcome.NOT_INVOICED: Words("not invoiced", "未开票"),
}
_CHANGES: Mapping[Change, Words] = {
    Change.CHANGED: Words("changed", "有变化"),
    Change.UNCHANGED: Words("unchanged", "无变化"),
    Change.FAILED: Words("cannot be told", "无法确定"),
}
_FATES: Mapping[Fate, Words] = {
    Fate.AVOIDED: Words("avoided", "可避免"),
    Fate.HELD_BEFORE: Words("held back without the change as well", "修改前也会拦下"),
    Fate.SHIPPED: Words("would have shipped all the same", "仍会发货"),
    Fate.UNDETERMINED: Words("cannot be told", "无法确定"),
}

_DAY = Column("date", Words("date", "日期"), Kind.DATE)
_HAPPENED = Column("happened", Words("in fact", "实际"))
_SIGNED_BY = Column("release", Words("release signed", "已签放行"))
_OUTCOME = Column("outcome", Words("paid", "付款情况"))
_BEFORE = Column("before", Words("before", "修改前"))
_AFTER = Column("after", Words("after", "修改后"))
_CHANGE = Column("change", Words("change", "变化"))
_FAILING_BEFORE = Column("failing_before", Words("failing before", "修改前未通过"))
_FAILING = Column("failing", Words("failing", "未通过的检查"))
_MISSING = Column("missing", Words("not known", "缺少"))
_ORDERS = Column("orders", Words("orders", "订单数"), Kind.INTEGER)
_HELD_COUNT = Column("held", Words("held back", "拦下"), Kind.INTEGER)
_HELD_AMOUNT = Column("held_amount", Words("worth", "拦下金额"), Kind.MONEY)
_LET_GO = Column("released", Words("let go", "放行"), Kind.INTEGER)
_LET_GO_AMOUNT = Column("released_amount", Words("worth", "放行金额"), Kind.MONEY)
_FAILED = Column("failed", Words("cannot be told", "无法确定"), Kind.INTEGER)
_ACTION = Column("action", Words("answer", "答复"))
_DEBT = Column("debt", Words("bad debt", "坏账"))
_FATE = Column("fate", Words("under the policy", "按政策"))

_ORDERS_SHOWN = (ORDER, CUSTOMER, _DAY, AMOUNT, _BEFORE, _AFTER, _FAILING, _OUTCOME)
_FAILED_SHOWN = (ORDER, CUSTOMER, _DAY, AMOUNT, _MISSING)
_ORDERS_WRITTEN = (
    *(ORDER, CUSTOMER, _DAY, AMOUNT, _HAPPENED, _SIGNED_BY, _OUTCOME, _CHANGE, _BEFORE, _AFTER),
    *(_FAILING_BEFORE, _FAILING, LIMIT, EXPOSURE, _MISSING),
)
_LOSS_COLUMNS = (_DEBT, CUSTOMER, _DAY, AMOUNT, ORDER, _BEFORE, _AFTER, _FATE)

_ANSWERS = Words("What the orders meet", "订单的答复")
_MONTHS = Words("By month", "按月")
_CUSTOMERS = Words("By customer", "按客户")
_CHANGED_ORDERS = Words("Changed orders", "有变化的订单")
_FAILED_ORDERS = Words("Orders of which nothing can be told", "无法确定的订单")
_LOSSES = Words("Bad debts", "坏账")
_ALL_ORDERS = Words("All orders", "全部订单")
_MORE = Words(
    "{count} more; all of them with `--out FOLDER` or `--format csv`",
    "另有 {count} 行；用 `--out 文件夹` 或 `--format csv` 可看全部",
)

_MOST_ROWS = 12
"""Rows of one table on a screen."""


@frozen(eq=False)
class ReplayReport:
    """A replay, ready to be read."""

    replay: Replay
    problems: tuple[Problem, ...] = field(init=False)

    @problems.default
    def _found(self) -> tuple[Problem, ...]:
        return self.replay.problems

    def report(self) -> Report:
        """The report."""
        return Report(
            "replay",
            lambda lang: self._page(lang, is_whole=False),
            lambda lang: self._page(lang, is_whole=True),
            self._tables,
            lambda lang: document(self.replay, lang),
        )

    def _page(self, lang: Language, *, is_whole: bool) -> Page:
        replay, header = self.replay, self.replay.policy.header
        blocks: list[Block] = [Paragraph(self._head(lang))]
        if replay.rows:
            blocks.append(Points("", tuple(Point(words) for words in self._figures(lang))))
        sheets = [_actions(replay, lang), self._parts("replay_months", _MONTHS, MONTH, replay.by_month())]
        sheets.append(self._parts("replay_customers", _CUSTOMERS, CUSTOMER, replay.by_customer()))
        sheets.append(self._orders("replay_changed", _CHANGED_ORDERS, _ORDERS_SHOWN, replay.of(Change.CHANGED), lang))
        sheets.append(self._orders("replay_failed", _FAILED_ORDERS, _FAILED_SHOWN, replay.of(Change.FAILED), lang))
        sheets.append(self._losses(lang))
        for sheet in sheets:
            blocks += _shown(sheet, lang, None if is_whole else _MOST_ROWS)
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _head(self, lang: Language) -> str:
        replay, whole = self.replay, self.replay.whole.orders
        if not replay.rows:
            return _NO_ORDERS.said_in(lang)
        first = stated(
            _HEAD,
            lang,
            orders=counted(whole.count, "order", "orders"),
            count=f"{whole.count:,}",
            first=replay.span.start,
            last=replay.span.end,
            amount=money(whole.amount),
            currency=replay.policy.header.currency,
            as_of=replay.as_of,
        )
        lines = [first, (_BESIDE_HISTORY if replay.against_history else _BESIDE_POLICY).said_in(lang)]
        lines += [
            stated(_EDIT, lang, address=each.address, before=each.before, after=each.after) for each in replay.edits
        ]
        lines.append((_CONSUMES if replay.consumes else _AS_HAPPENED).said_in(lang))
        if replay.by_invoice:
            lines.append(_BY_INVOICE.said_in(lang))
        return "\n".join(lines)

    def _figures(self, lang: Language) -> Iterable[str]:
        replay, whole = self.replay, self.replay.whole
        yield stated(_CHANGED, lang, **{change.value: f"{len(replay.of(change)):,}" for change in Change})
        yield _summed(_HELD, whole.held, lang)
        if replay.signed().count:
            yield _summed(_SIGNED, replay.signed(), lang)
        if not replay.against_history:
            yield _summed(_RELEASED, whole.released, lang)
        if replay.losses:
            avoided, lost = replay.avoided(), Sum.of(each.amount for each in replay.losses)
            yield stated(
                _AVOIDED,
                lang,
                count=avoided.count,
                all=lost.count,
                amount=money(avoided.amount),
                lost=money(lost.amount),
            )
        yield _summed(_PRICE, replay.good_business(), lang)

    def _tables(self, lang: Language) -> tuple[Table, ...]:
        replay = self.replay
        return (
            self._orders("replay_orders", _ALL_ORDERS, _ORDERS_WRITTEN, replay.rows, lang),
            _actions(replay, lang),
            self._parts("replay_months", _MONTHS, MONTH, replay.by_month()),
            self._parts("replay_customers", _CUSTOMERS, CUSTOMER, replay.by_customer()),
            self._losses(lang),
        )

    def _orders(self, name: str, title: Words, columns: Sequence[Column], rows: Iterable[Row], lang: Language) -> Table:
        made = []
        for row in rows:
            cells = self._cells(row, lang)
            made.append(tuple(cells[column.name] for column in columns))
        return Table(name, title, tuple(columns), tuple(made))

    def _cells(self, row: Row, lang: Language) -> Mapping[str, Cell]:
        before, after = row.before, row.after
        return {
            "order": row.key.order,
            "customer": row.key.customer,
            "date": row.day,
            "amount": row.amount,
            "happened": _fact(row).said_in(lang),
            "release": row.signed or None,
            "outcome": _OUTCOMES[row.outcome].said_in(lang),
            "change": _CHANGES[row.change].said_in(lang),
            "before": _before(row).said_in(lang),
            "after": ACTIONS[after.action].said_in(lang),
            "failing_before": ", ".join(before.failing) if before is not None else None,
            "failing": ", ".join(after.failing) or None,
            "limit": after.limit,
            "exposure": after.exposure,
            "missing": ", ".join(_missing(row)) or None,
        }

    def _parts(self, name: str, title: Words, first: Column, parts: Iterable[Part]) -> Table:
        rows: list[tuple[Cell, ...]] = []
        for each in parts:
            let_go = () if self.replay.against_history else (each.released.count, _worth(each.released))
            counted_ = (each.orders.count, each.orders.amount, each.held.count, _worth(each.held))
            rows.append((each.name, *counted_, *let_go, each.failed.count))
        let_go_columns = () if self.replay.against_history else (_LET_GO, _LET_GO_AMOUNT)
        columns = (first, _ORDERS, AMOUNT, _HELD_COUNT, _HELD_AMOUNT, *let_go_columns, _FAILED)
        return Table(name, title, columns, tuple(rows))

    def _losses(self, lang: Language) -> Table:
        def cells(loss: Loss) -> tuple[Cell, ...]:
            row = loss.row
            before, after = _before(row).said_in(lang), ACTIONS[row.after.action].said_in(lang)
            fate = _FATES[loss.fate].said_in(lang)
            return loss.debt, row.key.customer, loss.day, loss.amount, row.key.order, before, after, fate

        return Table("replay_bad_debts", _LOSSES, _LOSS_COLUMNS, tuple(map(cells, self.replay.losses)))


def _shown(table: Table, lang: Language, most: int | None) -> list[Block]:
    """A table that has rows, and how many were left out."""
    if not table.rows:
        return []
    if most is None or len(table.rows) <= most:
        return [Sheet(in_cents(table))]
    short = Table(table.name, table.title, table.columns, table.rows[:most])
    return [Sheet(in_cents(short)), Paragraph(stated(_MORE, lang, count=f"{len(table.rows) - most:,}"))]


def _actions(replay: Replay, lang: Language) -> Table:
    rows = tuple(
        (ACTIONS[action].said_in(lang), found.count, found.amount)
        for action, found in replay.actions().items()
        if found.count
    )
    return Table("replay_answers", _ANSWERS, (_ACTION, _ORDERS, AMOUNT), rows)


def _summed(text: Words, found: Sum, lang: Language) -> str:
    return stated(
        text,
        lang,
        orders=counted(found.count, "order", "orders"),
        count=f"{found.count:,}",
        amount=money(found.amount),
    )


def _worth(found: Sum) -> Decimal | None:
    return found.amount if found.count else None


def _fact(row: Row) -> Words:
    return _SHIPPED if row.shipped else _NOT_SHIPPED


def _before(row: Row) -> Words:
    return _fact(row) if row.before is None else ACTIONS[row.before.action]


def _missing(row: Row) -> tuple[str, ...]:
    known = row.before.missing if row.before is not None else ()
    return tuple(dict.fromkeys((*known, *row.after.missing)))
