"""Credits granted claim by claim as people read them: what is credited, what is refused and why, what is posted now.

A screen shows the claims and the units that are refused; paper adds every step of every decision with
its place. Tables and JSON hold everything. Special bids and stock rotation are told in the same way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, field, frozen

from dealerkit.decisions import Outcome
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem
from dealerkit.rebates.granting.credits import Credits
from dealerkit.rebates.ledger import Posting
from dealerkit.report.answered import Answered, row_json, said
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.words import CODE, NAME, NOW, OUTCOME, PAID, PAYEE, PERIOD, PROGRAMME, TITLE, stated
from dealerkit.report.workings import figure, money
from dealerkit.values.exact import ZERO, total, total_of_decimals

SHOWN = 12
"""Rows of a table on the screen."""

_HEAD = Words(
    "As of {as_of}, revision {revision}. Amounts in {currency}, without tax.",
    "截至 {as_of}，版本 {revision}。金额单位 {currency}，不含税。",
)
_SUM = Words(
    "Credited: {credit} for {units} units. Refused: {refused} units, {amount}.",
    "补偿 {credit}，共 {units} 台（件）；拒绝 {refused} 台（件），计 {amount}。",
)
_NOW = Words(
    "Posted before: {paid}. Payable now: {now}[, with tax {gross}].",
    "此前已过账 {paid}；本次应付 {now}[，含税 {gross}]。",
)
_CARRIED = Words("Carried forward: {carried}.", "结转下期 {carried}。")
_OPEN = Words("{count} cannot be told.", "{count} 项无法确定。")
_UNTAXED = Words(
    "No line of these goods says a tax rate, so amounts with tax are the same.",
    "这些商品的销售行均无税率，含税金额与此相同。",
)
_NO_LEDGER = Words(
    "The book has no ledger, so all that was credited looks unpaid.", "账册没有台账，因此全部补偿都显示为未付。"
)
_REFUSED = Words("Units that are not credited", "不予补偿的商品")
_POSTINGS = Words("Postings proposed", "待过账")
_UNITS = Words("Units", "逐项明细")
_REST = Words(
    "and {count} more; all of them with `--format md` or `--out`",
    "另有 {count} 行；用 `--format md` 或 `--out` 可看全部",
)
_STORY = Words("{name} {label}: {amount}", "{name} {label}：{amount}")

_ASKED = Column("asked", Words("asked", "申请数量"), Kind.MONEY)
_GRANTED = Column("granted", Words("granted", "补偿数量"), Kind.MONEY)
_CREDIT = Column("credit", Words("credit", "补偿金额"), Kind.MONEY)
_LEFT_OUT = Column("refused", Words("refused", "拒绝数量"), Kind.MONEY)
_LOST = Column("refused_amount", Words("refused amount", "拒绝金额"), Kind.MONEY)
_CLAIMED = Column("claimed_amount", Words("claimed", "申请金额"), Kind.MONEY)
_PRODUCT = Column("product", Words("product", "商品"))
_QUANTITY = Column("quantity", Words("units", "数量"), Kind.MONEY)
_AMOUNT = Column("amount", Words("amount", "金额"), Kind.MONEY)
_FATE = Column("fate", Words("why", "原因"))
_BOUGHT = Column("bought_on", Words("bought on", "进货日"), Kind.DATE)
_DOCUMENT = Column("document", Words("document", "单据"))
_SCHEME = Column("scheme", Words("scheme", "方案"))
_ON = Column("date", Words("date", "日期"), Kind.DATE)

_OUTCOMES: Mapping[Outcome, Words] = {
    Outcome.GRANTED: Words("credited", "补偿"),
    Outcome.REFUSED: Words("refused", "拒绝"),
    Outcome.UNDETERMINED: Words("cannot be told", "无法确定"),
}
_MONEY_ON_SCREEN = frozenset({"credit", "refused_amount", "claimed_amount", "settled", "posted", "amount"})


@frozen
class Kindred:
    """What is told differently of one kind of credits and another."""

    name: str
    title: Words
    rows: Words
    label: Column
    nothing: Words
    codes: Mapping[str, Words]


@frozen(eq=False)
class CreditedReport:
    """What credits of one kind come to, for one dealer if so asked."""

    kindred: Kindred
    policy: Policy = field(repr=False)
    as_of: date
    everyone: tuple[Answered, ...]
    credits: Credits
    found: tuple[Problem, ...]
    places: Places
    dealer: str = ""
    rows: tuple[Answered, ...] = field(init=False)

    @rows.default
    def _asked_about(self) -> tuple[Answered, ...]:
        return tuple(row for row in self.everyone if self.dealer in {"", row.dealer})

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings, whoever is asked about."""
        return self.found

    def report(self) -> Report:
        """The report."""
        return Report(
            self.kindred.name,
            lambda lang: self._page(lang, SHOWN),
            lambda lang: self._page(lang, 0),
            self.tables,
            self.document,
        )

    def figures(self) -> tuple[Decimal, Decimal, Decimal, int]:
        """What is credited, for how many units, what of it is payable now, and how many decisions are open."""
        credit = total_of_decimals(row.decision.amount for row in self.rows if row.decision.amount is not None)
        units = total_of_decimals(row.granted for row in self.rows if row.decision.amount)
        return credit, units, total_of_decimals(_now(row) for row in self.rows), sum(map(_is_open, self.rows))

    def _page(self, lang: Language, shown: int) -> Page:
        header = self.policy.header
        blocks: list[Block] = [Paragraph("\n".join(self._head(lang)))]
        title = stated(self.kindred.title, lang, policy=header.title or header.name)
        if not self.rows:
            return Page(title, [*blocks, Paragraph(self.kindred.nothing.said_in(lang))])
        table = Table(self.kindred.name, self.kindred.rows, self._columns, tuple(self._people(lang)))
        blocks += _cropped(table, shown, lang)
        refused = tuple(self._refused(lang))
        if refused:
            columns = (PAYEE, self.kindred.label, _PRODUCT, _QUANTITY, _AMOUNT, _FATE)
            blocks += _cropped(Table("refused", _REFUSED, columns, refused), shown, lang)
        most = max(self.rows, key=lambda row: row.decision.amount or ZERO)
        told = self.rows if not shown or self.dealer else (most,)
        return Page(title, [*blocks, *(self._story(row, lang) for row in told)])

    @property
    def _columns(self) -> tuple[Column, ...]:
        return (PAYEE, NAME, self.kindred.label, _ASKED, _GRANTED, _CREDIT, _LEFT_OUT, _LOST, PAID, NOW, OUTCOME)

    def _head(self, lang: Language) -> Iterator[str]:
        header = self.policy.header
        yield stated(_HEAD, lang, as_of=self.as_of, revision=header.revision, currency=header.currency)
        if not self.rows:
            return
        credit, units, now, open_ = self.figures()
        refused = total_of_decimals(row.refused for row in self.rows)
        amount = total(row.refused_amount for row in self.rows)
        shown = {"credit": money(credit), "units": figure(units), "refused": figure(refused), "amount": money(amount)}
        yield stated(_SUM, lang, **shown)
        paid = total_of_decimals(row.due.settled for row in self.rows if row.due is not None)
        gross = total_of_decimals(each.gross for each in self._proposals())
        sentence = _NOW.said_in(lang)
        first, _, rest = sentence.partition("[")
        inside, _, end = rest.partition("]")
        text = first + (inside if gross != now else "") + end
        yield text.format(paid=money(paid), now=money(now), gross=money(gross))
        carried = total_of_decimals(row.due.movement.carried for row in self.rows if row.due is not None)
        if carried:
            yield stated(_CARRIED, lang, carried=money(carried))
        if self.credits.without_tax:
            yield _UNTAXED.said_in(lang)
        if self.credits.without_ledger:
            yield _NO_LEDGER.said_in(lang)
        if open_:
            yield stated(_OPEN, lang, count=open_)

    @property
    def proposals(self) -> tuple[Posting, ...]:
        """The postings proposed for those who are shown."""
        return tuple(self._proposals())

    def _proposals(self) -> Iterator[Posting]:
        for row in self.rows:
            if row.due is not None and row.due.posting is not None:
                yield row.due.posting

    def _story(self, row: Answered, lang: Language) -> Points:
        """Every step of one decision with its place."""
        decision = row.decision
        amount = "?" if decision.amount is None else money(decision.amount)
        title = stated(_STORY, lang, name=row.name or row.dealer, label=row.label, amount=amount)
        points = [Point(said(each, lang), self.places.of(each.rule.at)) for each in decision.reasons]
        if decision.code:
            points.append(Point(f"{self._ended(row, lang)} ({decision.code})"))
        return Points(title, tuple(points))

    def _ended(self, row: Answered, lang: Language) -> str:
        """How a decision ended, and in a few words why."""
        outcome = _OUTCOMES[row.decision.outcome].said_in(lang)
        why = self.kindred.codes.get(row.decision.code)
        if why is None:
            return outcome
        return f"{outcome}{'：' if lang == 'zh' else ': '}{why.said_in(lang)}"

    def _people(self, lang: Language) -> Iterator[tuple[Cell, ...]]:
        for row in self.rows:
            cells = self._cells(row, lang)
            yield tuple(_shown(column, cell) for column, cell in zip(self._columns, cells, strict=True))

    def _cells(self, row: Answered, lang: Language) -> tuple[Cell, ...]:
        known = row.decision.amount is not None
        return (
            row.dealer,
            row.name or None,
            row.label,
            row.asked,
            row.granted if known else None,
            row.decision.amount,
            row.refused,
            row.refused_amount,
            row.due.settled if row.due is not None else None,
            _now(row) if row.due is not None and known else None,
            self._ended(row, lang),
        )

    def _refused(self, lang: Language) -> Iterator[tuple[Cell, ...]]:
        for row in self.rows:
            for part in row.portions:
                if not part.is_granted:
                    amount = None if part.amount is None else money(part.amount)
                    words = part.words.said_in(lang)
                    yield row.dealer, row.label, part.product, figure(part.quantity), amount, words

    def tables(self, lang: Language) -> tuple[Table, ...]:
        """The claims, the units, the postings, all in full."""
        label = self.kindred.label
        rows = tuple(
            (row.scheme, row.title or None, row.on, *self._cells(row, lang), row.claimed, row.decision.code or None)
            for row in self.rows
        )
        parts = tuple(
            (
                row.scheme,
                row.dealer,
                row.label,
                part.product,
                part.quantity,
                part.amount,
                part.document or None,
                part.bought_on,
                part.words.said_in(lang),
            )
            for row in self.rows
            for part in row.portions
        )
        postings = tuple(
            (each.account.programme, each.account.payee, each.account.period, each.kind, each.seq, each.net, each.tax)
            for each in self._proposals()
        )
        unit_columns = (_SCHEME, PAYEE, label, _PRODUCT, _QUANTITY, _AMOUNT, _DOCUMENT, _BOUGHT, _FATE)
        return (
            Table(self.kindred.name, self.kindred.rows, (_SCHEME, TITLE, _ON, *self._columns, _CLAIMED, CODE), rows),
            Table(f"{self.kindred.name}_units", _UNITS, unit_columns, parts),
            Table(f"{self.kindred.name}_postings", _POSTINGS, _POSTING_COLUMNS, postings),
        )

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON, with reasons and places."""
        header = self.policy.header
        credit, _, now, _ = self.figures()
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": header.name, "revision": header.revision},
            "currency": header.currency,
            "as_of": self.as_of.isoformat(),
            "credit": f"{credit:f}",
            "payable": f"{now:f}",
            "without_ledger": self.credits.without_ledger,
            "without_tax": self.credits.without_tax,
            "decisions": [row_json(row, lang) for row in self.rows],
            "postings": [
                {
                    "id": each.id,
                    "kind": each.kind,
                    "net": f"{each.net:f}",
                    "tax": f"{each.tax:f}",
                    "due": None if each.due is None else each.due.isoformat(),
                    "expires": None if each.expires is None else each.expires.isoformat(),
                }
                for each in self._proposals()
            ],
        }


_POSTING_COLUMNS = (
    PROGRAMME,
    PAYEE,
    PERIOD,
    Column("kind", Words("kind", "类型")),
    Column("seq", Words("number", "序号"), Kind.INTEGER),
    Column("net", Words("net", "不含税"), Kind.MONEY),
    Column("tax", Words("tax", "税额"), Kind.MONEY),
)


def _now(row: Answered) -> Decimal:
    return ZERO if row.due is None else row.due.movement.posted


def _is_open(row: Answered) -> bool:
    return row.decision.amount is None


def _shown(column: Column, cell: Cell) -> Cell:
    """A cell for people: money with its cents, units as they are."""
    if not isinstance(cell, (Decimal, Fraction)):
        return cell
    return money(cell) if column.name in _MONEY_ON_SCREEN else figure(cell)


def _cropped(table: Table, shown: int, lang: Language) -> Sequence[Block]:
    """The first rows of a table, and how many more there are; all of them for 0."""
    rest = len(table.rows) - shown if shown else 0
    if rest <= 0:
        return [Sheet(table)]
    return [Sheet(evolve(table, rows=table.rows[:shown])), Paragraph(stated(_REST, lang, count=rest))]
