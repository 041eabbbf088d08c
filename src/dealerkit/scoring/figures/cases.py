"""Test cases of figures: from tables to one figure of one subject."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from dealerkit.book.given import given_tables
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.cases import Case
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg
from dealerkit.scoring.figures.answers import Absence, Figures
from dealerkit.scoring.figures.figure import Reckoned
from dealerkit.scoring.figures.reckoning import reckon
from dealerkit.scoring.figures.tables import COMPANY
from dealerkit.scoring.section import figures_of

OWN = ("subject",)
"""What a case gives beside tables: whose figure is asked for, where there are several."""
_A_FIGURE = 3
"""Steps in the address of a figure: ``scoring.figures.sales``."""


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Reckon the figure that a test case is about; None, with the reason reported, if it cannot be read.

    The decision has the figures ``value``, ``from`` and ``to`` (the days of its window), ``base_from`` and
    ``base_to``, ``why`` it is missing; its amount is the value where that has an end in digits.
    """
    path = steps(case.of)
    definition = figures_of(policy).get(path[-1]) if len(path) == _A_FIGURE else None
    if definition is None:
        reading.report("DK260", case.rule.at, case.rule.address, case=case.id, of=case.of, nearest="")
        return None
    given = given_tables(case, OWN, reading)
    if given is None:
        return None
    figures = reckon(policy, given.book, case.as_of)
    if not given.is_sound(reading):
        return None
    known = figures.subjects(definition.of)
    subject = given.word("subject") or (known[0] if known else COMPANY)
    return decided(figures, definition, subject, case.as_of)


def decided(figures: Figures, definition: Reckoned, subject: str, as_of: date) -> Decision:
    """One figure of one subject as a decision, with its window and why it is missing."""
    found = figures.found(definition.id, subject)
    reason = Reason(
        "figure",
        definition.rule,
        (("figure", definition.title), ("subject", subject), ("value", shown(found)), *_days(figures, definition)),
    )
    revision = figures.policy.header.revision
    if isinstance(found, Absence):
        return Decision(
            Outcome.UNDETERMINED,
            "DK003",
            values=(*_days(figures, definition), ("why", found.why.value)),
            reasons=(reason,),
            missing=found.facts,
            as_of=as_of,
            revision=revision,
        )
    values = (("value", shown(found)), *_days(figures, definition))
    amount = found if isinstance(found, Decimal) else None
    return Decision(Outcome.GRANTED, "", amount, values, (reason,), as_of=as_of, revision=revision)


def shown(found: Value | Missing | Absence) -> Arg:
    """A figure as a message or a test may mention it; ``""`` where it is missing."""
    if isinstance(found, (Absence, Missing)):
        return ""
    if isinstance(found, bool):
        return "true" if found else "false"
    if isinstance(found, (Decimal, Fraction, int, date, str)):
        return found
    return tuple(sorted(found))


def _days(figures: Figures, definition: Reckoned) -> tuple[tuple[str, Arg], ...]:
    found: list[tuple[str, Arg]] = []
    base = figures.base(definition.id)
    for prefix, window in (("", figures.window(definition.id)), ("base_", base[1] if base else None)):
        if window is not None:
            found += [(f"{prefix}{name}", day) for name, day in (("from", window.start), ("to", window.end)) if day]
    return tuple(found)
