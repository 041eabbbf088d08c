"""Why so many units are credited and others are not: the reasons of a decision, unit by unit, and what to look into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from dealerkit.decisions import Reason, Rule
from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.promises.promise import Promise
from dealerkit.rebates.protection.claims import Claim
from dealerkit.rebates.protection.conditions import Told
from dealerkit.rebates.protection.promises import Kept
from dealerkit.rebates.protection.results import Case
from dealerkit.rebates.protection.scheme import Protection
from dealerkit.rebates.protection.units import NOT_IN_STOCK, REFUSED, Fate, Part, units
from dealerkit.values.numbers import ONE, ZERO


def of_units(scheme: Protection, since: date | None, kept: Kept | None, parts: Sequence[Part]) -> Iterator[Reason]:
    """What the window took, what a promise took, and what was refused, lot by lot."""
    if since is not None and scheme.window is not None:
        protected = units(parts, {Fate.PROTECTED})
        if protected:
            yield Reason("protection-window", scheme.window.rule, (("quantity", protected), ("since", since)))
    promised = units(parts, {Fate.PROMISED})
    if kept is not None and promised:
        told: Told = (
            ("quantity", promised),
            ("promise", kept.promise.id),
            ("author", kept.promise.author or kept.promise.role),
            ("since", kept.since),
        )
        yield Reason("protection-promised", kept.rule, told)
    for part in parts:
        if part.fate in REFUSED:
            yield _refusal(scheme, part, since)


def _refusal(scheme: Protection, part: Part, since: date | None) -> Reason:
    amount: Told = () if part.amount is None else (("amount", part.amount),)
    args: Told = (("quantity", part.quantity), *amount)
    if part.serial:
        args = (*args, ("serial", part.serial))
    if part.fate is Fate.OVER and part.bought_on is not None and since is not None:
        args = (*args, ("bought_on", part.bought_on), ("since", since))
        return Reason("protection-over-window", window_rule(scheme), args)
    rule = scheme.claim.rule if part.fate in NOT_IN_STOCK and scheme.claim is not None else scheme.stock.rule
    return Reason(f"protection-{part.fate.value}", rule, args)


def findings(scheme: Protection, case: Case, claim: Claim | None, parts: Sequence[Part]) -> Iterator[Problem]:
    """What is to be looked into whatever is decided."""
    beyond = units(parts, NOT_IN_STOCK)
    if claim is not None and beyond:
        yield problem(
            "DK381",
            claim.at,
            address=scheme.rule.address,
            severity=Severity.WARNING,
            claims=claim.ids,
            dealer=case.dealer,
            product=case.cut.product,
            on=case.cut.on,
            stock=case.stock.quantity or ZERO,
            beyond=beyond,
        )
    for row in case.claims:
        if row.serial and row.quantity not in {None, ONE}:
            yield problem(
                "DK399",
                row.at,
                address=scheme.rule.address,
                severity=Severity.WARNING,
                claim=row.claim,
                serial=row.serial,
                quantity=row.quantity or ZERO,
            )
    unexplained = units(parts, {Fate.UNEXPLAINED})
    if unexplained:
        yield problem(
            "DK382",
            case.stock.at,
            address=scheme.rule.address,
            severity=Severity.WARNING,
            dealer=case.dealer,
            product=case.cut.product,
            on=case.cut.on,
            stock=case.stock.quantity or ZERO,
            more=unexplained,
        )


def of_promise(scheme: Protection, promise: Promise) -> Reason:
    """A promise that was looked at and is beyond its author's authority."""
    told: Told = (
        ("promise", promise.id),
        ("author", promise.author or promise.role),
        ("role", promise.role),
    )
    return Reason("protection-promise-beyond", scheme.rule, told)


def of_promise_after(scheme: Protection, promise: Promise) -> Reason:
    """A promise that was made after the price was cut."""
    told: Told = (("promise", promise.id), ("author", promise.author or promise.role), ("on", promise.on))
    return Reason("protection-promise-after", scheme.rule, told)


def window_rule(scheme: Protection) -> Rule:
    """The rule that says which units are too old; the scheme itself where none is."""
    return scheme.rule if scheme.window is None else scheme.window.rule
