"""Who bears a bad debt: each part of it by the first rule that holds, split over persons to the cent.

A loss is split three times, each time so that the parts add up exactly: over the shipments it comes from, over
what of a shipment was inside the limit, released or unapproved, and over the bearers of the rule with the
persons behind them. What cannot be told stays undetermined, named, and is never silently the company's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal

from attrs import evolve, frozen

from dealerkit.credit.liability.facts import INSIDE, RELEASED, UNAPPROVED
from dealerkit.credit.liability.persons import BY_SIGNATURE, NOBODY, Duties, Persons
from dealerkit.credit.liability.records import BadDebt
from dealerkit.credit.liability.replaying import Before
from dealerkit.credit.liability.section import (
    COMPANY,
    IN_PROPORTION,
    OVER_FIRST,
    SECONDER,
    SIGNER,
    WHOLE,
    Bearer,
    BearingRule,
    Liability,
)
from dealerkit.credit.liability.tracing import Shipment
from dealerkit.credit.over_limit.ladder import INSIDE as AS_INSIDE
from dealerkit.decisions import Reason
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg, Problem, Severity, problem
from dealerkit.values.exact import EXACT, ONE, ZERO, Number, divide, multiply, total
from dealerkit.values.rounding import CENT, CENTS
from dealerkit.values.split import split


@frozen(kw_only=True)
class Share:
    """What one person bears of one part, or the company; ``person`` is empty where nobody is known."""

    who: str
    """The role, or signer, seconder, company; empty where no rule decides."""
    person: str = ""
    how: str = ""
    amount: Decimal
    share: Number | None = None
    """The share of the part, exactly."""

    @property
    def is_determined(self) -> bool:
        """Whether it is known who bears it."""
        return bool(self.person) or self.who == COMPANY


@frozen(kw_only=True)
class Part:
    """A part of a loss: ``kind`` is inside, released or unapproved, and empty where it cannot be told."""

    kind: str
    amount: Decimal
    shipment: Shipment
    before: Before
    rule: BearingRule | None = None
    shares: tuple[Share, ...] = ()
    reasons: tuple[Reason, ...] = ()
    tried: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    code: str = ""
    """Why no rule decides: DK001 none holds, DK003 a fact is missing."""


def parts_of(liability: Liability, shipment: Shipment, before: Before) -> tuple[Part, ...]:
    """The parts of what was lost of a shipment, without who bears them."""
    if before.inside is None:
        return (Part(kind="", amount=shipment.lost, shipment=shipment, before=before, missing=before.missing),)
    inside = before.inside
    if liability.over == WHOLE and inside < shipment.amount:
        inside = ZERO
    over = EXACT.subtract(shipment.amount, inside)
    step = before.step
    counts_inside = step is not None and step.bad_debt == AS_INSIDE
    kind = UNAPPROVED if not before.stands else INSIDE if counts_inside else RELEASED
    lost_inside = _lost_inside(liability.partly, shipment.lost, inside, over)
    amounts = {INSIDE: lost_inside}
    amounts[kind] = EXACT.add(amounts.get(kind, ZERO), EXACT.subtract(shipment.lost, lost_inside))
    return tuple(
        Part(kind=name, amount=amount, shipment=shipment, before=evolve(before, inside=inside))
        for name, amount in amounts.items()
        if amount
    )


def _lost_inside(way: str, lost: Decimal, inside: Decimal, over: Decimal) -> Decimal:
    """What of a loss was inside the limit, where the shipment was partly so."""
    if not over:
        return lost
    if way == IN_PROPORTION:
        return split(lost, [("inside", inside), ("over", over)], CENT)["inside"]
    # A shipment in another currency need not be worth whole cents.
    found = max(EXACT.subtract(lost, over), ZERO) if way == OVER_FIRST else min(lost, inside)
    return CENTS.apply(found)


def borne(
    liability: Liability, debt: BadDebt, part: Part, duties: Duties, facts: Mapping[str, Value | Missing]
) -> tuple[Part, tuple[Problem, ...]]:
    """A part with the rule that decides and who bears it.

    Findings: DK566 no rule holds, or a fact is missing; DK567 nobody is known in a role; DK571 the shares of
    duties say nothing. What they are about stays undetermined.
    """
    if not part.kind:
        return _undecided(debt, evolve(part, code="DK003"))
    found = _ruling(liability, part, facts)
    if found.rule is None:
        return _undecided(debt, found)
    shares = tuple(_shares(found, found.rule, duties))
    problems = tuple(_unknown(debt, found, each) for each in shares if not each.is_determined)
    reasons = (*part.before.reasons, *_evidence(found), *(_borne_by(found.rule, each) for each in shares))
    return evolve(found, shares=shares, reasons=reasons), problems


def _ruling(liability: Liability, part: Part, facts: Mapping[str, Value | Missing]) -> Part:
    tried: list[Reason] = []
    for rule in liability.rules.values():
        holds = True if rule.when is None else rule.when.evaluate(facts)
        if isinstance(holds, Missing):
            unknown = Reason("liability-unknown", rule.rule, (("missing", holds.facts),))
            return evolve(part, tried=(*tried, unknown), missing=holds.facts, code="DK003")
        if holds is True:
            return evolve(part, rule=rule, tried=tuple(tried))
        tried.append(
            Reason("liability-not-met", rule.rule, (("condition", rule.when.text if rule.when is not None else ""),))
        )
    return evolve(part, tried=tuple(tried), code="DK001")


def _undecided(debt: BadDebt, part: Part) -> tuple[Part, tuple[Problem, ...]]:
    """A part that no rule decides: it stays where it is, named."""
    found = problem(
        "DK566",
        debt.at,
        severity=Severity.WARNING,
        debt=debt.debt,
        amount=part.amount,
        part=f"loss-{part.kind}" if part.kind else "",
        shipment=part.shipment.number,
        missing=part.missing,
    )
    return evolve(part, shares=(Share(who="", amount=part.amount),), reasons=part.before.reasons), (found,)


def _shares(part: Part, rule: BearingRule, duties: Duties) -> Iterator[Share]:
    """Every bearer's persons, each with what he bears; all together exactly the part."""
    bearers = rule.bearers
    states = any(each.share is not None for each in bearers.values())
    weights: dict[tuple[str, str], Number] = {}
    ways: dict[str, str] = {}
    whole = total(_weight(each, states=states) for each in bearers.values())
    for each in bearers.values():
        weight = divide(_weight(each, states=states), whole)
        persons = _persons(each.who, part, duties)
        ways[each.who] = persons.how
        summed = total(one for _, one in persons.weights)
        if not persons.weights:
            weights[each.who, ""] = weight
        for person, one in persons.weights:
            weights[each.who, person] = divide(multiply(weight, one), summed)
    names = {f"{who}|{person}": (who, person) for who, person in weights}
    amounts = split(part.amount, [(name, weights[key]) for name, key in names.items()], CENT)
    for name, (who, person) in names.items():
        yield Share(who=who, person=person, how=ways[who], amount=amounts[name], share=weights[who, person])


