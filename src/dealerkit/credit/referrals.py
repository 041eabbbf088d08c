"""A referral that was answered: somebody in the role that a check names let this order through, case by case.

The word is a row of the table ``releases`` whose ``kind`` is the id of the check: it lets one order of one customer
through, up to its amount, until it expires. It is no release over the limit and is not counted as one.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import evolve

from dealerkit.credit.checks.check import REFER
from dealerkit.credit.order import Order
from dealerkit.credit.over_limit.releases import Release, Releases
from dealerkit.credit.results import Checked
from dealerkit.credit.section import Credit
from dealerkit.decisions import Reason


def referrals_of(credit: Credit) -> frozenset[str]:
    """The checks and conditions that refer orders to somebody; a step of the ladder keeps its name."""
    found = {each.id for each in (credit.eligible or {}).values() if each.otherwise == REFER}
    for check in (credit.checks or {}).values():
        if REFER in {check.then, *(each.then for each in (check.levels or {}).values())}:
            found.add(check.id)
    steps = () if credit.over_limit is None else credit.over_limit.steps
    return frozenset(found.difference(steps))


def answered(check: Checked, releases: Releases, order: Order, day: date) -> Checked:
    """A check that refers an order, with the word that lets it through, or with why what was signed does not."""
    found = releases.of_referral(order.order, check.id)
    against: list[Reason] = []
    for each in found:
        why = tuple(_against(each, check, order, day))
        if not why:
            said = Reason("credit-referral-answered", check.rule, (("release", each.release), *_by(each)))
            return evolve(check, answered=each.release, reasons=(*check.reasons, said))
        against.append(Reason("credit-referral-void", check.rule, (("release", each.release), (why[0], "yes"))))
    return evolve(check, reasons=(*check.reasons, *against)) if against else check


def _against(release: Release, check: Checked, order: Order, day: date) -> Iterator[str]:
    """Why it does not let the order through as it is."""
    if release.day > day or (release.expires_on is not None and release.expires_on < day):
        yield "expired"
    if release.customer and release.customer != order.customer:
        yield "another"
    if not release.is_known or (check.to and release.role != check.to):
        yield "role"
    too_much = order.amount is None or (release.amount is not None and order.amount > release.amount)
    if release.unconverted or too_much:
        yield "amount"


def _by(release: Release) -> tuple[tuple[str, str | date], ...]:
    return (("by", release.signer), ("role", release.role), ("on", release.day))
