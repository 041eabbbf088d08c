"""Test cases of identity: a customer among others, a change, an agreement, or two values compared."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from dealerkit.book import Book
from dealerkit.book.given import given_tables
from dealerkit.customers.files.forms import banks_of
from dealerkit.customers.files.section import files_of
from dealerkit.customers.identity.duplicates import alike_of
from dealerkit.customers.identity.near import is_near
from dealerkit.customers.identity.ruling import ruled
from dealerkit.customers.identity.run import IdentityRun, evaluate
from dealerkit.customers.identity.section import Identity, identity_of
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.cases import Case
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.problems import Arg, nearest

OWN = ("customer", "change", "signing", "compare", "one", "other", "bank")
"""What a case gives beside tables: a customer; a change; an agreement; or a comparison and two values."""


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case; None, with the reason reported, if it cannot be read.

    ``customer``: the figures of :func:`identify`. ``change``: ``lacks``, ``tell``, ``batch_on``, refused where papers
    lack or it was entered too early. ``signing``: refused where it is late or has too few copies. ``compare``, ``one``
    and ``other``: ``match`` is exact, near or none, ``alike`` how the first was made alike.
    """
    identity = identity_of(policy)
    given = given_tables(case, OWN, reading)
    if given is None or identity is None:
        return None
    asked = {name: given.word(name) for name in OWN}
    key = next((name for name in ("compare", "customer", "change", "signing") if asked[name]), "")
    known = tuple(identity.compare) if key == "compare" else ()
    if not key or (known and asked[key] not in known):
        close = nearest(asked[key], known) if key else ""
        reading.report(
            "DK266", case.given, case.rule.address, key=asked.get(key, ""), nearest=close, allowed=known or OWN
        )
        return None
    if key == "compare":
        return _compared(policy, identity, asked)
    decision = _of_book(policy, given.book, case.as_of, key, asked[key])
    if decision is None or not given.is_sound(reading):
        return None
    return evolve(decision, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)


def _of_book(policy: Policy, book: Book, as_of: date, key: str, number: str) -> Decision | None:
    run = evaluate(policy, book, as_of)
    if key == "customer":
        return ruled(run, number)
    return _change(run, number) if key == "change" else _signing(run, number)


def _change(run: IdentityRun, number: str) -> Decision | None:
    found = next((each for each in run.changes if each.change == number), None)
    if found is None:
        return None
    values: list[tuple[str, Arg]] = [("lacks", found.missing), ("tell", found.to_tell)]
    if found.batch_on is not None:
        values.append(("batch_on", found.batch_on))
    stopped = bool(found.missing) or found.too_early
    reason = Reason("identity-change", found.rule.rule, (("field", found.rule.title or found.rule.id),))
    outcome = Outcome.REFUSED if stopped else Outcome.GRANTED
    return Decision(outcome, "DK747" if stopped else "", None, tuple(values), (reason,))


def _signing(run: IdentityRun, number: str) -> Decision:
    found = next((each for each in run.unsigned if each.signing == number), None)
    rule = run.identity.signing
    reasons = () if rule is None else (Reason("identity-signing", rule.rule, (("within", str(rule.within)),)),)
    if found is None:
        return Decision(Outcome.GRANTED, reasons=reasons)
    values = () if found.due is None else (("due", found.due),)
    return Decision(Outcome.REFUSED, "DK747", None, values, reasons)


def _compared(policy: Policy, identity: Identity, asked: dict[str, str]) -> Decision:
    rule = identity.compare[asked["compare"]]
    alike = alike_of(identity, rule, banks_of(files_of(policy)))
    one, other = (alike.one(asked[name], asked["bank"]) for name in ("one", "other"))
    match = "none"
    if one and one == other:
        match = "exact"
    elif rule.near and min(len(one), len(other)) >= rule.least and is_near(one, other):
        match = "near"
    reason = Reason("identity-compared", rule.rule, (("of", rule.title or rule.id), ("value", one)))
    return Decision(Outcome.GRANTED, "", None, (("match", match), ("alike", one)), (reason,))
