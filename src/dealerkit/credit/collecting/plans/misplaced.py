"""The finding about money for a schedule or a plan that finds no place there."""

from __future__ import annotations

from decimal import Decimal

from dealerkit.problems import Location, Problem, Severity, problem


def misplaced(
    at: Location | None,
    of: str,
    *,
    receipt: str = "",
    unknown: str = "",
    beyond: Decimal | None = None,
    instalment: str = "",
    covered: Decimal | None = None,
    invoices: tuple[str, ...] = (),
) -> Problem:
    """DK594: a receipt names what is not there, pays more than was open, or pays what an invoice bills without it."""
    return problem(
        "DK594",
        at,
        severity=Severity.WARNING,
        of=of,
        receipt=receipt,
        unknown=unknown,
        beyond="" if beyond is None else beyond,
        instalment=instalment,
        covered="" if covered is None else covered,
        invoices=invoices,
    )
