"""Adjustments, and goods that become another kind of stock: signed by the role that may, or a finding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dealerkit.contracts.goods.moves import Move
from dealerkit.contracts.goods.section import Adjustment, Goods
from dealerkit.contracts.judged import Judged
from dealerkit.contracts.steps import Roles
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.problems import Arg, Problem, Severity, problem

SIGNED, UNSIGNED, WRONG_ROLE, NO_ADJUSTMENT = "signed", "unsigned", "wrong-role", "no-adjustment"


def judged_adjustments(rules: Goods, moves: Sequence[Move], roles: Roles) -> Iterator[Judged]:
    """Every movement that needs a signature: signed, or DK685."""
    rule = rules.adjustment
    if rule is None:
        return
    for move in moves:
        if move.kind in rule.kinds or move.changes_kind:
            yield _judged(rule, move, roles)


def _judged(rule: Adjustment, move: Move, roles: Roles) -> Judged:
    state = _state(rule, move, roles)
    args: tuple[tuple[str, Arg], ...] = (
        ("state", state),
        ("by", move.signed_by),
        ("role", rule.role),
        ("quantity", move.quantity),
        ("from", move.place.kind),
        ("into", move.into.kind if move.into is not None and move.changes_kind else ""),
        ("product", move.place.product),
    )
    problems: tuple[Problem, ...] = ()
    if state != SIGNED:
        problems = (
            problem(
                "DK685",
                move.at,
                address=rule.rule.address,
                severity=Severity.WARNING,
                move=move.id,
                product=move.place.product,
                quantity=move.quantity,
                state=state,
                by=move.signed_by,
                role=rule.role,
                kind=move.kind if state == NO_ADJUSTMENT else "",
                wanted=rule.kinds,
            ),
        )
    decision = Decision(
        Outcome.GRANTED if state == SIGNED else Outcome.REFUSED,
        "" if state == SIGNED else "DK685",
        values=args,
        reasons=(Reason(f"goods-{state}", rule.rule, args),),
    )
    return Judged(subject=move.id, part="adjustments", decision=decision, at=move.at, problems=problems)


def _state(rule: Adjustment, move: Move, roles: Roles) -> str:
    if move.kind not in rule.kinds:
        return NO_ADJUSTMENT
    if not move.signed_by:
        return UNSIGNED
    held = roles.of(move.signed_by, move.on.date())
    return SIGNED if held is None or rule.role in held else WRONG_ROLE