def _weight(bearer: Bearer, *, states: bool) -> Number:
    if not states:
        return ONE
    return ZERO if bearer.share is None else bearer.share


def _persons(who: str, part: Part, duties: Duties) -> Persons:
    if who == COMPANY:
        return Persons(COMPANY)
    if who in {SIGNER, SECONDER}:
        release = part.before.release
        person = "" if release is None else release.signer if who == SIGNER else release.second
        return Persons(BY_SIGNATURE, ((person, ONE),)) if person else Persons(NOBODY)
    return duties.answering(who, part.shipment)


def _unknown(debt: BadDebt, part: Part, share: Share) -> Problem:
    """DK567 nobody is known in a role, DK571 the duties' shares say nothing; that part stays undetermined."""
    rule = part.rule
    address, shipment = "" if rule is None else rule.rule.address, part.shipment
    if share.how == NOBODY:
        return problem(
            "DK567",
            debt.at,
            address=address,
            severity=Severity.WARNING,
            debt=debt.debt,
            who=share.who,
            amount=share.amount,
            shipment=shipment.number,
            on=shipment.day,
        )
    return problem(
        "DK571",
        debt.at,
        address=address,
        severity=Severity.WARNING,
        debt=debt.debt,
        who=share.who,
        amount=share.amount,
        shipment=shipment.number,
    )


def _evidence(part: Part) -> Iterator[Reason]:
    """What the rule was applied to: the part, the shipment, its invoice, its release."""
    rule = part.rule
    if rule is None:
        return
    shipment, release = part.shipment, part.before.release
    args: tuple[tuple[str, Arg], ...] = (
        ("amount", part.amount),
        ("shipment", shipment.number),
        ("on", shipment.day),
        ("worth", shipment.amount),
        ("invoice_kind", shipment.invoice_kind),
        ("release", "" if release is None or not part.before.stands else release.release),
    )
    yield Reason(f"liability-part-{part.kind}", rule.rule, args)
    if rule.legal_action:
        yield Reason("liability-legal-action", rule.rule)


def _borne_by(rule: BearingRule, share: Share) -> Reason:
    bearer = rule.bearers[share.who]
    args: tuple[tuple[str, Arg], ...] = (
        ("who", share.who),
        ("person", share.person),
        ("amount", share.amount),
        ("share", share.share if share.share is not None else ""),
    )
    if not share.is_determined:
        return Reason("liability-nobody", bearer.rule, args)
    return Reason("liability-company" if share.who == COMPANY else f"liability-by-{share.how}", bearer.rule, args)
