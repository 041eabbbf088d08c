"""Names that lead nowhere: contacts that answer an occasion nobody knows, rules after a kind that never happens."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from dealerkit.customers.touch.contacts import Contact, Event
from dealerkit.customers.touch.rules import Touch
from dealerkit.problems import Problem, Severity, nearest, problem


def strays(
    made: Iterable[Contact], rules: Touch, events: Mapping[str, Sequence[Event]], since: date
) -> Iterator[Problem]:
    """DK824 an occasion that is not there or of another customer, for contacts since a day; DK825 a misspelt kind."""
    of: dict[str, set[str]] = defaultdict(set)
    for found in events.values():
        for event in found:
            of[event.source].add(event.subject)
    named: list[Contact] = []
    for contact in made:
        of[contact.number].add(contact.customer)
        if contact.occasion and contact.at.date() >= since:
            named.append(contact)
    for contact in sorted(named):
        whose = of.get(contact.occasion, set())
        if contact.customer not in whose:
            yield problem(
                "DK824",
                contact.place,
                severity=Severity.WARNING,
                touch=contact.number,
                customer=contact.customer,
                occasion=contact.occasion,
                other=tuple(sorted(each for each in whose if each)),
            )
    known = {*events, *(rules.occasions or ())}
    for rule in rules.rules.values():
        for kind in rule.events:
            close = "" if kind in known else nearest(kind, known)
            if close:
                yield problem(
                    "DK825",
                    rule.rule.at,
                    address=rule.rule.address,
                    severity=Severity.WARNING,
                    rule=rule.id,
                    kind=kind,
                    nearest=close,
                )
