"""Policies with stackings and budgets for tests, and what a settlement pays by them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from dealerkit.policy.loading import load_texts
from dealerkit.policy.policy import Policy, Section
from dealerkit.rebates.joint.stacking import STACKING
from dealerkit.rebates.run import Run
from tests.rebates.histories import HEAD, SECTION, book_of

SECTIONS = (SECTION, Section("stacking", STACKING))
BRANDS = [{"product": each, "brand": each} for each in ("A", "B", "C")]


def stacked_policy(text: str, head: str = HEAD) -> Policy:
    """The policy written in a test; it must be readable."""
    loaded = load_texts({"policy.yaml": (head + text).encode()}, SECTIONS)
    assert loaded.policy is not None, loaded.problems
    return loaded.policy


def programme(id: str, rate: str = "1%", brands: Iterable[str] = (), **keys: str) -> str:
    """One programme of a section ``rebates``, by default a share of the quarter's purchases of some brands."""
    listed = ", ".join(f'"{each}"' for each in brands)
    where = f"where: 'product.brand in [{listed}]', " if listed else ""
    lines = {
        "period": "quarter",
        "qualifying": f"{{{where}measure: net_amount}}",
        "method": "retrospective",
        "kind": "percent",
        "bands": f"[{{at: 0, rate: {rate}}}]",
        "settle": "{payout: credit-note, negative: carry-forward}",
        **keys,
    }
    return f"  {id}:\n" + "".join(f"    {key}: {value}\n" for key, value in lines.items())


def run_of(
    policy: Policy, lines: Sequence[Mapping[str, object]], as_of: date = date(2026, 3, 31), **tables: object
) -> Run:
    """A run over these lines of the brands A, B and C."""
    return Run.open(policy, book_of(lines, tables={"products": BRANDS, **tables}), as_of)  # type: ignore[dict-item]


def paid(run: Run) -> dict[tuple[str, str], Decimal | None]:
    """What each programme pays each payee, over all periods."""
    found: dict[tuple[str, str], Decimal | None] = {}
    for row in run.settlement().rows:
        before = found.get((row.programme, row.payee), Decimal(0))
        amount = row.entitlement
        found[row.programme, row.payee] = None if before is None or amount is None else before + amount
    return found
