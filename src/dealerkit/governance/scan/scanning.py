"""The scan itself: every signal at every dealer, what they mean together, and what is proposed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.book import Book
from dealerkit.governance.scan import of_market, of_purchases, of_records, of_stock, pushing
from dealerkit.governance.scan.answers import Asked, Proposal, proposals
from dealerkit.governance.scan.ground import Ground
from dealerkit.governance.scan.market import Notice
from dealerkit.governance.scan.sign import Found, Sign, State, told, unknown
from dealerkit.governance.scan.sign import Input as Read
from dealerkit.governance.scan.signal import DEALER, SIGNAL, Alarm, Scan, Signal, Verdict
from dealerkit.governance.scan.split import Split, split_of
from dealerkit.governance.scan.trust import trusted
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem, in_order
from dealerkit.scoring.concentration.spread import Spread, spread
from dealerkit.values.exact import ZERO, Number, add

_Method = Callable[[Ground, str, object], Found]

_METHODS: Mapping[str, _Method] = {
    name: cast("_Method", found)
    for name, found in {
        "sell_through": of_stock.sell_through,
        "weeks_of_stock": of_stock.weeks_of_stock,
        "days_of_stock": of_stock.days_of_stock,
        "stock_coefficient": of_stock.stock_coefficient,
        "delivered_elsewhere": of_purchases.delivered_elsewhere,
        "beyond_capacity": of_purchases.beyond_capacity,
        "found_elsewhere": of_records.found_elsewhere,
        "incidents": of_market.incidents,
        "price_reports": of_market.incidents,
        "single_product": of_purchases.single_product,
        "rhythm": of_purchases.rhythm,
        "short_deliveries": of_market.short_deliveries,
        "out_of_stock": of_market.out_of_stock,
        "fewer_articles": of_market.fewer_articles,
        "raised_prices": of_market.raised_prices,
        "retained_promotions": of_market.retained_promotions,
        "refused_products": of_purchases.refused_products,
        "neighbours_falling": of_purchases.neighbours_falling,
        "gains_while_total_falls": of_purchases.gains_while_total_falls,
        "withheld_payment": of_records.withheld_payment,
        "pushed": pushing.pushed,
    }.items()
}


@frozen(kw_only=True)
class Standing:
    """What one dealer buys, in the window and before; ``rejected`` counts his lines that are in none of these."""

    amount: Decimal
    before: Decimal
    share: Number | None
    rank: int
    rejected: int = 0


@frozen(kw_only=True)
class Held:
    """A verdict on one dealer: whether it holds, or what is missing to say so."""

    verdict: Verdict
    state: State
    missing: tuple[str, ...] = ()


@frozen(kw_only=True)
class Scanned:
    """One dealer: every sign that was looked for, every verdict, and what is proposed."""

    dealer: str
    name: str
    standing: Standing
    split: Split | None
    signs: tuple[Sign, ...]
    held: tuple[Held, ...] = ()
    proposals: tuple[Proposal, ...] = ()

    @property
    def shown(self) -> tuple[Sign, ...]:
        """The signs that show."""
        return tuple(each for each in self.signs if each.state is State.SHOWN)

    @property
    def unknown(self) -> tuple[Sign, ...]:
        """The signs of which nothing can be told."""
        return tuple(each for each in self.signs if each.state is State.UNKNOWN)

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts that hold."""
        return tuple(each.verdict for each in self.held if each.state is State.SHOWN)


@frozen(kw_only=True)
class Raised:
    """One alarm on concentration: the largest, their share, and whether it reaches the bound; what is missing."""

    alarm: Alarm
    state: State
    share: Number | None = None
    members: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@frozen(eq=False, kw_only=True)
class ScanRun:
    """A scan of one book on one day: the dealers with most against them first."""

    ground: Ground
    dealers: tuple[Scanned, ...]
    alarms: tuple[Raised, ...]
    spread: Spread | None
    problems: tuple[Problem, ...] = ()

    @property
    def policy(self) -> Policy:
        """The policy."""
        return self.ground.policy

    @property
    def as_of(self) -> date:
        """The day."""
        return self.ground.as_of

    def of(self, dealer: str) -> Scanned | None:
        """What was found of one dealer."""
        return next((each for each in self.dealers if each.dealer == dealer), None)


def scan(policy: Policy, rules: Scan, book: Book, as_of: date) -> ScanRun:
    """Look for every signal at every dealer of the book; linear in its rows."""
    ground = Ground(policy, rules, book, as_of)
    found = [scan_dealer(ground, each) for each in ground.dealers]
    ranked = sorted(found, key=lambda each: (-len(each.verdicts), -len(each.shown), each.standing.rank, each.dealer))
    concentration = members(ground)
    alarms = tuple(raised(ground, each, concentration) for each in (rules.concentration or {}).values())
    return ScanRun(
        ground=ground,
        dealers=tuple(ranked),
        alarms=alarms,
        spread=concentration,
        problems=in_order((*book.problems, *ground.problems)),
    )


