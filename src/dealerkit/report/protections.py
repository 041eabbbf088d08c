"""Price protection as people read it: what each cut costs, whom it credits, and which units are refused and why.

A screen shows the cuts, the dealers, and the units that are refused; paper adds every step of every
decision with its place. Tables and JSON hold everything.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from attrs import evolve, field, frozen

from dealerkit.problems import Problem
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.protection.prices import Cut
from dealerkit.rebates.protection.results import Protected
from dealerkit.rebates.protection.run import ProtectionRun
from dealerkit.rebates.protection.units import REFUSED, Part
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places
from dealerkit.report.protection_words import FATES, arg_json, ended, part_json, reason_json, said
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.words import CODE, NAME, NOW, OUTCOME, PAID, PAYEE, PERIOD, PROGRAMME, TITLE, stated
from dealerkit.report.workings import figure, money
from dealerkit.values.exact import total_of_decimals

SHOWN = 12
"""Rows of a table on the screen."""

_TITLE = Words("Price protection: {policy}", "价保：{policy}")
_HEAD = Words(
    "As of {as_of}, revision {revision}. Amounts in {currency}.", "截至 {as_of}，版本 {revision}。金额单位 {currency}。"
)
_SUM = Words(
    "Credited: {credit} for {units} units. Refused: {refused} units, {amount}.",
    "补偿 {credit}，共 {units} 台（件）；拒绝 {refused} 台（件），计 {amount}。",
)
_OPEN = Words("{count} cannot be told.", "{count} 项无法确定。")
_PAID = Words(
    "Posted before: {paid}. Payable now: {now}, with tax {gross}.", "此前已过账 {paid}；本次应付 {now}，含税 {gross}。"
)
_CARRIED = Words("Carried forward: {carried}.", "结转下期 {carried}。")
_UNTAXED = Words(
    "No line or product says a tax rate, so amounts with tax are the same.", "销售行和商品均无税率，含税金额与此相同。"
)
_NO_LEDGER = Words(
    "The book has no ledger, so all that was credited looks unpaid.", "账册没有台账，因此全部补偿都显示为未付。"
)
_NO_CUT = Words("No price was lowered on a day that these schemes protect.", "在方案适用的日期内没有降价。")
_NOTHING = Words("Nobody had stock to protect, and nobody claimed.", "没有需要价保的库存，也没有人申请。")
_CUTS = Words("Price cuts", "调价")
_DEALERS = Words("Dealers", "经销商")
_REFUSED_UNITS = Words("Units that are not credited", "不予补偿的商品")
_REST = Words(
    "and {count} more; all of them with `--format md` or `--out`",
    "另有 {count} 行；用 `--format md` 或 `--out` 可看全部",
)
_OF_CUT = Words("{name} {product}, cut of {on}: {amount}", "{name} {product}，{on} 调价：{amount}")

_PRODUCT = Column("product", Words("product", "商品"))
_ON = Column("cut_on", Words("cut on", "调价日"), Kind.DATE)
_BEFORE = Column("price_before", Words("before", "原价"), Kind.MONEY)
_AFTER = Column("price_after", Words("after", "现价"), Kind.MONEY)
_DROP = Column("drop", Words("drop", "降幅"), Kind.MONEY)
_STOCK = Column("stock", Words("stock", "库存"), Kind.MONEY)
_UNITS = Column("protected", Words("protected", "补偿数量"), Kind.MONEY)
_REFUSED = Column("refused", Words("refused", "拒绝数量"), Kind.MONEY)
_AMOUNT = Column("credit", Words("credit", "补偿金额"), Kind.MONEY)
_LOST = Column("refused_amount", Words("refused amount", "拒绝金额"), Kind.MONEY)
_CLAIMED = Column("claimed_amount", Words("claimed", "申请金额"), Kind.MONEY)
_QUANTITY = Column("quantity", Words("units", "数量"), Kind.MONEY)
_BOUGHT = Column("bought_on", Words("bought on", "进货日"), Kind.DATE)
_SERIAL = Column("serial", Words("serial number", "串号"))
_FATE = Column("fate", Words("why", "原因"))
_PART = Column("amount", Words("amount", "金额"), Kind.MONEY)
_SCHEME = Column("scheme", Words("scheme", "方案"))

_CUT_COLUMNS = (_PRODUCT, _ON, _BEFORE, _AFTER, _DROP, _UNITS, _AMOUNT, _REFUSED, _LOST)
_ROW_COLUMNS = (PAYEE, NAME, _PRODUCT, _ON, _DROP, _STOCK, _UNITS, _AMOUNT, _REFUSED, _LOST, _CLAIMED, OUTCOME)
_SHOWN_COLUMNS = tuple(column for column in _ROW_COLUMNS if column is not _DROP)
"""The cuts above say the drop already."""
_UNIT_COLUMNS = (PAYEE, _PRODUCT, _ON, _QUANTITY, _BOUGHT, _SERIAL, _PART, _FATE)

_POSTING_COLUMNS = (
    PROGRAMME,
    PAYEE,
    PERIOD,
    Column("kind", Words("kind", "类型")),
    Column("seq", Words("number", "序号"), Kind.INTEGER),
    Column("net", Words("net", "不含税"), Kind.MONEY),
    Column("tax", Words("tax", "税额"), Kind.MONEY),
)


@frozen(eq=False)
class ProtectionReport:
    """What price protection comes to, for one dealer and one product if so asked."""

    run: ProtectionRun
    places: Places
    dealer: str = ""
    product: str = ""
    rows: tuple[Protected, ...] = field(init=False)
    cuts: tuple[Cut, ...] = field(init=False)

    @rows.default
    def _asked(self) -> tuple[Protected, ...]:
        return tuple(
            row
            for row in self.run.rows
            if self.dealer in {"", row.case.dealer} and self.product in {"", row.case.cut.product}
        )

    @cuts.default
    def _of_the_rows(self) -> tuple[Cut, ...]:
        shown = {row.case.cut for row in self.rows}
        return tuple(cut for cut in self.run.cuts if cut in shown)

    @property
    def proposals(self) -> tuple[Posting, ...]:
        """The postings proposed for the decisions that are shown."""
        dues = (row.due for row in self.rows)
        return tuple(due.posting for due in dues if due is not None and due.posting is not None)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The findings: all of the run's, since a hole or a wrong stock elsewhere is one whoever is asked about."""
        return self.run.problems

    def report(self) -> Report:
        """The report."""
        return Report(
            "protection",
            lambda lang: self._page(lang, SHOWN),
            lambda lang: self._page(lang, 0),
            self.tables,
            self.document,
        )

    def figures(self) -> tuple[Decimal, Decimal, int]:
        """What is credited, for how many units, and how many decisions are open."""
        credit = total_of_decimals(row.credit for row in self.rows if row.credit is not None)
        units = total_of_decimals(row.credited_units for row in self.rows if row.credit)
        return credit, units, sum(row.credit is None for row in self.rows)

    def _page(self, lang: Language, shown: int) -> Page:
        header = self.run.policy.header
        blocks: list[Block] = [Paragraph("\n".join(self._head(lang)))]
        if not self.rows:
            blocks.append(Paragraph((_NOTHING if self.run.cuts else _NO_CUT).said_in(lang)))
            return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)
        blocks.append(Sheet(Table("cuts", _CUTS, _CUT_COLUMNS, self._cut_rows(for_people=True))))
        blocks += _cropped(Table("protection", _DEALERS, _SHOWN_COLUMNS, tuple(self._people(lang))), shown, lang)
        refused = tuple(self._refused(lang))
        if refused:
            blocks += _cropped(Table("refused", _REFUSED_UNITS, _UNIT_COLUMNS, refused), shown, lang)
        told = self.rows if not shown else self.rows[:1] if len(self.rows) > 1 and not self.dealer else self.rows
        blocks += [self._story(row, lang) for row in told]
        return Page(stated(_TITLE, lang, policy=header.title or header.name), blocks)

    def _head(self, lang: Language) -> Iterator[str]:
        header = self.run.policy.header
        yield stated(_HEAD, lang, as_of=self.run.as_of, revision=header.revision, currency=header.currency)
        if not self.rows:
            return
        credit, units, open_ = self.figures()
        refused = total_of_decimals(row.refused_units for row in self.rows)
        amount = total_of_decimals(row.refused_amount for row in self.rows)
        yield stated(
            _SUM, lang, credit=money(credit), units=figure(units), refused=figure(refused), amount=money(amount)
        )
        if open_:
            yield stated(_OPEN, lang, count=open_)
        paid = total_of_decimals(row.due.settled for row in self.rows if row.due is not None)
        now = total_of_decimals(each.net for each in self.proposals)
        gross = total_of_decimals(each.gross for each in self.proposals)
        yield stated(_PAID, lang, paid=money(paid), now=money(now), gross=money(gross))
        carried = total_of_decimals(row.due.movement.carried for row in self.rows if row.due is not None)
        if carried:
            yield stated(_CARRIED, lang, carried=money(carried))
        if self.run.credits.without_tax:
            yield _UNTAXED.said_in(lang)
        if self.run.credits.without_ledger:
            yield _NO_LEDGER.said_in(lang)

    def _story(self, row: Protected, lang: Language) -> Points:
        """Every step of one decision with its place."""
        case, decision = row.case, row.decision
        name = self.run.name(case.dealer) or case.dealer
        amount = "?" if row.credit is None else money(row.credit)
        title = stated(_OF_CUT, lang, name=name, product=case.cut.product, on=case.cut.on, amount=amount)
        points = [
            Point(said(each, lang), self.places.of(each.rule.at)) for each in (*decision.reasons, *decision.tried)
        ]
        if decision.code:
            points.append(Point(f"{ended(row, lang)} ({decision.code})"))
        return Points(title, tuple(points))

    def _cut_rows(self, *, for_people: bool) -> tuple[tuple[Cell, ...], ...]:
        found: list[tuple[Cell, ...]] = []
        for cut in self.cuts:
            rows = [row for row in self.rows if row.case.cut == cut]
            sums: tuple[Decimal, ...] = (
                total_of_decimals(row.credited_units for row in rows if row.credit),
                total_of_decimals(row.credit for row in rows if row.credit is not None),
                total_of_decimals(row.refused_units for row in rows),
                total_of_decimals(row.refused_amount for row in rows),
            )
            prices = (cut.before, cut.after, cut.drop)
            if for_people:
                units, credit, refused, lost = sums
                shown = (figure(units), money(credit), figure(refused), money(lost))
                found.append((cut.product, cut.on, *(figure(each) for each in prices), *shown))
            else:
                found.append((cut.product, cut.on, *prices, *sums))
        return tuple(found)

    def _people(self, lang: Language) -> Iterator[tuple[Cell, ...]]:
        """The rows as people read them: most credited first."""
        for row in sorted(self.rows, key=lambda each: (-(each.credit or 0), each.case.dealer, each.case.cut.product)):
            cells = dict(zip((column.name for column in _ROW_COLUMNS), self._cells(row, lang), strict=True))
            yield tuple(_shown(column, cells[column.name]) for column in _SHOWN_COLUMNS)

    def _cells(self, row: Protected, lang: Language) -> tuple[Cell, ...]:
        case = row.case
        known = row.credit is not None
        return (
            case.dealer,
            self.run.name(case.dealer) or None,
            case.cut.product,
            case.cut.on,
            case.cut.drop,
            case.stock.quantity,
            row.credited_units if known else None,
            row.credit,
            row.refused_units,
            row.refused_amount,
            row.claim.amount if row.claim is not None else None,
            ended(row, lang),
        )

    def _refused(self, lang: Language) -> Iterator[tuple[Cell, ...]]:
        for row in self.rows:
            for part in row.parts:
                if part.fate in REFUSED:
                    cells = _unit(row, part, lang)
                    amount = None if part.amount is None else money(part.amount)
                    yield (*cells[:3], figure(part.quantity), *cells[4:6], amount, cells[7])

    def tables(self, lang: Language) -> tuple[Table, ...]:
        """The rows, the units, the cuts, all in full."""
        rows = tuple(
            (row.scheme.id, row.scheme.title, *self._cells(row, lang), *_posted(row), row.decision.code or None)
            for row in self.rows
        )
        parts = tuple((row.scheme.id, *_unit(row, part, lang)) for row in self.rows for part in row.parts)
        postings = tuple(
            (each.account.programme, each.account.payee, each.account.period, each.kind, each.seq, each.net, each.tax)
            for each in self.proposals
        )
        return (
            Table("protection", _DEALERS, (_SCHEME, TITLE, *_ROW_COLUMNS, PAID, NOW, CODE), rows),
            Table("protection_postings", Words("Postings proposed", "待过账"), _POSTING_COLUMNS, postings),
            Table("protection_units", Words("Units", "逐台明细"), (_SCHEME, *_UNIT_COLUMNS), parts),
            Table("price_cuts", _CUTS, _CUT_COLUMNS, self._cut_rows(for_people=False)),
        )

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON, with reasons and places."""
        header = self.run.policy.header
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": header.name, "revision": header.revision},
            "currency": header.currency,
            "as_of": self.run.as_of.isoformat(),
            "credit": f"{self.figures()[0]:f}",
            "payable": f"{total_of_decimals(each.net for each in self.proposals):f}",
            "without_ledger": self.run.credits.without_ledger,
            "without_tax": self.run.credits.without_tax,
            "decisions": [self._row_json(row, lang) for row in self.rows],
            "postings": [
                {
                    "id": each.id,
                    "kind": each.kind,
                    "net": f"{each.net:f}",
                    "tax": f"{each.tax:f}",
                    "due": None if each.due is None else each.due.isoformat(),
                }
                for each in self.proposals
            ],
        }

    def _row_json(self, row: Protected, lang: Language) -> dict[str, Json]:
        case, decision, claim = row.case, row.decision, row.claim
        return {
            "scheme": row.scheme.rule.address,
            "dealer": case.dealer,
            "name": self.run.name(case.dealer),
            "product": case.cut.product,
            "cut_on": case.cut.on.isoformat(),
            "price_before": f"{case.cut.before:f}",
            "price_after": f"{case.cut.after:f}",
            "outcome": decision.outcome.value,
            "code": decision.code,
            "credit": None if row.credit is None else f"{row.credit:f}",
            "stock": None if case.stock.quantity is None else f"{case.stock.quantity:f}",
            "settled": None if row.due is None else f"{row.due.settled:f}",
            "payable": None if row.due is None or row.due.payable is None else f"{row.due.payable:f}",
            "missing": [*decision.missing],
            "claim": None
            if claim is None
            else {
                "claims": [*claim.ids],
                "quantity": None if claim.quantity is None else f"{claim.quantity:f}",
                "amount": None if claim.amount is None else f"{claim.amount:f}",
            },
            "refused_units": f"{row.refused_units:f}",
            "refused_amount": f"{row.refused_amount:f}",
            "units": [part_json(part) for part in row.parts],
            "reasons": [reason_json(each, lang) for each in decision.reasons],
            "tried": [reason_json(each, lang) for each in decision.tried],
            "reads": {each.name: arg_json(each.value) for each in decision.reads},
        }


def _posted(row: Protected) -> tuple[Cell, Cell]:
    """What was posted for the cut before, and what is now."""
    return (None, None) if row.due is None else (row.due.settled, row.due.movement.posted)


def _shown(column: Column, cell: Cell) -> Cell:
    """A cell for people: money with its cents, units as they are."""
    if column.kind is not Kind.MONEY or not isinstance(cell, Decimal):
        return cell
    return money(cell) if column in {_AMOUNT, _LOST, _CLAIMED} else figure(cell)


def _unit(row: Protected, part: Part, lang: Language) -> tuple[Cell, ...]:
    case = row.case
    fate = FATES[part.fate].said_in(lang)
    return (
        case.dealer,
        case.cut.product,
        case.cut.on,
        part.quantity,
        part.bought_on,
        part.serial or None,
        part.amount,
        fate,
    )


def _cropped(table: Table, shown: int, lang: Language) -> Sequence[Block]:
    """The first rows of a table, and how many more there are; all of them for 0."""
    rest = len(table.rows) - shown if shown else 0
    if rest <= 0:
        return [Sheet(table)]
    return [Sheet(evolve(table, rows=table.rows[:shown])), Paragraph(stated(_REST, lang, count=rest))]
