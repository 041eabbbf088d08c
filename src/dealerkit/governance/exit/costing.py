"""What ending costs against going on: every part a range with its method, and which of both is less."""

from __future__ import annotations

from decimal import Decimal

from attrs import frozen

from dealerkit.book import Book
from dealerkit.governance.assess.ground import Ground as AssessGround
from dealerkit.governance.assess.judging import Assessed, assess_dealer
from dealerkit.governance.exit.known import Known
from dealerkit.governance.exit.rule import Exit
from dealerkit.governance.exit.stepping import SteppedDown
from dealerkit.governance.scan.ground import days_before
from dealerkit.governance.section import assess_of
from dealerkit.governance.span import Span, point
from dealerkit.policy.policy import Policy
from dealerkit.rebates.programme import programmes_of
from dealerkit.values.durations import Duration
from dealerkit.values.exact import ONE, ZERO, Number, divide, multiply, subtract, total

STOCK, OVERRIDE, WRITE_OFF, TRANSITION = "stock", "override", "write-off", "transition"
END, GO_ON, OPEN = "end", "withdraw", "open"


@frozen(kw_only=True)
class Part:
    """One part of what ending costs; ``how`` says by which way, ``missing`` what it lacks."""

    name: str
    span: Span | None
    how: str = ""
    missing: tuple[str, ...] = ()


@frozen(kw_only=True)
class Costs:
    """Ending against going on over a horizon; ``answer`` is open where the ranges overlap or one is not known."""

    parts: tuple[Part, ...]
    ending: Span | None
    continuing: Span | None
    answer: str


def costs_of(
    policy: Policy,
    rules: Exit,
    known: Known,
    assessed: tuple[AssessGround, Assessed] | None,
    stepped: SteppedDown | None,
) -> Costs:
    """Every part that the policy names, and both sums."""
    parts = tuple(
        each
        for each in (
            _stock(rules, known),
            _override(policy, rules, assessed),
            _write_off(rules, known, stepped),
            _transition(rules, assessed),
        )
        if each is not None
    )
    ending = point(ZERO)
    for each in parts:
        if each.span is not None:
            ending = ending.plus(each.span)
    is_known = all(each.span is not None for each in parts)
    continuing = _continuing(rules, assessed)
    total_cost = ending if is_known else None
    return Costs(parts=parts, ending=total_cost, continuing=continuing, answer=_answer(total_cost, continuing))


def assessed_of(policy: Policy, book: Book, known: Known) -> tuple[AssessGround, Assessed] | None:
    """The dealer's assessment, where the policy assesses dealers."""
    rules = assess_of(policy)
    if rules is None:
        return None
    ground = AssessGround(policy, rules, book, known.as_of)
    return ground, assess_dealer(ground, known.dealer)


def _stock(rules: Exit, known: Known) -> Part | None:
    rule = rules.stock
    if rule is None:
        return None
    units = known.amount("stock")
    if units is None:
        return Part(name=STOCK, span=None, missing=("exit.stock",))
    ways = [(name, span) for name, span in (("promotion", rule.promotion), ("buy-back", rule.buy_back)) if span]
    if not ways:
        return None
    value = multiply(units, rule.value)
    how, share = min(ways, key=lambda each: each[1].middle)
    return Part(name=STOCK, span=_times(share, value), how=how)


def _override(policy: Policy, rules: Exit, assessed: tuple[AssessGround, Assessed] | None) -> Part | None:
    """A year of his rebates, times what successors reach, times the weights of the years."""
    rule = rules.compensation
    if rule is None or rule.override is None:
        return None
    programme = programmes_of(policy).get(rule.override)
    accumulate = None if programme is None else programme.accumulate
    if assessed is None or accumulate is None or accumulate.weights is None:
        return Part(name=OVERRIDE, span=None, missing=("governance.assess",))
    ground, found = assessed
    rebates = found.balance.inputs.get("rebates")
    if rebates is None:
        return Part(name=OVERRIDE, span=None, missing=("postings",))
    years = divide(Decimal(365), Decimal(ground.window.days))
    weights = multiply(total(accumulate.weights), years)
    share = rule.taken_over or point(ONE)
    least = multiply(multiply(max(rebates.least, ZERO), weights), share.least)
    return Part(name=OVERRIDE, span=Span(least, multiply(multiply(max(rebates.most, ZERO), weights), share.most)))


def _write_off(rules: Exit, known: Known, stepped: SteppedDown | None) -> Part | None:
    rule = rules.compensation
    if rule is None or rule.write_off is None:
        return None
    owed = None if stepped is None else stepped.last
    exposure = known.amount("exposure")
    if owed is None and exposure is not None:
        owed = point(max(exposure, ZERO))
    if owed is None:
        return Part(name=WRITE_OFF, span=None, missing=("exit.exposure",))
    return Part(
        name=WRITE_OFF,
        span=Span(multiply(owed.least, rule.write_off.least), multiply(owed.most, rule.write_off.most)),
    )


def _transition(rules: Exit, assessed: tuple[AssessGround, Assessed] | None) -> Part | None:
    rule = rules.transition
    if rule is None:
        return None
    margin = None if assessed is None else assessed[1].balance.margin
    if assessed is None or margin is None:
        missing = ("governance.assess",) if assessed is None else assessed[1].balance.missing
        return Part(name=TRANSITION, span=None, missing=missing)
    part = _part_of(rule.lasts, assessed[0])
    least = multiply(multiply(max(margin.least, ZERO), part), rule.lost.least)
    return Part(name=TRANSITION, span=Span(least, multiply(multiply(max(margin.most, ZERO), part), rule.lost.most)))


def _continuing(rules: Exit, assessed: tuple[AssessGround, Assessed] | None) -> Span | None:
    """Loss less margin, carried on over the horizon; below nothing where going on earns."""
    if rules.horizon is None or assessed is None or assessed[1].balance.net is None:
        return None
    net, part = assessed[1].balance.net, _part_of(rules.horizon, assessed[0])
    return Span(subtract(ZERO, multiply(net.most, part)), subtract(ZERO, multiply(net.least, part)))


def _part_of(length: Duration, ground: AssessGround) -> Number:
    """A length of time as a multiple of the assessment's window, in days back from the day."""
    return divide(Decimal((ground.as_of - days_before(ground.as_of, length)).days), Decimal(ground.window.days))


def _times(span: Span, factor: Number) -> Span:
    return Span(multiply(span.least, factor), multiply(span.most, factor))


def _answer(ending: Span | None, continuing: Span | None) -> str:
    if ending is None or continuing is None:
        return OPEN
    if ending.most < continuing.least:
        return END
    return GO_ON if ending.least > continuing.most else OPEN
