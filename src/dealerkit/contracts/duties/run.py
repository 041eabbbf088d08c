"""Who did two steps that are to be kept apart: matter by matter, or at all, with the rows that show it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from attrs import frozen

from dealerkit.book import Book
from dealerkit.contracts.duties.section import BOTH, ORDER, PERSON, Duties, Separated, duties_of
from dealerkit.contracts.duties.trails import Trails
from dealerkit.contracts.judged import Judged, Judgements
from dealerkit.contracts.steps import Roles, Step, read_steps
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.measures.clocks import zone_of
from dealerkit.policy.policy import Policy
from dealerkit.problems import Arg, DealerkitError, Location, Related, Severity, in_order, problem

_Matter = tuple[str, str]
"""What it is about (a document, an order, nothing where it is at all) and who."""


@frozen
class Evidence:
    """One duty of a person: by a step that was done, or by a role that is held.

    ``employee`` is the code it was done under, ``stead`` whose authority it was done with, where that is another's.
    """

    duty: str
    on: date
    employee: str
    stead: str = ""
    document: str = ""
    role: str = ""
    at: Location | None = None


def evaluate(policy: Policy, book: Book, as_of: date) -> Judgements:
    """Everybody who has two separated duties, and a row for each set of duties with how much was looked at.

    Findings: DK694 one person has two of them, and no exception holds; DK802 the book has no table ``steps``,
    where roles alone show nothing.
    """
    rules = duties_of(policy)
    if rules is None:
        raise DealerkitError("the policy has no section `contracts.duties`")
    steps = tuple(read_steps(book, as_of, zone_of(policy)))
    trails = Trails(book) if any(each.scope == ORDER for each in rules.separated.values()) else None
    roles = Roles(policy, book)
    rows: list[Judged] = []
    for separated in rules.separated.values():
        found = _gathered(rules, separated, steps, trails, roles, as_of)
        conflicts = [*_conflicts(rules, separated, found, roles)]
        rows += [_summary(separated, found, conflicts), *conflicts]
    goes_by_roles = bool(rules.roles) and any(each.scope == PERSON for each in rules.separated.values())
    lacking = () if goes_by_roles else book.lacking("steps", ())
    problems = [*lacking, *(found for row in rows for found in row.problems)]
    return Judgements(policy, as_of, tuple(rows), in_order(problems))


def _gathered(
    rules: Duties,
    separated: Separated,
    steps: Sequence[Step],
    trails: Trails | None,
    roles: Roles,
    as_of: date,
) -> Mapping[_Matter, Sequence[Evidence]]:
    """What shows each duty of each person, matter by matter, in the order of time."""
    found: dict[_Matter, list[Evidence]] = defaultdict(list)
    for step in sorted(steps, key=lambda each: each.on):
        if step.duty not in separated.duties or (separated.kinds and step.kind not in separated.kinds):
            continue
        # Who acts for somebody acts on his authority: both of them have the duty.
        for employee in dict.fromkeys(filter(None, (step.employee, step.stead if rules.in_stead == BOTH else ""))):
            stead = step.stead if employee == step.employee else ""
            shown = Evidence(step.duty, step.on.date(), employee, stead, step.document, "", step.at)
            for matter in _matters(separated, step, trails):
                found[(matter, roles.person(employee))].append(shown)
    if separated.scope == PERSON:
        for employee in roles.everybody():
            for role in roles.of(employee, as_of) or ():
                for duty in rules.roles.get(role, ()):
                    if duty in separated.duties:
                        found[("", roles.person(employee))].append(Evidence(duty, as_of, employee, role=role))
    return found


def _matters(separated: Separated, step: Step, trails: Trails | None) -> tuple[str, ...]:
    if separated.scope == PERSON:
        return ("",)
    if separated.scope == ORDER and trails is not None:
        return trails.of(step.document, step.kind)
    return (step.document,)


def _conflicts(
    rules: Duties, separated: Separated, found: Mapping[_Matter, Sequence[Evidence]], roles: Roles
) -> Iterator[Judged]:
    for (matter, person), evidence in found.items():
        first: dict[str, Evidence] = {}
        for each in evidence:
            first.setdefault(each.duty, each)
        if len(first) > 1:
            yield _judged(rules, separated, matter, person, tuple(first.values()), evidence, roles)


def _judged(
    rules: Duties,
    separated: Separated,
    matter: str,
    person: str,
    shown: Sequence[Evidence],
    evidence: Sequence[Evidence],
    roles: Roles,
) -> Judged:
    duties = tuple(each for each in separated.duties if each in {one.duty for one in shown})
    first, last = min(each.on for each in evidence), max(each.on for each in evidence)
    own = [each for each in rules.exceptions.values() if roles.person(each.employee) == person]
    own = [each for each in own if {*duties} <= {*each.duties}]
    excuse = next((each for each in own if each.covers(first, last)), None)
    ended = max((each.until for each in own if each.until < last), default=None)
    codes = ", ".join(dict.fromkeys(each.employee for each in shown))
    values: tuple[tuple[str, Arg], ...] = (
        ("set", separated.id),
        ("matter", matter),
        ("employee", codes),
        ("duties", duties),
        ("documents", tuple(dict.fromkeys(each.document for each in shown if each.document)) or ""),
        ("roles", tuple(dict.fromkeys(each.role for each in shown if each.role)) or ""),
        ("last", last),
        ("excused_until", excuse.until if excuse is not None else ""),
    )
    reasons = [
        Reason(
            "duty-held" if each.role else "duty-done",
            separated.rule,
            (
                ("by", each.employee),
                ("duty", each.duty),
                ("document", each.document),
                ("role", each.role),
                ("on", each.on),
                ("stead", each.stead),
            ),
        )
        for each in shown
    ]
    at = next((each.at for each in reversed(shown) if each.at is not None), None)
    subject = "/".join(filter(None, (separated.id, matter, person)))
    if excuse is not None:
        reasons.append(Reason("duty-excused", excuse.rule, (("until", excuse.until),)))
        decision = Decision(Outcome.GRANTED, values=values, reasons=tuple(reasons))
        return Judged(subject=subject, part="duties", decision=decision, at=at)
    decision = Decision(Outcome.REFUSED, "DK694", values=values, reasons=tuple(reasons))
    finding = problem(
        "DK694",
        at,
        address=separated.rule.address,
        severity=Severity.WARNING,
        related=[Related("same-person", each.at) for each in shown if each.at is not None and each.at != at],
        employee=codes,
        duties=duties,
        matter=matter,
        roles=tuple(dict.fromkeys(each.role for each in shown if each.role)),
        ended=ended or "",
    )
    return Judged(subject=subject, part="duties", decision=decision, at=at, problems=(finding,))


def _summary(separated: Separated, found: Mapping[_Matter, Sequence[Evidence]], conflicts: Sequence[Judged]) -> Judged:
    wrong = sum(each.decision.outcome is Outcome.REFUSED for each in conflicts)
    values: tuple[tuple[str, Arg], ...] = (
        ("matters", len({matter for matter, _ in found})),
        ("people", len({person for _, person in found})),
        ("conflicts", wrong),
        ("excused", len(conflicts) - wrong),
    )
    reason = Reason("duty-set", separated.rule, (("duties", separated.duties), *values))
    outcome = Outcome.REFUSED if wrong else Outcome.GRANTED
    decision = Decision(outcome, "DK694" if wrong else "", values=values, reasons=(reason,))
    return Judged(subject=separated.id, part="sets", decision=decision)
