"""Who is ranked: takes part, reached the minimum, and has a figure; and of whom that cannot be said.

Refused with ``DK330``, ``DK333``, ``DK334``, ``DK336``; open with ``DK003``.
"""

from __future__ import annotations

from attrs import evolve, frozen

from dealerkit.decisions import Outcome, Reason
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing
from dealerkit.rebates.clauses import Against
from dealerkit.rebates.contests.contest import Contest
from dealerkit.rebates.contests.ranking import Entrant
from dealerkit.rebates.terms import Measured
from dealerkit.rebates.terms.conditions import figure_of
from dealerkit.values.exact import ZERO
from dealerkit.values.numbers import Number, divide


@frozen
class Entry:
    """What came of one dealer before any place was given: an entrant, or none and why.

    ``figure`` is what he is ranked by, None where it is not known; ``missing`` what would have to be known.
    """

    dealer: str
    base: Number
    figure: Number | None
    second: Number = ZERO
    reasons: tuple[Reason, ...] = ()
    code: str = ""
    outcome: Outcome = Outcome.GRANTED
    missing: tuple[str, ...] = ()

    @property
    def entrant(self) -> Entrant | None:
        """The dealer in the ranking; None for one who is refused."""
        if self.outcome is Outcome.REFUSED:
            return None
        return Entrant(self.dealer, self.figure, self.second, not self.missing)

    def because(self, reason: Reason) -> Entry:
        """With one more reason."""
        return evolve(self, reasons=(*self.reasons, reason))

    def refused(self, code: str, reason: Reason) -> Entry:
        """Not ranked, for this reason."""
        return evolve(self.because(reason), code=code, outcome=Outcome.REFUSED, missing=())

    def lacking(self, found: Missing, reason: Reason) -> Entry:
        """Open until these facts are known."""
        missing = tuple(dict.fromkeys((*self.missing, *found.facts)))
        return evolve(self.because(reason), code="DK003", outcome=Outcome.UNDETERMINED, missing=missing)


def entered(contest: Contest, dealer: str, measured: Measured, second: Number, target: Number | None) -> Entry:
    """Whether and with which figure the dealer is ranked. ``target`` serves where there is no other baseline.

    What is known to keep him out does so whatever else is missing.
    """
    base = measured.qualifying
    entry = _taking_part(contest, Entry(dealer, base, base, second), measured)
    if entry.outcome is not Outcome.REFUSED:
        entry = _with_base(contest, entry)
    if entry.outcome is not Outcome.REFUSED and contest.against is not None:
        entry = _with_share(contest, contest.against, entry, measured, target)
    return entry


def _taking_part(contest: Contest, entry: Entry, measured: Measured) -> Entry:
    condition = contest.eligible
    if condition is None:
        return entry
    found = condition.when.evaluate(measured.facts)
    if isinstance(found, Missing):
        if condition.if_missing == "refuse":
            return entry.refused("DK336", Reason("fact-refused", condition.rule, (("facts", found.facts),)))
        if condition.if_missing == "undetermined":
            return entry.lacking(found, Reason("fact-missing", condition.rule, (("facts", found.facts),)))
        found = condition.if_missing is True
    if found is not True:
        return entry.refused("DK330", Reason("not-eligible", condition.rule))
    return entry.because(Reason("eligible", condition.rule))


def _with_base(contest: Contest, entry: Entry) -> Entry:
    base, least = entry.base, contest.minimum
    if least is not None and least.base is not None and base < least.base:
        return entry.refused("DK334", Reason("minimum-base", least.rule, (("base", base), ("least", least.base))))
    if base <= 0:
        return entry.refused("DK334", Reason("contest-nothing", contest.rule, (("base", base),)))
    return entry.because(Reason("contest-base", contest.rule, (("base", base),)))


def _with_share(contest: Contest, against: Against, entry: Entry, measured: Measured, target: Number | None) -> Entry:
    baseline, least = _baseline(against, measured, target), contest.minimum
    if baseline is None:
        return entry.refused("DK333", Reason("no-baseline", against.rule))
    if isinstance(baseline, Missing):
        reason = Reason("fact-missing", against.rule, (("facts", baseline.facts),))
        return evolve(entry.lacking(baseline, reason), figure=None)
    share = divide(entry.base, baseline)
    entry = evolve(entry, figure=share).because(
        Reason("contest-share", against.rule, (("baseline", baseline), ("share", share)))
    )
    if least is not None and least.share is not None and share < least.share:
        args = (("share", share), ("least", least.share))
        return entry.refused("DK334", Reason("contest-minimum-share", least.rule, args))
    return entry


def _baseline(against: Against, measured: Measured, target: Number | None) -> Number | Missing | None:
    """What the base is a share of; None where there is none above zero, and nobody can be ranked by it."""
    found: Number | Missing | None = measured.baseline
    if isinstance(against.baseline, Expression):
        found = figure_of(against.baseline, measured.facts)
    elif not isinstance(against.baseline, str):
        found = against.baseline
    if isinstance(found, Missing) or (found is not None and found > ZERO):
        return found
    if not isinstance(against.missing, str):
        return against.missing if against.missing > 0 else None
    return target if against.missing == "target" and target is not None and target > 0 else None
