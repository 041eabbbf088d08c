"""May this customer be taken on, as far as its identity goes: what it shares, where sources differ, whose account."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dealerkit.book import Book
from dealerkit.customers.identity.run import IdentityRun, evaluate
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.policy import Policy


def identify(policy: Policy, book: Book, as_of: date, customer: str) -> Decision:
    """What is doubtful about one customer: refused while something waits, granted with its alarms otherwise.

    It waits for a filed exception (DK742), for sources that agree (DK745), or for an account in its own name (DK746).
    Undetermined (DK003) where nothing refuses it, but no other source says anything of it, or nobody recorded whose
    account it is.
    The figures are ``waits`` and ``alarms``, the comparisons; ``shares``, the other customers; ``differs``, the
    fields on which sources differ; ``wins``, the sources that are right on them.
    """
    return ruled(evaluate(policy, book, as_of), customer)


def ruled(run: IdentityRun, customer: str) -> Decision:
    """As :func:`identify`, from what was found for all customers."""
    waits: list[str] = []
    alarms: list[str] = []
    others: set[str] = set()
    reasons: list[Reason] = []
    tried: list[Reason] = []
    for match in run.matches:
        if customer not in match.members:
            continue
        shared = tuple(each for each in match.customers if each != customer)
        args = (("of", match.comparison.title or match.comparison.id), ("value", match.value), ("customers", shared))
        if customer not in match.open:
            tried.append(Reason("identity-filed", match.comparison.rule, args))
            continue
        others |= {*shared}
        (waits if match.waits else alarms).append(match.comparison.id)
        reasons.append(Reason("identity-near" if match.near else "identity-shares", match.comparison.rule, args))
    differs = [each for each in run.mismatches if each.customer == customer]
    for mismatch in differs:
        said = tuple(f"{source}: {value or '—'}" for source, value in mismatch.values)
        wins = mismatch.wins if mismatch.differ else ""
        reasons.append(
            Reason(
                "identity-differs", mismatch.rule.rule, (("field", mismatch.rule.id), ("said", said), ("wins", wins))
            )
        )
    reasons += _holder(run, customer)
    holders = [each[2] for each in run.not_own if each[0] == customer]
    code = "DK742" if waits else "DK745" if differs else "DK746" if any(holders) else ""
    missing: list[str] = []
    rule = run.identity.own_name
    if rule is not None and "" in holders:
        missing.append(f"dealer.{rule.holder}")
    sources = run.identity.sources
    if sources is not None and run.sourced is not None and customer not in run.sourced:
        missing.append("source_values")
        reasons.append(Reason("identity-unsourced", sources.rule))
    return Decision(
        Outcome.REFUSED if code else Outcome.UNDETERMINED if missing else Outcome.GRANTED,
        code or ("DK003" if missing else ""),
        None,
        (
            ("waits", tuple(waits)),
            ("alarms", tuple(alarms)),
            ("shares", tuple(sorted(others))),
            ("differs", tuple(each.rule.id for each in differs)),
            ("wins", tuple(each.wins for each in differs if each.differ)),
        ),
        tuple(reasons) or (Reason("identity-clear", run.identity.rule),),
        tuple(tried),
        missing=() if code else tuple(missing),
        as_of=run.as_of,
        revision=run.policy.header.revision,
    )


def unsettled(run: IdentityRun) -> frozenset[str]:
    """The customers whom :func:`ruled` does not grant: something is to be settled first, or cannot be told."""
    waiting = (customer for match in run.matches if match.waits for customer in match.open)
    differing = (each.customer for each in run.mismatches)
    return frozenset((*waiting, *differing, *(each[0] for each in run.not_own), *run.uncompared))


def _holder(run: IdentityRun, customer: str) -> Iterator[Reason]:
    rule = run.identity.own_name
    for code, name, holder in run.not_own:
        if rule is not None and code == customer:
            if holder:
                yield Reason("identity-not-own", rule.rule, (("name", name), ("holder", holder)))
            else:
                yield Reason("identity-no-holder", rule.rule)
