"""Keep or end: the three answers, the verdict that follows, what waiting costs, how he is treated by his size."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from attrs import frozen

from dealerkit.book import Book
from dealerkit.governance.assess import balance as sums
from dealerkit.governance.assess.balance import Balance, Varied, sensitivity
from dealerkit.governance.assess.ground import Ground
from dealerkit.governance.assess.loss import Estimate, estimates, is_of_volume
from dealerkit.governance.assess.obedience import Obeyed, obedience
from dealerkit.governance.assess.rule import Assess, Treatment, Verdict
from dealerkit.governance.exposure import NOTHING_OWED
from dealerkit.governance.scan.ground import days_before
from dealerkit.governance.span import Span, around, point
from dealerkit.measures.currencies import rate_on
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem, in_order
from dealerkit.values.exact import ONE, ZERO, Number, add, divide, multiply, subtract, total

UNDETERMINED = "undetermined"
_YEAR = Decimal(365)


@frozen(kw_only=True)
class Delay:
    """What waiting costs: the debt then and now, and what it becomes if it goes on as it did.

    At the least it grows by as much again, at the most by the same factor; the other way round where it shrinks.
    """

    before: Decimal
    now: Decimal
    then: Span
    days: int
    net: Span | None
    """Margin less loss over the time ahead, if the window's goes on; None where it is not known."""


@frozen(kw_only=True)
class Judged:
    """What a verdict came to: the word, the rule that decided, and what is missing where none can."""

    verdict: str
    rule: Verdict | None = None
    missing: tuple[str, ...] = ()


@frozen(kw_only=True)
class Assessed:
    """One dealer: the three questions as numbers, and what follows."""

    dealer: str
    name: str
    share: Number | None
    neighbours: tuple[str, ...]
    gifts: Decimal
    balance: Balance
    estimates: tuple[Estimate, ...]
    obeyed: Obeyed
    judged: Judged
    varied: tuple[tuple[Varied, str, str], ...]
    """Every input varied, with the verdicts at its least and its most."""
    delay: Delay | None
    treatment: Treatment | None

    @property
    def missing(self) -> tuple[str, ...]:
        """What is not known, of the inputs and of the answers."""
        return tuple(dict.fromkeys((*self.balance.missing, *self.judged.missing)))


