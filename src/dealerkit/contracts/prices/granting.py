"""Levels that a contract grants and somebody has to grant: whether his signature is there.

A level with a ``role`` is granted to a customer by that role. A contract that writes it down grants it too, so the
contract needs the signature: an entry of ``approvals`` under the subject of discounts that names the contract.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dealerkit.authority.signing import Document, Verdict
from dealerkit.contracts.judged import Judged, text
from dealerkit.contracts.kinds.run import signed_on
from dealerkit.contracts.prices.answering import PriceDesk
from dealerkit.contracts.prices.price_list import level_of
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.problems import Arg, Severity, problem

LEVELS = "levels"
"""The part of what is decided."""

_UNTOLD: tuple[Outcome, str, tuple[str, ...]] = (Outcome.UNDETERMINED, "DK003", ("approvals",))
_OUTCOMES: Mapping[tuple[bool, bool], tuple[Outcome, str, tuple[str, ...]]] = {
    (True, True): (Outcome.GRANTED, "", ()),
    (True, False): (Outcome.REFUSED, "DK699", ()),
    (False, True): _UNTOLD,
    (False, False): _UNTOLD,
}
"""By whether there is a table of approvals, and whether it has the signature."""


def levels_granted(desk: PriceDesk) -> Iterator[Judged]:
    """Every contract that holds and grants a level with a role.

    Findings: DK699 the signature of that role is not on record. Without a table of approvals it cannot be told.
    """
    for each in signed_on(desk.policy, desk.book, desk.as_of):
        level = desk.rule.levels.get(level_of(text(each.row, "price_level")))
        if level is None or level.role is None or not each.validity.covers(desk.as_of):
            continue
        roles = (("role", level.role), *((("second", level.second),) if level.second else ()))
        document = Document(desk.rule.discount, each.contract, None, is_whole=True)
        judged = desk.signing.judged(document, Decision(Outcome.GRANTED, values=roles))
        name = level.title or level.id
        args: tuple[tuple[str, Arg], ...] = (("level", name), ("role", level.role), ("second", level.second or ""))
        values: tuple[tuple[str, Arg], ...] = (("level", level.id), *roles, ("signatures", judged.missing))
        reasons = [Reason("price-level", level.rule, args)]
        reasons += [
            Reason(
                f"price-signature-{'void' if entry.fault else entry.outcome}",
                level.rule,
                (("by", entry.by), ("role", entry.role), ("on", entry.on or ""), ("fault", entry.fault)),
            )
            for entry in judged.entries
        ]
        outcome, code, missing = _OUTCOMES[desk.book.has("approvals"), judged.verdict is Verdict.GRANTED]
        decision = Decision(outcome, code, values=values, reasons=tuple(reasons), missing=missing)
        found = problem(
            "DK699",
            each.row.at,
            address=level.rule.address,
            severity=Severity.WARNING,
            contract=each.contract,
            customer=each.customer,
            level=name,
            roles=judged.missing or tuple(role for _, role in roles),
        )
        yield Judged(
            subject=each.contract,
            decision=decision,
            part=LEVELS,
            contract=each.contract,
            customer=each.customer,
            at=each.row.at,
            problems=(found,) if outcome is Outcome.REFUSED else (),
        )
