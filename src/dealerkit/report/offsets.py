"""A dealer's credit, for the dealer and for the order desk: what is open, what an order uses, what is left.

The reasons name postings and rules, so that the company can follow them; the figures come first.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from attrs import frozen

from dealerkit.decisions import Outcome, Reason
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing
from dealerkit.problems import Problem, problem
from dealerkit.rebates.ledger import Posting
from dealerkit.rebates.offset.credits import Lot, State, limit_of
from dealerkit.rebates.offset.offsets import Offset, Offsetting
from dealerkit.rebates.offset.units import UnitPrice
from dealerkit.rebates.programme import programmes_of
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import sentence, step
from dealerkit.report.messages.wording import percent
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.sentences import listed_facts
from dealerkit.report.tables import Cell, Column, Kind, Table, cell_for_programs
from dealerkit.report.words import PERIOD, TITLE, stated
from dealerkit.report.workings import money
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals

_MOST_PRODUCTS = 10
_NOTHING = Decimal("0.00")

_PAGE = Words("Credit of {payee} as of {as_of}", "{payee} 返利余额（截至 {as_of}）")
_HEAD = Words(
    "Policy {name}, revision {revision}. Amounts in {currency}, {tax}.",
    "政策 {name}，版本 {revision}。金额单位 {currency}，{tax}。",
)
_WITH_TAX = Words("with tax", "含税")
_WITHOUT_TAX = Words("without tax", "不含税")
_RULE = Words(
    "Credit pays at most {share} of {base}, the oldest first.", "返利最多可冲抵{base}的 {share}，先用最早的。"
)
_BASES: Mapping[str, Words] = {
    "order-net": Words("an order's net value", "订单未税金额"),
    "order-gross": Words("an order's gross value", "订单含税金额"),
    "shipment-net": Words("a shipment's net value", "发货未税金额"),
    "shipment-gross": Words("a shipment's gross value", "发货含税金额"),
    "invoice-net": Words("an invoice's net amount", "发票未税金额"),
    "invoice-gross": Words("an invoice's gross amount", "发票含税金额"),
}
_SUMS = Words(
    "Granted so far: {granted}. Used on orders: {used}. Expired: {expired}. Taken back: {taken}.",
    "累计取得：{granted}。已冲抵：{used}。已过期：{expired}。已收回：{taken}。",
)
_OPEN = Words("Open now: {open}.", "现可用：{open}。")
_OWED = Words(
    "{owed} taken back is more than there was; it is set against the next credit.",
    "收回超过余额 {owed}，将从以后的返利中抵减。",
)
_WHOLE = Words("An order of {order} would use it all.", "{order} 的订单可将其全部用完。")
_NEXT = Words("The next to expire: {amount}, usable until {day}.", "最先到期：{amount}，可用至 {day}。")
_LAPSED = Words("{amount} can no longer be used: its time is over.", "{amount} 已过期，不能再用。")
_HELD = Words("{amount} waits: its entries in the ledger have findings.", "{amount} 暂不可用：台账中的有关记录有问题。")
_SETTLED_FIRST = Words(
    "Nothing is proposed for posting while the ledger has findings.", "台账有问题，暂不列出任何待过账。"
)
_AN_ORDER = Words(
    "Order {number} of {value}: {amount} is paid with credit, {left} is left",
    "订单 {number}，金额 {value}：可冲抵 {amount}，余 {left}",
)
_ONE_ORDER = Words(
    "An order of {value}: {amount} is paid with credit, {left} is left",
    "金额 {value} 的订单：可冲抵 {amount}，余 {left}",
)
_NOT_KNOWN = Words("cannot be told, because this is not known: {facts}", "无法确定，缺少：{facts}")
_MORE = Words("{more} more on this order would use all of it", "该订单再增加 {more} 即可全部用完")
_LOTS = Words("The credit, the oldest first", "返利余额，最早的在前")
_UNITS = Words("An order that would use it all, in units of one product", "可全部用完的订单，按单一商品折合件数")
_POSTINGS = Words("What is to be posted", "待过账")
_STATES: Mapping[State, Words] = {
    State.OPEN: Words("", ""),
    State.EXPIRED: Words("expired", "已过期"),
    State.HELD: Words("held", "暂停使用"),
}
_LOT_COLUMNS = (
    TITLE,
    PERIOD,
    Column("posted_on", Words("posted", "过账日"), Kind.DATE),
    Column("age", Words("days", "天数"), Kind.INTEGER),
    Column("amount", Words("credit", "金额"), Kind.MONEY),
    Column("open", Words("open", "可用"), Kind.MONEY),
    Column("used", Words("used now", "本次使用"), Kind.MONEY),
    Column("left", Words("left", "剩余"), Kind.MONEY),
    Column("expires", Words("usable until", "可用至"), Kind.DATE),
    Column("state", Words("state", "状态")),
    Column("id", Words("posting", "记录")),
)
_SHOWN = len(_LOT_COLUMNS) - 1
_UNIT_COLUMNS = (
    Column("product", Words("product", "商品")),
    Column("name", Words("name", "名称")),
    Column("price", Words("unit price", "单价"), Kind.MONEY),
    Column("units", Words("units", "件数"), Kind.INTEGER),
    Column("source", Words("price from", "单价来源")),
)
_POSTING_COLUMNS = (
    Column("kind", Words("kind", "类别")),
    Column("reference", Words("order", "订单")),
    Column("net", Words("net", "未税"), Kind.MONEY),
    Column("tax", Words("tax", "税额"), Kind.MONEY),
    Column("gross", Words("gross", "含税"), Kind.MONEY),
    Column("id", Words("id", "记录号")),
    Column("closes", Words("uses up", "使用的记录")),
)


@frozen(eq=False)
class OffsetReport:
    """The credit of one payee, the orders it pays, and what a unit of each product costs the payee."""

    policy: Policy
    found: Offsetting
    prices: tuple[UnitPrice, ...]
    payee_name: str
    places: Places

    def report(self) -> Report:
        """The report: a screen shows the first products only."""
        return Report("offset", self.page, self.paper, self.tables, self.document)

    def page(self, lang: Language) -> Page:
        """What fits a screen."""
        return self._page(lang, _MOST_PRODUCTS)

    def paper(self, lang: Language) -> Page:
        """Everything."""
        return self._page(lang, len(self.prices))

    def tables(self, lang: Language) -> tuple[Table, ...]:
        """Lots, units and postings."""
        return (self._lots(lang), self._units(len(self.prices)), self._postings())

    def _page(self, lang: Language, products: int) -> Page:
        credit = self.found.credit
        payee = f"{self.payee_name} ({credit.payee})" if self.payee_name else credit.payee
        blocks: list[Block] = [Paragraph("\n".join(self._head(lang)))]
        blocks += [Points(self._title(each, lang), tuple(self._why(each, lang))) for each in self.found.offsets]
        if credit.lots:
            lots = self._lots(lang)
            shown = tuple(row[:_SHOWN] for row in lots.rows)
            blocks.append(Sheet(Table(lots.name, lots.title, lots.columns[:_SHOWN], shown)))
        if self.prices and self.found.order_to_use_all:
            blocks.append(Sheet(self._units(products)))
        if self.found.proposals:
            blocks.append(Sheet(self._postings()))
        return Page(stated(_PAGE, lang, payee=payee, as_of=credit.as_of), blocks)

    def _head(self, lang: Language) -> Iterator[str]:
        found, credit, header = self.found, self.found.credit, self.policy.header
        limit = limit_of(self.policy)
        tax = (_WITH_TAX if limit.is_gross else _WITHOUT_TAX).said_in(lang)
        yield stated(_HEAD, lang, name=header.name, revision=header.revision, currency=header.currency, tax=tax)
        share = (
            listed_facts(found.share.facts, self.policy, lang)
            if isinstance(found.share, Missing)
            else percent(found.share)
        )
        yield stated(_RULE, lang, share=share, base=_BASES[limit.base].said_in(lang))
        taken = money(credit.taken_back)
        sums = {"granted": credit.granted, "used": credit.used, "expired": credit.expired}
        yield stated(_SUMS, lang, taken=taken, **{name: money(amount) for name, amount in sums.items()})
        whole = found.order_to_use_all
        text = stated(_OPEN, lang, open=money(credit.open))
        if whole:
            text += (" " if lang == "en" else "") + stated(_WHOLE, lang, order=money(whole))
        yield text
        ending = min((lot for lot in credit.usable if lot.last_day), key=lambda lot: str(lot.last_day), default=None)
        if ending is not None:
            yield stated(_NEXT, lang, amount=money(ending.left), day=ending.last_day)
        for words, lots in ((_LAPSED, credit.lapsed), (_HELD, _held(credit.lots))):
            amount = total_of_decimals(lot.left for lot in lots)
            if amount:
                yield stated(words, lang, amount=money(amount))
        if credit.owed:
            yield stated(_OWED, lang, owed=money(credit.owed))
        if not credit.is_settled:
            yield _SETTLED_FIRST.said_in(lang)

    def _title(self, offset: Offset, lang: Language) -> str:
        words = _AN_ORDER if offset.document.number else _ONE_ORDER
        return stated(
            words,
            lang,
            number=offset.document.number,
            value=money(offset.document.value),
            amount=money(offset.amount),
            left=money(offset.left),
        )

    def _why(self, offset: Offset, lang: Language) -> Iterator[Point]:
        decision = offset.decision
        if decision.outcome is Outcome.UNDETERMINED:
            yield Point(stated(_NOT_KNOWN, lang, facts=listed_facts(decision.missing, self.policy, lang)))
        for reason in decision.reasons:
            yield Point(step(reason, lang), self.places.of(reason.rule.at))
        whole = decision.value("order_to_use_all")
        if decision.outcome is Outcome.GRANTED and isinstance(whole, Decimal) and whole > offset.document.value:
            yield Point(stated(_MORE, lang, more=money(EXACT.subtract(whole, offset.document.value))))

    def _lots(self, lang: Language) -> Table:
        return Table("credit", _LOTS, _LOT_COLUMNS, tuple(self._lot(lot, lang) for lot in self.found.credit.lots))

    def _lot(self, lot: Lot, lang: Language) -> tuple[Cell, ...]:
        account = lot.posting.account
        programme = programmes_of(self.policy).get(account.programme)
        used = total_of_decimals(
            use.amount for offset in self.found.offsets for use in offset.uses if use.lot.posting.id == lot.posting.id
        )
        open = lot.left if lot.state is State.OPEN else _NOTHING
        return (
            (programme.title if programme is not None else None) or account.programme,
            account.period,
            lot.posting.posted_on,
            lot.age,
            lot.amount,
            open,
            EXACT.add(used, _NOTHING),
            EXACT.subtract(open, used),
            lot.last_day,
            _STATES[lot.state].said_in(lang),
            lot.posting.id,
        )

    def _units(self, most: int) -> Table:
        whole = self.found.order_to_use_all or ZERO
        rows = tuple(
            (each.product, each.name, each.price, each.units(whole), each.source) for each in self.prices[:most]
        )
        return Table("units", _UNITS, _UNIT_COLUMNS, rows)

    def _postings(self) -> Table:
        rows = tuple(
            (each.kind, each.reference, each.net, each.tax, each.gross, each.id, each.closes)
            for each in self.found.proposals
        )
        return Table("offset-postings", _POSTINGS, _POSTING_COLUMNS, rows)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON."""
        found, credit, header = self.found, self.found.credit, self.policy.header
        whole = found.order_to_use_all
        return {
            "schema_version": SCHEMA_VERSION,
            "payee": credit.payee,
            "payee_name": self.payee_name,
            "policy": {"name": header.name, "revision": header.revision},
            "currency": header.currency,
            "as_of": credit.as_of.isoformat(),
            "share": None if isinstance(found.share, Missing) else cell_for_programs(found.share),
            "base": limit_of(self.policy).base,
            "without_ledger": credit.without_ledger,
            "granted": _plain(credit.granted),
            "taken_back": _plain(credit.taken_back),
            "used": _plain(credit.used),
            "expired": _plain(credit.expired),
            "owed": _plain(credit.owed),
            "open": _plain(credit.open),
            "left": _plain(found.left),
            "order_to_use_all": None if whole is None else _plain(whole),
            "lots": _rows(self._lots(lang)),
            "orders": [self._order_json(each, lang) for each in found.offsets],
            "units": _rows(self._units(len(self.prices))),
            "postings": [_posting_json(each) for each in found.proposals],
        }

    def _order_json(self, offset: Offset, lang: Language) -> dict[str, Json]:
        decision, document = offset.decision, offset.document
        return {
            "number": document.number,
            "date": document.day.isoformat() if document.day else None,
            "value": _plain(document.value),
            "outcome": decision.outcome.value,
            "code": decision.code,
            "message": sentence(_told(decision.code, offset), lang)[0] if decision.code else "",
            "limit": None if offset.limit is None else _plain(offset.limit),
            "amount": _plain(offset.amount),
            "left": _plain(offset.left),
            "missing": list(decision.missing),
            "reasons": [self._reason_json(each, lang) for each in decision.reasons],
        }

    def _reason_json(self, reason: Reason, lang: Language) -> dict[str, Json]:
        at = reason.rule.at
        return {"rule": reason.rule.address, "place": f"{at.file}:{at.line}", "says": step(reason, lang)}


def _told(code: str, offset: Offset) -> Problem:
    """A refusal as its message, with the figures that it mentions."""
    why = offset.decision.reasons[-1] if offset.decision.reasons else None
    used = why.arg("used") if why is not None else ""
    return problem(
        code, None, order=offset.document.number, payee=offset.document.payee, used=used, facts=offset.decision.missing
    )


def _held(lots: tuple[Lot, ...]) -> tuple[Lot, ...]:
    return tuple(lot for lot in lots if lot.state is State.HELD)


def _posting_json(posting: Posting) -> dict[str, Json]:
    return {
        "id": posting.id,
        "kind": posting.kind,
        "net": _plain(posting.net),
        "tax": _plain(posting.tax),
        "gross": _plain(posting.gross),
        "reference": posting.reference,
        "closes": posting.closes,
        "posted_on": posting.posted_on.isoformat(),
        "content_hash": posting.content_hash,
    }


def _rows(table: Table) -> list[Json]:
    return [
        {
            column.name: cell if isinstance(cell, int) else cell_for_programs(cell)
            for column, cell in zip(table.columns, row, strict=True)
        }
        for row in table.rows
    ]


def _plain(amount: Decimal) -> str:
    return f"{amount:f}"
