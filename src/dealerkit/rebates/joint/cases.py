"""Test cases of stackings: from tables to what each of its programmes pays, and all together."""

from __future__ import annotations

from typing import cast

from dealerkit.book.given import word
from dealerkit.decisions import Decision, Outcome
from dealerkit.policy.cases import Case
from dealerkit.policy.nodes import Mapping
from dealerkit.policy.overlays import steps
from dealerkit.policy.policy import Policy
from dealerkit.policy.reading import Reading, described
from dealerkit.problems import Arg
from dealerkit.rebates.cases import settled_together
from dealerkit.rebates.joint.stacking import stackings_of
from dealerkit.rebates.programme import programmes_of
from dealerkit.rebates.settlement import explain
from dealerkit.values.exact import total_of_decimals


def answer(policy: Policy, case: Case, reading: Reading) -> Decision | None:
    """Decide a test case about a stacking; None, with the reason reported, if it cannot be read.

    The amount is what all its programmes pay together in a period (the latest, if none is given), to the
    payee or, if none is given, to everybody; each programme's part is a figure under its id.
    """
    given = case.given
    if not isinstance(given, Mapping):
        reading.report("DK132", given, case.rule.address, kind="mapping", found=described(given))
        return None
    stacking = stackings_of(policy)[steps(case.of)[1]]
    programmes = stacking.programmes or tuple(programmes_of(policy))
    found = settled_together(policy, programmes, case, given, reading)
    if found is None:
        return None
    policy, book, settlement = found
    payee, period = word(given.get("payee")), word(given.get("period"))
    rows = [row for row in settlement.rows if payee in {"", row.payee}]
    period = period or max(rows, key=lambda row: row.window.first).window.label if rows else period
    rows = [row for row in rows if row.window.label == period]
    stories = [
        cast("Decision", explain(policy, book, row.programme, row.payee, case.as_of, period=period)) for row in rows
    ]
    figures: list[tuple[str, Arg]] = []
    for id in programmes:
        amounts = [row.entitlement for row in rows if row.programme == id]
        known = [each for each in amounts if each is not None]
        if len(known) == len(amounts):
            figures.append((id, total_of_decimals(known)))
    is_known = all(row.entitlement is not None for row in rows)
    amount = total_of_decimals(row.entitlement for row in rows if row.entitlement is not None)
    outcome = Outcome.UNDETERMINED if not is_known else Outcome.GRANTED if amount else Outcome.REFUSED
    return Decision(
        outcome,
        amount=amount if is_known else None,
        values=tuple(figures),
        reasons=tuple(reason for story in stories for reason in story.reasons),
        tried=tuple(reason for story in stories for reason in story.tried),
        missing=tuple(dict.fromkeys(name for story in stories for name in story.missing)),
        as_of=case.as_of,
        known_at=case.known_at,
        revision=policy.header.revision,
    )
