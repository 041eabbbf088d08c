"""One answer to a claim as it is told: who asked for what, what became of each unit, and the steps in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, frozen

from dealerkit.decisions import Decision, Reason
from dealerkit.problems import Arg
from dealerkit.rebates.granting.credits import Due
from dealerkit.report.findings import Json, location_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import step
from dealerkit.report.tables import cell_for_programs
from dealerkit.report.workings import figure, money
from dealerkit.values.exact import Number

_SUMS = frozenset(
    {"amount", "claimed", "ours", "price", "credit", "earned", "left", "purchases", "value", "most", "used"}
)
"""Arguments of reasons that are money, with the exceptions of ``_readable``; the others count units."""


@frozen
class Portion:
    """Units with the same fate."""

    product: str
    quantity: Decimal
    amount: Number | None
    fate: str
    words: Words
    is_granted: bool
    document: str = ""
    bought_on: date | None = None


@frozen(eq=False)
class Answered:
    """One claim as it is told: who asked for what, and what is answered."""

    scheme: str
    title: str
    address: str
    dealer: str
    name: str
    label: str
    on: date
    asked: Decimal
    granted: Decimal
    refused: Decimal
    refused_amount: Number
    claimed: Decimal | None
    decision: Decision
    due: Due | None
    portions: Sequence[Portion]


def row_json(row: Answered, lang: Language) -> dict[str, Json]:
    """An answer for programs, with its reasons and their places."""
    decision, due = row.decision, row.due
    return {
        "scheme": row.address,
        "dealer": row.dealer,
        "name": row.name,
        "claim": row.label,
        "date": row.on.isoformat(),
        "outcome": decision.outcome.value,
        "code": decision.code,
        "credit": None if decision.amount is None else f"{decision.amount:f}",
        "settled": None if due is None else f"{due.settled:f}",
        "payable": None if due is None or due.payable is None else f"{due.payable:f}",
        "missing": [*decision.missing],
        "claimed_amount": None if row.claimed is None else f"{row.claimed:f}",
        "refused_units": f"{row.refused:f}",
        "refused_amount": cell_for_programs(row.refused_amount),
        "figures": {name: _arg_json(value) for name, value in decision.values},
        "units": [
            {
                "product": part.product,
                "fate": part.fate,
                "credited": part.is_granted,
                "quantity": f"{part.quantity:f}",
                "amount": None if part.amount is None else cell_for_programs(part.amount),
                "document": part.document,
            }
            for part in row.portions
        ],
        "reasons": [
            {
                "step": reason.step,
                "rule": reason.rule.address,
                "at": location_json(reason.rule.at),
                "args": {name: _arg_json(value) for name, value in reason.args},
                "said": said(reason, lang),
            }
            for reason in decision.reasons
        ],
    }


def said(reason: Reason, lang: Language) -> str:
    """A reason with its figures as people write them."""
    args = tuple((name, _readable(reason.step, name, value)) for name, value in reason.args)
    return step(evolve(reason, args=args), lang)


def _readable(kind: str, name: str, value: Arg) -> Arg:
    if not isinstance(value, (Decimal, Fraction)) or name == "share" or (kind, name) == ("bid-percent", "value"):
        # A share is written as per cent by its sentence, from the exact number.
        return value
    is_plain = (kind, name) in {("bid-beyond-bid", "most"), ("bid-beyond-bid", "used"), ("bid-not-honoured", "value")}
    is_money = name in _SUMS and not is_plain
    return Decimal((money(value) if is_money else figure(value)).replace(",", ""))


def _arg_json(value: Arg) -> Json:
    if isinstance(value, tuple):
        return [*value]
    return value if isinstance(value, (int, str)) else cell_for_programs(value)
