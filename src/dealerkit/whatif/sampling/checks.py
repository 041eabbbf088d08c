"""What can be known to be wrong with an uncertainty before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from dealerkit.problems import Problem, problem
from dealerkit.values.exact import as_fraction, simplest
from dealerkit.whatif.sampling.rules import Uncertain, Uncertainty


def check_uncertainty(uncertainty: Uncertainty) -> Iterator[Problem]:
    """DK975 figures out of order, DK976 chances that are not 100 % together, DK977 a past of less than two periods."""
    for item in uncertainty.volumes.values():
        yield from _wrong(item)


def _wrong(item: Uncertain) -> Iterator[Problem]:
    found = item.uniform or item.triangular or item.normal or item.lognormal
    if found is not None and not found.in_order:
        at = found.rule.at
        yield problem("DK975", at if at.file else None, address=found.rule.address, kind=item.kind, id=item.id)
    at = item.rule.at
    if item.discrete is not None:
        whole = sum((as_fraction(each) for each in item.discrete.values()), Fraction(0))
        if whole != 1:
            place = at if at.file else None
            yield problem("DK976", place, address=item.rule.address, id=item.id, total=simplest(whole))
    past = item.history
    if past is not None and not past.in_order:
        at = past.rule.at
        yield problem(
            "DK977", at if at.file else None, address=past.rule.address, id=item.id, of=str(past.of), every=past.every
        )
