"""Why a row of a settlement is what it is: every step with its figures, down to the line of the policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from attrs import frozen

from dealerkit.decisions import Decision, Reason, Rule
from dealerkit.measures.takes import COUNT, LINES
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.problems import Location
from dealerkit.rebates.clauses import Base, plain
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.results import Row
from dealerkit.rebates.run import Run, rounding_of
from dealerkit.rebates.windows import State
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages.wording import percent
from dealerkit.report.pages import Point, Points
from dealerkit.report.places import Places
from dealerkit.report.sentences import listed_facts, told
from dealerkit.report.words import PAYOUTS, stated
from dealerkit.report.workings import amount_of, figure, money, units_words, working
from dealerkit.values.numbers import Number

_COUNTS = Words("{measure} that counts: {base}", "计入的 {measure}：{base}")
_COUNTS_WHERE = Words("{measure} that counts: {base}, where {where}", "计入的 {measure}：{base}，条件 {where}")
_NUMBER_OF_ROWS = Words("number of rows of `{source}`", "`{source}` 行数")
_OF_ROWS = Words("{measure} of `{source}`", "`{source}` {measure}")
_REBATES_COUNT = Words("rebates that count, of {measure}: {base}", "计入的返利（{measure}）：{base}")
_IS_PAID_ON = Words("{measure} that is paid on: {base}", "计返的 {measure}：{base}")
_IS_PAID_ON_WHERE = Words("{measure} that is paid on: {base}, where {where}", "计返的 {measure}：{base}，条件 {where}")
_PAID_BEFORE = Words("paid before: {settled}", "此前已付：{settled}")
_RUNNING = Words(
    "the period runs until {last}: {amount} so far, nothing is payable yet",
    "本期至 {last} 结束：至今应得 {amount}，尚不支付",
)
_PAYABLE = Words("payable now: {posted}, {payout}", "本次应付：{posted}，{payout}")
_DUE = Words(", by {due}", "，期限 {due}")
_EXPIRES = Words(", usable until {expires}", "，可用至 {expires}")
_INVOICED = Words("to be invoiced: {posted}", "应向对方追回：{posted}")
_SET_OFF = Words("set against other periods: {posted}", "与其他期间抵扣：{posted}")
_CARRIED = Words("carried to the next settlement: {carried}", "结转下次结算：{carried}")
_GIVEN_UP = Words("written off: {given_up}", "免予追回：{given_up}")
_A_UNIT = Words("{money} a unit", "每件 {money}")
_UNITS = Words("{units} units", "{units} 件")
_EACH_FULL = Words("{paid} for each full {per}", "每满 {per} 给 {paid}")
_PARTNER = Words("the dealer reckons {amount} ({document} of {day})", "经销商自报 {amount}（{document}，{day}）")
_PARTNER_ALONE = Words("the dealer reckons {amount} ({day})", "经销商自报 {amount}（{day}）")
_DIFFERENCE = Words(": {difference} beyond ours", "，与我方相差 {difference}")
_GOODS = Words(", units of {product}", "，货品 {product}")
_UNDETERMINED = Words("nothing is paid until this is known: {facts}", "以下信息补齐之前不付款：{facts}")


@frozen(eq=False)
class Teller:
    """Explains rows. ``trace`` gives a row's whole decision, with every figure."""

    policy: Policy
    programmes: Mapping[str, Programme]
    places: Places
    trace: Callable[[Row], Decision]

    def points(self, row: Row, lang: Language) -> Points:
        """The row's story, its outcome first."""
        return Points(_title(row), tuple(self._points(row, lang)))

    def why(self, row: Row) -> str:
        """The rule that decided last, in short: ``bands[800000] rebates.yaml:14``."""
        rule = row.decided.decided_by
        if rule is None:
            return ""
        return f"{rule.address.removeprefix(f'rebates.{row.programme}.')} {self.places.of(rule.at)}"

    def _points(self, row: Row, lang: Language) -> Iterator[Point]:
        programme = self.programmes[row.programme]
        yield self._base(programme.qualifying, row.qualifying, (_COUNTS, _COUNTS_WHERE), lang)
        if programme.paying is not None:
            yield self._base(programme.paying, row.decided.paying, (_IS_PAID_ON, _IS_PAID_ON_WHERE), lang)
        for reason in self.trace(row).reasons:
            yield self.reason(reason, programme, lang)
        line = working(programme, row.decided, rounding_of(self.policy, programme))
        if line:
            rule = programme.rounding or self.policy.header.rounding
            yield Point(line, self.places.of(rule.rule.at) if rule is not None and "→" in line else "")
        yield from self._money(row, programme, lang)

    def reason(self, reason: Reason, programme: Programme, lang: Language) -> Point:
        """One reason with its place."""
        return Point(told(reason, programme, lang), self.places.of(reason.rule.at))

    def _base(self, base: Base, number: Number, words: tuple[Words, Words], lang: Language) -> Point:
        measure = f"`{base.measure.text.strip()}`" if isinstance(base.measure, Expression) else base.measure
        plain, limited = words
        if base.source == "entitlements":
            plain, measure = _REBATES_COUNT, ", ".join(base.of)
        elif base.source != LINES or measure == COUNT:
            words_of_rows = _NUMBER_OF_ROWS if measure == COUNT else _OF_ROWS
            measure = stated(words_of_rows, lang, measure=measure, source=base.source)
        text = plain if base.where is None else limited
        where = base.where.text if base.where is not None else ""
        return Point(stated(text, lang, measure=measure, base=figure(number), where=where), self.places.of(_at(base)))

    def _money(self, row: Row, programme: Programme, lang: Language) -> Iterator[Point]:
        place = self.places.of(programme.settle.rule.at)

        def money(amount: Number) -> str:
            return amount_of(amount, row.goods)

        if row.partner is not None:
            said = {"amount": money(row.partner.amount), "day": row.partner.day, "document": row.partner.document}
            text = stated(_PARTNER if row.partner.document else _PARTNER_ALONE, lang, **said)
            text += stated(_DIFFERENCE, lang, difference=money(row.difference)) if row.difference else ""
            yield Point(text, self.places.of(row.partner.at))
        if row.settled:
            yield Point(stated(_PAID_BEFORE, lang, settled=money(row.settled)))
        if row.entitlement is None:
            if row.decided.missing:
                facts = listed_facts(row.decided.missing, self.policy, lang)
                yield Point(stated(_UNDETERMINED, lang, facts=facts))
            return
        if row.window.state is State.RUNNING:
            amount = money(row.entitlement)
            yield Point(stated(_RUNNING, lang, last=row.window.last, amount=amount), place)
        posted = row.movement.posted
        if posted > 0:
            text = stated(_PAYABLE, lang, posted=money(posted), payout=PAYOUTS[programme.settle.payout].said_in(lang))
            text += stated(_DUE, lang, due=row.due) if row.due else ""
            text += stated(_EXPIRES, lang, expires=row.expires) if row.expires else ""
            text += stated(_GOODS, lang, product=row.goods) if row.goods else ""
            yield Point(text, place)
        elif posted < 0:
            words = _SET_OFF if row.movement.is_set_off else _INVOICED
            yield Point(stated(words, lang, posted=money(-posted)), place)
        if row.movement.carried:
            yield Point(stated(_CARRIED, lang, carried=money(row.movement.carried)), place)
        if row.movement.given_up:
            yield Point(stated(_GIVEN_UP, lang, given_up=money(row.movement.given_up)), place)