@frozen(eq=False, kw_only=True)
class AssessRun:
    """An assessment of one book on one day: those to end first, then by their share."""

    ground: Ground
    dealers: tuple[Assessed, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def policy(self) -> Policy:
        """The policy."""
        return self.ground.policy

    @property
    def as_of(self) -> date:
        """The day."""
        return self.ground.as_of

    def of(self, dealer: str) -> Assessed | None:
        """What was found of one dealer."""
        return next((each for each in self.dealers if each.dealer == dealer), None)


_ORDER = {"end": 0, UNDETERMINED: 1, "watch": 2, "keep": 3}


def assess(policy: Policy, rules: Assess, book: Book, as_of: date, dealer: str = "") -> AssessRun:
    """Assess every dealer the policy means, or the one that is asked about; linear in the book's rows."""
    ground = Ground(policy, rules, book, as_of)
    asked = (dealer,) if dealer in ground.sales.of else ()
    meant = asked if dealer else [each for each in ground.dealers if ground.holds(rules.where, each, {}) is not False]
    found = [assess_dealer(ground, each) for each in meant]
    ranked = sorted(found, key=lambda each: (_ORDER[each.judged.verdict], -each.balance.sales, each.dealer))
    return AssessRun(ground=ground, dealers=tuple(ranked), problems=in_order(book.problems))


def assess_dealer(ground: Ground, dealer: str) -> Assessed:
    """The three questions of one dealer, and what follows from them."""
    found = estimates(ground, dealer)
    balance = balance_of(ground, dealer, found)
    obeyed = obedience(ground, dealer)
    share = divide(balance.sales, ground.total) if ground.total > 0 else None
    varied = tuple(
        (
            each,
            _judged(ground, dealer, each.at_least, obeyed, share).verdict,
            _judged(ground, dealer, each.at_most, obeyed, share).verdict,
        )
        for each in sensitivity(balance)
    )
    return Assessed(
        dealer=dealer,
        name=ground.name(dealer),
        share=share,
        neighbours=ground.neighbours(dealer),
        gifts=ground.sales.dealer(dealer).gifts,
        balance=balance,
        estimates=found,
        obeyed=obeyed,
        judged=_judged(ground, dealer, balance, obeyed, share),
        varied=varied,
        delay=_delay(ground, dealer, balance),
        treatment=_treatment(ground.assess, share),
    )


def balance_of(ground: Ground, dealer: str, found: tuple[Estimate, ...]) -> Balance:
    """Every input of margin and loss, as far as it is known."""
    sales, rules = ground.sales.dealer(dealer), ground.assess
    inputs: dict[str, Span | None] = {
        sums.GOODS: _goods(ground, dealer),
        sums.REBATES: _posted(ground, dealer),
        sums.PROMOTIONS: _promoted(ground, dealer),
        sums.CREDIT: point(ZERO) if rules.costs.credit is None else rules.costs.credit,
        sums.SHORTFALL: _union(found, of_volume=True),
        sums.PRICES: _union(found, of_volume=False),
        sums.LOST_MARGIN: rules.loss.margin,
        sums.ATTRIBUTED: rules.loss.attributed or point(ONE),
    }
    rejected = {name: table for name, table in _rejected(ground, dealer) if inputs[name] is not None}
    inputs.update(dict.fromkeys(rejected))
    debt: Number = ZERO
    if rules.costs.credit is not None:
        if ground.exposures is None:
            inputs[sums.CREDIT] = None
        else:
            window = ground.window
            average = ground.exposures.get(dealer, NOTHING_OWED).average(window.first, window.last)
            debt = divide(multiply(average, Decimal(window.days)), _YEAR)
    return Balance(
        sales=sales.amount,
        cost=sales.cost,
        uncosted=sales.uncosted,
        debt=debt,
        thin=rules.thin,
        inputs={name: Span(span.least, span.most) for name, span in inputs.items() if span is not None},
        missing=tuple(
            f"{rejected[name]}.rejected" if name in rejected else _MISSING[name]
            for name, span in inputs.items()
            if span is None
        ),
    )


def _rejected(ground: Ground, dealer: str) -> Iterator[tuple[str, str]]:
    """The inputs that are not known because a row of theirs was rejected, and its table."""
    his = (dealer,)
    for name, table in ((sums.GOODS, "lines"), (sums.REBATES, "postings"), (sums.PROMOTIONS, "promotions")):
        if ground.has_unread(table, his):
            yield name, table
    if ground.assess.costs.credit is not None and ground.exposures is not None:
        for table in ("invoices", "receipts"):
            if ground.has_unread(table, his):
                yield sums.CREDIT, table
    if ground.has_unread("lines", (*ground.neighbours(dealer), *ground.elsewhere(dealer))):
        yield sums.SHORTFALL, "lines"
        yield sums.PRICES, "lines"


_MISSING = {
    sums.GOODS: "lines.cost",
    sums.REBATES: "postings",
    sums.PROMOTIONS: "promotions",
    sums.CREDIT: "invoices",
    sums.SHORTFALL: "assess.loss",
    sums.PRICES: "assess.prices",
}


def _goods(ground: Ground, dealer: str) -> Span | None:
    """The cost rate of lines without a cost; any will do where there are none."""
    sales, rate = ground.sales.dealer(dealer), ground.assess.costs.goods
    if sales.unvalued:
        return None
    return point(ZERO) if not sales.uncosted else rate


def _posted(ground: Ground, dealer: str) -> Span | None:
    if ground.rebates is not None:
        return ground.rebates.get(dealer, point(ZERO))
    return _of_sales(ground, dealer, ground.assess.costs.rebates)


def _promoted(ground: Ground, dealer: str) -> Span | None:
    if ground.book.has("promotions"):
        mine = ground.promotions.get(dealer, ())
        rates = [rate_on(ground.book, each.currency or ground.currency, ground.currency, each.first) for each in mine]
        given = [multiply(each.amount, rate) for each, rate in zip(mine, rates, strict=True) if rate is not None]
        is_known = len(given) == len(mine) and all(each.is_valued for each in mine)
        return point(total(given)) if is_known else None
    return _of_sales(ground, dealer, ground.assess.costs.promotions)


def _of_sales(ground: Ground, dealer: str, rate: Span | None) -> Span | None:
    if rate is None:
        return None
    sales = max(ground.sales.dealer(dealer).amount, ZERO)
    return Span(multiply(sales, rate.least), multiply(sales, rate.most))


def _union(found: tuple[Estimate, ...], *, of_volume: bool) -> Span | None:
    """From the least to the most of all methods of a kind that can tell; nothing is lost in a way nobody looks at."""
    asked = [each for each in found if is_of_volume(each.method) is of_volume]
    known = [each.span for each in asked if each.span is not None]
    if not asked:
        return point(ZERO)
    return around(end for span in known for end in span.ends) if known else None


def _judged(ground: Ground, dealer: str, balance: Balance, obeyed: Obeyed, share: Number | None) -> Judged:
    """The first verdict whose condition holds; undetermined at the first of which that cannot be told."""
    facts: dict[str, Value | Missing] = {
        "assess.sales": balance.sales,
        "assess.share": share if share is not None else Missing(("assess.share",)),
        "assess.thin": _answer("assess.thin", said=balance.is_thin),
        "assess.net_loss": _answer("assess.net_loss", said=balance.is_net_loss),
        "assess.out_of_control": _answer("assess.out_of_control", said=obeyed.is_out_of_control),
    }
    for verdict in ground.assess.verdicts.values():
        said = ground.holds(verdict.when, dealer, facts)
        if isinstance(said, Missing):
            return Judged(verdict=UNDETERMINED, missing=said.facts)
        if said:
            return Judged(verdict=verdict.verdict, rule=verdict)
    return Judged(verdict=UNDETERMINED, missing=("assess.verdicts",))


def _answer(name: str, *, said: bool | None) -> bool | Missing:
    return Missing((name,)) if said is None else said


def _treatment(rules: Assess, share: Number | None) -> Treatment | None:
    if share is None or rules.treatment is None:
        return None
    reached = [each for each in rules.treatment.values() if share >= each.at]
    return max(reached, key=lambda each: each.at, default=None)


def _delay(ground: Ground, dealer: str, balance: Balance) -> Delay | None:
    rule = ground.assess.delay
    if rule is None or ground.exposures is None:
        return None
    if any(ground.has_unread(table, (dealer,)) for table in ("invoices", "receipts")):
        return None
    account = ground.exposures.get(dealer, NOTHING_OWED)
    earlier = days_before(ground.as_of, rule.every)
    before, now = account.on(earlier), account.on(ground.as_of)
    as_much = add(now, multiply(subtract(now, before), Decimal(rule.times)))
    grown = [max(as_much, ZERO)]
    if before > 0 and now > 0:
        factor, by_factor = divide(now, before), multiply(now, ONE)
        for _ in range(rule.times):
            by_factor = multiply(by_factor, factor)
        grown.append(by_factor)
    net = balance.net
    days = (ground.as_of - earlier).days * rule.times
    part = divide(Decimal(days), Decimal(ground.window.days))
    expected = None if net is None else Span(multiply(net.least, part), multiply(net.most, part))
    return Delay(before=before, now=now, then=around(grown), days=days, net=expected)
