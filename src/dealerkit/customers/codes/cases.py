"""Test cases of codes: the next one of a customer or job, or what is wrong with one that there is."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from dealerkit.book import Book
from dealerkit.book.given import given_tables, word
from dealerkit.book.kinds import Value
from dealerkit.customers.codes.run import evaluate, next_code
from dealerkit.customers.codes.section import Scheme, codes_of
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.cases import Case
from dealerkit.policy.nodes import Mapping as MappingNode
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.problems import nearest
from dealerkit.values.ranges import read_date

OWN = ("next", "code", "with")
"""What a case gives beside tables: ``next: customer`` or ``job`` and ``with`` the columns it is made of; or a
``code`` of the tables."""


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case; None, with the reason reported, if it cannot be read.

    ``next``: ``made`` and ``sequence``. ``code``: granted where nothing is wrong with it; else refused with DK748,
    ``why`` and ``other``.
    """
    codes = codes_of(policy)
    given = given_tables(case, OWN, reading)
    if given is None or codes is None:
        return None
    of, code = given.word("next"), given.word("code")
    schemes = codes.schemes()
    if not code and of not in schemes:
        close = nearest(of, schemes)
        reading.report("DK266", case.given, case.rule.address, key=of, nearest=close, allowed=tuple(schemes))
        return None
    if code:
        decision = _checked(policy, given.book, case.as_of, code, tuple(schemes.values()))
    else:
        values = _values(given.get("with"))
        decision = next_code(policy, given.book, case.as_of, of, values)
    if not given.is_sound(reading):
        return None
    return evolve(decision, as_of=case.as_of, known_at=case.known_at, revision=policy.header.revision)


def _values(node: object) -> dict[str, Value]:
    found: dict[str, Value] = {}
    if isinstance(node, MappingNode):
        for name, (_, child) in node.entries.items():
            text = word(child)
            found[name] = read_date(text) or text
    return found


def _checked(policy: Policy, book: Book, as_of: date, code: str, schemes: tuple[Scheme, ...]) -> Decision:
    run = evaluate(policy, book, as_of)
    reasons = tuple(Reason("code-checked", each.rule, (("number", code),)) for each in schemes)
    found = next((each for each in run.problems if each.code == "DK748" and each.arg("number") == code), None)
    if found is None:
        return Decision(Outcome.GRANTED, reasons=reasons)
    values = (("why", found.arg("what")), ("other", found.arg("other")))
    return Decision(Outcome.REFUSED, "DK748", None, values, reasons)