def teller_of(run: Run, places: Places) -> Teller:
    """Explains the rows of a run."""

    def trace(row: Row) -> Decision:
        return run.traced(run.standing.programmes[row.programme], row.payee, row.window)

    return Teller(run.standing.policy, run.standing.programmes, places, trace)


def rate_words(programme: Programme, row: Row, lang: Language) -> str:
    """What the row's band pays; slices are named by their highest band."""
    rate = row.decided.rate
    return "" if rate is None else rate_of(programme, rate, lang, row.decided.band)


def rate_of(programme: Programme, rate: Number, lang: Language, rule: Rule | None = None) -> str:
    """What a band pays, as one writes it: ``2.25%``, ``20 a unit``, ``3,000.00``, ``2 units for each full 100``.

    ``rule`` is the band's, for what stands beside its rate.
    """
    band = next((each for each in programme.bands.values() if each.rule == rule), None)
    per, plus = (plain(band.per), plain(band.plus)) if band is not None else (None, None)
    if programme.kind == "percent":
        said = percent(rate)
    elif programme.kind == "goods":
        said = stated(_UNITS, lang, units=figure(rate))
    elif programme.kind == "per-unit" and per is None:
        said = stated(_A_UNIT, lang, money=figure(rate))
    else:
        said = money(rate)
    said = said if per is None else stated(_EACH_FULL, lang, paid=said, per=figure(per))
    return said if plus is None else f"{said} + {money(plus)}"


def _title(row: Row) -> str:
    amount = "?" if row.entitlement is None else units_words(row.entitlement, row.goods)
    return f"{row.title or row.programme} {row.window.label}: {amount}"


def _at(base: Base) -> Location:
    return base.where.at if base.where is not None else base.rule.at
