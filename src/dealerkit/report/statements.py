"""A statement for the dealer whose it is: what counted, what it earned, what comes now, what is within reach.

Written to be handed over: no addresses, no words of policy files, no findings about others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from typing import cast

from attrs import frozen

from dealerkit.decisions import Outcome, Reason
from dealerkit.policy.policy import Policy
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.results import Row
from dealerkit.rebates.run import rounding_of
from dealerkit.rebates.statement import Entry, Statement
from dealerkit.rebates.windows import State
from dealerkit.report import settled_tables, tax_rates
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language, Words
from dealerkit.report.other_credits import other_credits, other_credits_json, waiting_credits, waiting_credits_json
from dealerkit.report.overrides import rests_on
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.sentences import listed_facts, told_to_payee
from dealerkit.report.tables import Cell, Column, Kind, Table
from dealerkit.report.whys import Teller, rate_of, rate_words
from dealerkit.report.words import DUE, PAYOUTS, PERIOD, stated
from dealerkit.report.workings import figure, money, units_words, working
from dealerkit.values.numbers import ONE, Number, add, multiply, subtract

_TITLE = Words("Rebate statement for {payee}", "{payee} 返利对账单")
_HEAD = Words(
    "As of {as_of}, under {policy}, revision {revision}. Amounts in {currency}, without tax.",
    "截至 {as_of}，依据{policy}（版本 {revision}）。金额单位 {currency}，不含税。",
)
_SUM = Words("Payable to you now: {now}. Paid before: {before}.", "本次应付给您：{now}。此前已付：{before}。")
_UNAPPROVED = Words("What is payable now is subject to our approval.", "本次应付须经我方签批后生效。")
_GOODS_NOW = Words("Given to you now: {units} units of {product}.", "本次给予您货品 {product} {units} 件。")
_CARRIED = Words(
    "{carried} paid too much before is set against your next rebates.", "此前多付的 {carried} 将从以后的返利中抵减。"
)
_NO_LEDGER = Words(
    "Earlier payments are not recorded here, so they are not taken off.",
    "此处没有此前付款的记录，因此尚未扣除已付部分。",
)
_NOTHING = Words(
    "There are no purchases or payments of yours under these rebates.", "没有您在这些返利项目下的进货或付款记录。"
)
_OVERVIEW = Words("Overview", "总览")
_MADE_OF = Words("Counted", "计入进货")
_EARNED = Words("earned", "应得")
_PAID = Words("paid before", "已付")
_NOW = Words("payable now", "本次应付")
_COLUMNS = (
    Column("title", Words("rebate", "返利项目")),
    PERIOD,
    Column("qualifying", _MADE_OF, Kind.MONEY),
    Column("rate", Words("rate", "返利标准"), Kind.RATE),
    Column("entitlement", _EARNED, Kind.MONEY),
    Column("settled", _PAID, Kind.MONEY),
    Column("posted", _NOW, Kind.MONEY),
    DUE,
)

_COUNTED = Words("Your purchases that count: {base}.", "计入的进货：{base}。")
_COUNTED_TOGETHER = Words("Purchases that count, of all together: {base}.", "合并计入的进货：{base}。")
_COUNTED_REBATES = Words("Rebates that count: {base}.", "计入的返利：{base}。")
_COUNTED_OF = {
    "sell-through": Words("Reported sales that count: {base}.", "计入的销售（按报告）：{base}。"),
    "incidents": Words("Records that count: {base}.", "计入的记录：{base}。"),
    "collections": Words("Payments that count: {base}.", "计入的回款：{base}。"),
    "collections-and-offsets": Words("Payments and offsets that count: {base}.", "计入的回款及冲抵：{base}。"),
    "psi": Words("Sales that count, by counts of stock: {base}.", "计入的销售（按库存推算）：{base}。"),
}
_UNITS = Words("{base} units", "{base} 台（件）")
_OTHERS = Words("The rebate is paid on {paying} of other purchases.", "返利按另一部分进货 {paying} 计算。")
_COMPARED = Words("They are compared with {baseline}.", "与比较基数 {baseline} 对比。")
_REACHED = Words("You have reached the band from {bound}: {rate}.", "已达到 {bound} 起的一档：{rate}。")
_BELOW = Words("The first band is not reached yet.", "尚未达到第一档。")
_TOP = Words("This is the highest band.", "这已是最高一档。")
_FILLS = Words("{distance} to go to the next full {per}.", "再进 {distance}，即满下一个 {per}。")
_NEXT = Words(
    "The next band begins at {bound} and pays {rate}: {distance} to go.",
    "下一档从 {bound} 起，{rate}：还差 {distance}。",
)
_NEXT_EARNS = Words("Reaching it would bring {earns} in all.", "达到后合计可得 {earns}。")
_WORKING = Words("Earned: {working}.", "应得：{working}。")
_EARNS = Words("Earned: {amount}.", "应得：{amount}。")
_WAS_PAID = Words("Paid on {day}: {amount}.", "{day} 已付：{amount}。")
_IS_PAID = Words("Payable now: {amount}, {payout}", "本次应付：{amount}，{payout}")
_BY = Words(", by {due}", "，期限 {due}")
_UNTIL = Words(", usable until {expires}", "，可用至 {expires}")
_BACK = Words("We ask back {amount}, since less was earned than was paid.", "应得少于已付，需收回 {amount}。")
_KEPT = Words("{amount} paid too much before is not asked back.", "此前多付的 {amount} 不再收回。")
_SET_OFF = Words(
    "{amount} paid too much before is set against your next rebates.", "此前多付的 {amount} 从以后的返利中抵减。"
)
_RUNS = Words(
    "The period runs until {last}; these figures are as of today, nothing is payable yet.",
    "本期至 {last} 结束；以上为目前数字，尚不支付。",
)
_UNKNOWN = Words(
    "What you have earned cannot be told yet, because this is not on record: {facts}. Please ask us, or send it to us.",
    "目前无法确定应得金额，因为以下信息没有记录：{facts}。请与我们联系或补交资料。",
)
_UNTOLD = Words(
    "What you have earned cannot be told yet: a figure does not fit the rules. Please ask us.",
    "目前无法确定应得金额：有一项数字与规则不符。请与我们联系。",
)
_TAKEN_OFF = Words(
    "{amount} paid too much before is taken off what is payable to you now.", "此前多付的 {amount} 已从本次应付中抵减。"
)
_YOURS = Words("Your own figure is {amount} ({document} of {day}).", "您自报的金额为 {amount}（{document}，{day}）。")
_YOURS_ALONE = Words("Your own figure is {amount} ({day}).", "您自报的金额为 {amount}（{day}）。")
_MORE = Words("That is {amount} more than ours.", "比我方多 {amount}。")
_LESS = Words("That is {amount} less than ours.", "比我方少 {amount}。")
_SAME = Words("That is the same as ours.", "与我方一致。")
_UNITS_OF = Words("{units} units of {product}", "{product} {units} 件")
_FROM_POLICY = Words("the rebate policy", "返利政策")
_UNIT_MEASURE = "quantity"


@frozen(eq=False)
class StatementReport:
    """One payee's statement with the policy it rests on."""

    statement: Statement
    teller: Teller

    @property
    def policy(self) -> Policy:
        """The policy."""
        return self.teller.policy

    @property
    def programmes(self) -> Mapping[str, Programme]:
        """Its programmes."""
        return self.teller.programmes

    def report(self) -> Report:
        """The report; its screen and its paper are the same."""
        return Report("statement", self.page, self.page, lambda lang: (self._table(lang),), self.document)

    def page(self, lang: Language) -> Page:
        """The statement."""
        found = self.statement
        payee = f"{found.payee_name} ({found.payee})" if found.payee_name else found.payee
        blocks: list[Block] = [Paragraph("\n".join(self._head(lang)))]
        if found.entries:
            blocks.append(Sheet(self._table(lang)))
            blocks += [self._entry(each, lang) for each in self._told()]
        else:
            blocks.append(Paragraph(_NOTHING.said_in(lang)))
        blocks += other_credits(self.policy, found.others)
        blocks += waiting_credits(self.policy, found.waiting)
        return Page(stated(_TITLE, lang, payee=payee), blocks)

    def _head(self, lang: Language) -> Iterator[str]:
        found, header = self.statement, self.policy.header
        title = header.title or _FROM_POLICY.said_in(lang)
        yield stated(_HEAD, lang, as_of=found.as_of, policy=title, revision=found.revision, currency=found.currency)
        yield stated(_SUM, lang, now=money(found.paid_now), before=money(found.paid_before))
        for product, units in found.goods_now:
            yield stated(_GOODS_NOW, lang, units=figure(units), product=product)
        if found.unapproved:
            yield _UNAPPROVED.said_in(lang)
        if found.carried:
            yield stated(_CARRIED, lang, carried=money(-found.carried))
        if found.without_ledger:
            yield _NO_LEDGER.said_in(lang)

    def _told(self) -> Iterator[Entry]:
        """What is worth a section: the latest period of each programme, and whatever moves money or is open."""
        latest = {entry.row.programme: entry for entry in self.statement.entries}
        for entry in self.statement.entries:
            moved = entry.row.movement
            if (
                latest[entry.row.programme] is entry
                or moved.posted
                or moved.carried
                or moved.given_up
                or entry.row.entitlement is None
            ):
                yield entry

    def _table(self, lang: Language) -> Table:
        return Table(
            "statement", _OVERVIEW, _COLUMNS, tuple(self._cells(each.row, lang) for each in self.statement.entries)
        )

    def _cells(self, row: Row, lang: Language) -> tuple[Cell, ...]:
        known = row.entitlement is not None
        return (
            row.title or row.programme,
            _period(row),
            figure(row.qualifying),
            rate_words(self.programmes[row.programme], row, lang),
            units_words(row.entitlement, row.goods) if row.entitlement is not None else None,
            units_words(row.settled, row.goods),
            units_words(row.movement.posted, row.goods) if known else None,
            row.due,
        )

    def _entry(self, entry: Entry, lang: Language) -> Points:
        row = entry.row
        title = f"{row.title or row.programme} {_period(row)}"
        return Points(title, tuple(Point(each) for each in self._sentences(entry, lang)))

    def _sentences(self, entry: Entry, lang: Language) -> Iterator[str]:
        row = entry.row
        programme = self.programmes[row.programme]
        yield stated(_counted(programme), lang, base=_base(row.qualifying, programme, lang))
        if entry.override is not None:
            yield from rests_on(entry.override, lang)
        if programme.paying is not None:
            yield stated(_OTHERS, lang, paying=figure(row.decided.paying))
        if row.decided.baseline is not None:
            yield stated(_COMPARED, lang, baseline=figure(row.decided.baseline))
        if row.decided.outcome is Outcome.UNDETERMINED:
            missing = row.decided.missing
            yield (
                stated(_UNKNOWN, lang, facts=listed_facts(missing, self.policy, lang))
                if missing
                else _UNTOLD.said_in(lang)
            )
            return
        yield from self._bands(entry, programme, lang)
        for reason in self.teller.trace(row).reasons:
            words = told_to_payee(reason, programme, lang)
            if words:
                yield words
        if row.entitlement:
            line = working(programme, row.decided, rounding_of(self.policy, programme))
            amount = _said(row.entitlement, row, lang)
            yield stated(_WORKING, lang, working=line) if line else stated(_EARNS, lang, amount=amount)
        if row.partner is not None:
            yield from self._compared(row, lang)
        yield from self._payments(entry, programme, lang)

    def _bands(self, entry: Entry, programme: Programme, lang: Language) -> Iterator[str]:
        row, above = entry.row, entry.next_band
        band = next((each for each in reversed(row.decided.reasons) if each.step.startswith(("band-", "slice-"))), None)
        bound = band.arg("bound") if band is not None else ""
        if isinstance(bound, (Decimal, Fraction)):
            yield stated(_REACHED, lang, bound=figure(bound), rate=rate_words(programme, row, lang))
        elif row.decided.code == "DK332":
            yield _BELOW.said_in(lang)
        if above is not None and row.decided.code not in {"DK330", "DK333"}:
            rate = rate_of(programme, above.rate, lang, above.rule)
            distance = _base(above.distance, programme, lang)
            text = stated(_NEXT, lang, bound=figure(above.base), rate=rate, distance=distance)
            # What a band would earn says something only while the payee gets anything at all.
            if above.earns:
                text += (" " if lang == "en" else "") + stated(_NEXT_EARNS, lang, earns=_said(above.earns, row, lang))
            yield text
        elif band is not None:
            yield _TOP.said_in(lang)
        if band is not None and band.step.endswith("-full") and programme.paying is None:
            yield from self._next_full(band, row, programme, lang, is_highest=above is None)

    def _compared(self, row: Row, lang: Language) -> Iterator[str]:
        """The payee's own figure beside ours."""
        if row.partner is not None:
            words = _YOURS if row.partner.document else _YOURS_ALONE
            amount = _said(row.partner.amount, row, lang)
            yield stated(words, lang, amount=amount, document=row.partner.document, day=row.partner.day)
        if row.difference:
            yield stated(
                _MORE if row.difference > 0 else _LESS, lang, amount=_said(row.difference.copy_abs(), row, lang)
            )
        elif row.difference is not None:
            yield _SAME.said_in(lang)

    def _next_full(
        self, band: Reason, row: Row, programme: Programme, lang: Language, *, is_highest: bool
    ) -> Iterator[str]:
        """How much fills the next increment, where full ones are paid on the whole base or on its last slice."""
        per, full, base = (band.arg(name) for name in ("per", "full", "base"))
        # A slice may end before its next increment is full.
        is_of_all = programme.method == "retrospective" or (programme.method == "incremental" and is_highest)
        is_cut = any(each.step == "cap-base" for each in row.decided.reasons)
        if is_of_all and not is_cut and all(isinstance(each, Decimal | Fraction) for each in (per, full, base)):
            filled = multiply(cast("Number", per), add(cast("Number", full), ONE))
            distance = _base(subtract(filled, cast("Number", base)), programme, lang)
            yield stated(_FILLS, lang, distance=distance, per=figure(cast("Number", per)))

    def _payments(self, entry: Entry, programme: Programme, lang: Language) -> Iterator[str]:
        row = entry.row

        def money(amount: Number) -> str:
            return _said(amount, row, lang)

        for posting in entry.postings:
            yield stated(_WAS_PAID, lang, day=posting.posted_on, amount=money(posting.amount))
        posted, moved = row.movement.posted, row.movement
        if posted > 0:
            text = stated(_IS_PAID, lang, amount=money(posted), payout=PAYOUTS[programme.settle.payout].said_in(lang))
            text += stated(_BY, lang, due=row.due) if row.due else ""
            text += stated(_UNTIL, lang, expires=row.expires) if row.expires else ""
            yield text + ("。" if lang == "zh" else ".")
            yield from tax_rates.sentences(row, lang)
        elif posted < 0:
            yield stated(_TAKEN_OFF if moved.is_set_off else _BACK, lang, amount=money(-posted))
        if moved.carried:
            yield stated(_SET_OFF, lang, amount=money(-moved.carried))
        if moved.given_up:
            yield stated(_KEPT, lang, amount=money(-moved.given_up))
        if row.window.state is State.RUNNING:
            yield stated(_RUNS, lang, last=row.window.last)

    def document(self, lang: Language) -> dict[str, Json]:
        """The statement as JSON, with the reasons and their places for the company's own programs."""
        found = self.statement
        return {
            "schema_version": SCHEMA_VERSION,
            "payee": found.payee,
            "payee_name": found.payee_name,
            "policy": {"name": found.policy, "revision": found.revision},
            "currency": found.currency,
            "as_of": found.as_of.isoformat(),
            "known_at": found.known_at.isoformat() if found.known_at else None,
            "without_ledger": found.without_ledger,
            "paid_before": f"{found.paid_before:f}",
            "paid_now": f"{found.paid_now:f}",
            "carried": f"{found.carried:f}",
            "goods_now": [{"product": product, "units": f"{units:f}"} for product, units in found.goods_now],
            "unapproved": found.unapproved,
            "entries": [self._entry_json(each, lang) for each in found.entries],
            "other_credits": other_credits_json(found.others),
            "waiting_credits": waiting_credits_json(found.waiting),
        }

    def _entry_json(self, entry: Entry, lang: Language) -> dict[str, Json]:
        above = entry.next_band
        return {
            **settled_tables.row_json(entry.row, self.teller, lang),
            "next_band": None
            if above is None
            else {
                "rule": above.rule.address,
                "base": figure(above.base).replace(",", ""),
                "distance": figure(above.distance).replace(",", ""),
                "earns": None if above.earns is None else f"{above.earns:f}",
            },
            "sentences": [*self._sentences(entry, lang)],
        }


def _said(amount: Number, row: Row, lang: Language) -> str:
    """An amount of a row: money, or units of the goods that are given."""
    if row.goods:
        return stated(_UNITS_OF, lang, units=figure(amount), product=row.goods)
    return money(amount)


def _period(row: Row) -> str:
    """The period as anyone reads it: a contract year by its days, not by its label."""
    period = row.window.period
    return f"{period.start} – {period.end}" if "/" in period.label else period.label


def _counted(programme: Programme) -> Words:
    """What the base is made of: the payee's own purchases, those of several, or rebates that were earned."""
    if programme.qualifying.source == "entitlements":
        return _COUNTED_REBATES
    if programme.payee == "dealer" and programme.qualifying.source in _COUNTED_OF:
        return _COUNTED_OF[programme.qualifying.source]
    return _COUNTED if programme.accumulate is None else _COUNTED_TOGETHER


def _base(base: Number, programme: Programme, lang: Language) -> str:
    """A base as it is measured: money, or units."""
    if programme.qualifying.measure == _UNIT_MEASURE:
        return stated(_UNITS, lang, base=figure(base))
    return figure(base)