def scan_dealer(ground: Ground, dealer: str) -> Scanned:
    """Every signal at one dealer, what they mean, what is proposed."""
    bought = ground.bought(dealer)
    standing = Standing(
        amount=bought.amount,
        before=bought.before,
        share=ground.share(dealer),
        rank=ground.ranks[dealer],
        rejected=ground.unread("lines", dealer),
    )
    rules = ground.scan
    signs = tuple(found for each in (rules.signals or {}).values() if (found := look(ground, dealer, each)) is not None)
    held = tuple(judge(ground, dealer, each, signs) for each in (rules.verdicts or {}).values())
    excused = {id for each in signs if each.state is State.SHOWN for id in _excuses(each.signal)}
    held_against = [each for each in signs if _counts(each) and each.signal.id not in excused]
    asked = [
        *(Asked(answer, each.signal.rule) for each in held_against for answer in each.signal.answers),
        *(
            Asked(answer, each.verdict.rule)
            for each in held
            if each.state is State.SHOWN
            for answer in each.verdict.answers
        ),
    ]
    return Scanned(
        dealer=dealer,
        name=ground.name(dealer),
        standing=standing,
        split=split_of(ground, dealer),
        signs=signs,
        held=held,
        proposals=proposals(rules, asked, _recent(ground, dealer), ground.as_of),
    )


def look(ground: Ground, dealer: str, signal: Signal) -> Sign | None:
    """One signal at one dealer; None where it is not looked for there."""
    meant = ground.holds(signal.where, dealer, {})
    if meant is False:
        return None
    if isinstance(meant, Missing):
        return Sign(signal=signal, dealer=dealer, found=unknown(*(Read(each, ZERO) for each in meant.facts)))
    if signal.condition is not None:
        return Sign(signal=signal, dealer=dealer, found=_condition(ground, dealer, signal.condition))
    method = signal.method
    found = _METHODS[method](ground, dealer, getattr(signal, method))
    return Sign(signal=signal, dealer=dealer, found=trusted(ground, dealer, signal, found))


def _condition(ground: Ground, dealer: str, condition: Expression) -> Found:
    said = ground.holds(condition, dealer, {})
    if isinstance(said, Missing):
        return unknown(*(Read(each, ZERO) for each in said.facts), args=(("text", condition.text),))
    return told(Decimal(said), is_shown=said, args=(("text", condition.text),))


def judge(ground: Ground, dealer: str, verdict: Verdict, signs: tuple[Sign, ...]) -> Held:
    """Whether a verdict holds: a sign that is not known is missing, one that is not looked for here does not show."""
    facts: dict[str, Value | Missing] = {f"{SIGNAL}{id}": False for id in (ground.scan.signals or {})}
    for each in signs:
        name = f"{SIGNAL}{each.signal.id}"
        facts[name] = Missing((name,)) if each.state is State.UNKNOWN else each.state is State.SHOWN
    said = ground.holds(verdict.when, dealer, facts)
    if isinstance(said, Missing):
        return Held(verdict=verdict, state=State.UNKNOWN, missing=said.facts)
    return Held(verdict=verdict, state=State.SHOWN if said else State.QUIET)


def _excuses(signal: Signal) -> tuple[str, ...]:
    """The signals that are our own doing where this one shows."""
    return signal.pushed.excuses if signal.pushed is not None else ()


def _counts(sign: Sign) -> bool:
    """Whether a sign is held against the dealer: it shows, and it is not about us."""
    return sign.state is State.SHOWN and sign.signal.against == DEALER


def _recent(ground: Ground, dealer: str) -> tuple[Notice, ...]:
    """The notices of the window: what was obeyed or ignored before it does not speak of what shows now."""
    return tuple(each for each in ground.notices.get(dealer, ()) if each.sent_on >= ground.window.first)


def members(ground: Ground) -> Spread | None:
    """Purchases spread over dealers, those under one control counted as one; None where nobody bought anything."""
    controls = {dealer: control_of(ground, dealer) for dealer in ground.dealers}
    # A group may have the code of a dealer who is not in it.
    taken = {dealer for dealer, group in controls.items() if not group}
    amounts: dict[str, Number] = {}
    for dealer, group in controls.items():
        member = dealer if not group else f"{group} ({ground.scan.control})" if group in taken else group
        amounts[member] = add(amounts.get(member, ZERO), ground.bought(dealer).amount)
    return spread(amounts)


def control_of(ground: Ground, dealer: str) -> str:
    """The outermost group of the kind that controls on the day; nothing for who stands alone."""
    kind = ground.scan.control
    if kind is None or not ground.book.has("groups"):
        return ""
    path = ground.masters.dealer("dealer.group", dealer, ground.as_of)
    groups = ground.book.versions("groups")
    found = ""
    for group in path if isinstance(path, tuple) else ():
        row = groups.at(ground.as_of, group)
        if row is not None and row.get("kind") == kind:
            found = group
    return found


def raised(ground: Ground, alarm: Alarm, concentration: Spread | None) -> Raised:
    """Whether the largest reach the alarm's share; multiplied across, nothing is divided.

    Where control is meant to count and the book has no groups, the shares can only be larger; rejected lines are named.
    """
    missing = ("rejected lines",) if ground.lines_unread else ()
    if concentration is None:
        return Raised(alarm=alarm, state=State.UNKNOWN, missing=("lines", *missing))
    largest = tuple(each.member for each in concentration.holdings[: alarm.top])
    reached = concentration.top_reaches(alarm.top, alarm.at)
    without = ground.scan.control is not None and not ground.book.has("groups")
    state = State.SHOWN if reached else State.UNKNOWN if without else State.QUIET
    return Raised(
        alarm=alarm,
        state=state,
        share=concentration.top(alarm.top),
        members=largest,
        missing=(*(("groups",) if without else ()), *missing),
    )
