"""Deciding: what a payee has earned by a programme in a window, after all that other programmes and payees do to it.

Whoever needs an entitlement from a book asks here: settlement, accrual, statement, explanation. What
the terms give alone goes through the programme's stacking, then through its budget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import evolve, field, frozen

from dealerkit.decisions import Decision
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing
from dealerkit.rebates.clauses import Budget
from dealerkit.rebates.joint.budgets import Shared, share_out
from dealerkit.rebates.joint.gathering import Gathering, asks_members, gathers
from dealerkit.rebates.joint.groups import Groups
from dealerkit.rebates.joint.guarantees import Elapsed, of_the_year, over_the_year
from dealerkit.rebates.joint.stacked import Joint, Member, stacked
from dealerkit.rebates.joint.stacking import ORDERED, Stacking, deciding_stackings
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.standing import Standing
from dealerkit.rebates.takes import paying
from dealerkit.rebates.terms import Entitlement, Measured, Terms, compile_terms
from dealerkit.rebates.windows import Window
from dealerkit.values.numbers import Number
from dealerkit.values.periods import Period

Payees = Callable[[Programme], Iterable[str]]


def _is_of_the_year(programme: Programme) -> bool:
    """Whether the programme guarantees a sum over the year, so that earlier windows have a say."""
    return programme.guarantee is not None and programme.guarantee.over == "year"


def _nobody(programme: Programme) -> Iterable[str]:
    del programme
    return ()


@frozen(eq=False)
class Deciding:
    """One run's decisions: terms are compiled once, and each window is decided from what was measured.

    ``payees`` says who can be paid by a programme; budgets ask for all of them.
    """

    standing: Standing
    payees: Payees = _nobody
    groups: Groups = field(init=False, repr=False)
    _terms: dict[tuple[str, date], Terms] = field(factory=dict, init=False, repr=False)
    _own_terms: dict[tuple[str, date], Terms] = field(factory=dict, init=False, repr=False)
    _stackings: Mapping[str, Stacking] = field(init=False, repr=False)
    _lone: frozenset[str] = field(init=False, repr=False)
    _stacked: dict[tuple[str, str, Period, date], Mapping[str, Joint]] = field(factory=dict, init=False, repr=False)
    _budgets: dict[tuple[str, Period, date], Shared] = field(factory=dict, init=False, repr=False)

    @_stackings.default
    def _of_the_policy(self) -> Mapping[str, Stacking]:
        known = self.standing.programmes
        return {id: each for id, each in deciding_stackings(self.standing.policy).items() if id in known}

    @_lone.default
    def _whose_terms_say_all(self) -> frozenset[str]:
        """The programmes in whose amounts no other programme, payee or window has a say."""
        return frozenset(
            id
            for id, each in self.standing.programmes.items()
            if not (self.is_joint(each) or gathers(each) or _is_of_the_year(each))
        )

    @groups.default
    def _over_what_was_measured(self) -> Groups:
        return Groups(self.standing, Gathering(self.standing, self.decided), self.terms, self.terms_of_one)

    def decided(self, programme: Programme, payee: str, window: Window) -> Entitlement:
        """What is earned in the window, and by which rules."""
        if programme.id in self._lone:
            return self.terms(programme, window).decide(self.standing.measured(programme, payee, window))
        found = self.before_budget(programme, payee, window)
        if programme.budget is not None:
            found = self._budget(programme, programme.budget, window).of(payee, found)
        return found

    def traced(self, programme: Programme, payee: str, window: Window) -> Decision:
        """The same as a whole story: what decided, what was tried, what was read."""
        joint = self._joint(programme, payee, window)
        if gathers(programme):
            story = self.groups.traced(programme, payee, window)
        else:
            measured = self.standing.measured(programme, payee, window) if joint is None else joint.measured
            story = self.terms(programme, window).trace(measured)
        decided = self.decided(programme, payee, window)
        more = decided.reasons[len(story.reasons) :]
        if joint is not None and joint.won:
            story = evolve(story, tried=(*story.tried, *joint.won))
        if not more and decided.amount == story.amount:
            return story
        alone = self.alone(programme, payee, window).amount
        return evolve(
            story,
            outcome=decided.outcome,
            code=decided.code,
            amount=decided.amount,
            values=(*story.values, *(() if alone is None else (("alone", alone),))),
            reasons=(*story.reasons, *more),
            missing=decided.missing,
        )

    def alone(self, programme: Programme, payee: str, window: Window) -> Entitlement:
        """What the programme gives by itself: alone, or with those whose bases it adds up."""
        if gathers(programme):
            return self.groups.decided(programme, payee, window)
        return self.terms(programme, window).decide(self.standing.measured(programme, payee, window))

    def measured(self, programme: Programme, payee: str, window: Window) -> Measured:
        """What the terms are asked of: the payee's own base and facts, or those of all it is added up with."""
        if gathers(programme):
            return self.groups.measured(programme, payee, window)
        return self.standing.measured(programme, payee, window)

    def terms(self, programme: Programme, window: Window) -> Terms:
        """The programme's terms with parameters as at the period's end, compiled once.

        Where members are asked one by one whether they take part, the terms of the whole do not ask again.
        """
        key = (programme.id, window.last)
        if key not in self._terms:
            asked = evolve(programme, eligible=None) if asks_members(programme) else programme
            self._terms[key] = self._compiled(asked, window)
        return self._terms[key]

    def terms_of_one(self, programme: Programme, window: Window) -> Terms:
        """The programme's terms as they hold for one member alone."""
        key = (programme.id, window.last)
        if key not in self._own_terms:
            self._own_terms[key] = self._compiled(programme, window)
        return self._own_terms[key]

    def _compiled(self, programme: Programme, window: Window) -> Terms:
        return compile_terms(programme, self.standing.policy.header.rounding, self.standing.parameters(window.last))

    def is_lone(self, programme: Programme) -> bool:
        """Whether the programme's terms alone say what is earned: no other programme, payee or window does."""
        return programme.id in self._lone

    def is_joint(self, programme: Programme) -> bool:
        """Whether other programmes or payees have a say in what this one pays."""
        return programme.budget is not None or programme.id in self._stackings

    def joint_among(self, programmes: Iterable[str]) -> tuple[str, ...]:
        """Those of the programmes in whose amounts others have a say, each once."""
        return tuple(id for id in dict.fromkeys(programmes) if self.is_joint(self.standing.programmes[id]))

    def stacking_of(self, programme: Programme) -> Stacking | None:
        """The stacking that decides about a programme; None where none does."""
        return self._stackings.get(programme.id)

    def stacked_with(self, programme: Programme, payee: str, window: Window) -> tuple[date, Mapping[str, Window]]:
        """The windows of all programmes of its stacking for one of its own, and through which day they are measured."""
        stacking = self._stackings[programme.id]
        return self._common_day(window), self._windows(stacking, programme, payee, window)

    def by_tax_rate(self, programme: Programme, payee: str, window: Window) -> Mapping[Decimal | None, Number]:
        """What a programme of a stacking is paid on by the tax rate of the lines; nothing where it is all it counts."""
        stacking = self._stackings.get(programme.id)
        if stacking is None or stacking.how == ORDERED:
            return {}
        windows = self._windows(stacking, programme, payee, window)
        kept = self._joints(programme, payee, window)[programme.id].parts
        takes = [paying(self.standing.programmes[id]) for id in windows]
        spans = [(each.first, each.through) for each in windows.values()]
        place = list(windows).index(programme.id)
        return self.standing.cells.of(takes[0]).tax_rates_on(takes, payee, spans, place, kept)

    def keeper(self, programme: Programme, payee: str, window: Window, takers: Iterable[str]) -> str:
        """Which programme pays on lines that ``takers`` take, where only one does; ``""`` where that is not decided."""
        stacking = self._stackings.get(programme.id)
        if stacking is None or stacking.how == ORDERED:
            return ""
        joints = self._joints(programme, payee, window)
        taking = set(takers)
        lines = sum(1 << place for place, id in enumerate(joints) if id in taking)
        holding = [id for id, joint in joints.items() if lines in joint.parts]
        return holding[0] if len(holding) == 1 else ""

    def before_budget(self, programme: Programme, payee: str, window: Window) -> Entitlement:
        """What the programme gives before its budget is looked at, other programmes and periods considered."""
        joint = self._joint(programme, payee, window)
        found = self.alone(programme, payee, window) if joint is None else joint.entitlement
        if not _is_of_the_year(programme):
            return found
        return self.guaranteed(programme, payee, window, found, self.measured(programme, payee, window))

    def guaranteed(
        self, programme: Programme, payee: str, window: Window, found: Entitlement, measured: Measured
    ) -> Entitlement:
        """What is paid where the programme guarantees a sum over the year; ``found`` for all others."""
        if programme.guarantee is None or programme.guarantee.over != "year":
            return found
        *before, _ = of_the_year(programme, self.standing.windows(programme, payee), window)
        earlier = [
            Elapsed(
                self.alone(programme, payee, each) if joint is None else joint.entitlement,
                self.measured(programme, payee, each),
                self.terms(programme, each),
            )
            for each in before
            for joint in (self._joint(programme, payee, each),)
        ]
        now = Elapsed(found, measured, self.terms(programme, window))
        return over_the_year(programme, programme.guarantee, (*earlier, now))

    def _joint(self, programme: Programme, payee: str, window: Window) -> Joint | None:
        """What the programme's stacking leaves of it; None where it stands in none."""
        return self._joints(programme, payee, window).get(programme.id) if programme.id in self._stackings else None

    def _joints(self, programme: Programme, payee: str, window: Window) -> Mapping[str, Joint]:
        """What the programme's stacking makes of all its programmes, on the same day."""
        stacking = self._stackings[programme.id]
        day = self._common_day(window)
        key = (stacking.id, payee, window.period, day)
        if key not in self._stacked:
            found = self._windows(stacking, programme, payee, window)
            self._stacked[key] = stacked(stacking, self._members(payee, found))
        return self._stacked[key]

    def _windows(self, stacking: Stacking, programme: Programme, payee: str, window: Window) -> dict[str, Window]:
        """The windows of all programmes of a stacking that have begun, in its order, for the window of one of them."""
        day = self._common_day(window)
        windows = {id: self.beside(id, payee, window, day) for id in stacking.programmes}
        windows[programme.id] = window
        return {id: each for id, each in windows.items() if each is not None}

    def _common_day(self, window: Window) -> date:
        """Through which day all are measured: a programme that ran out earlier waits for the others."""
        if window.through < window.last:
            return window.through
        return max(window.through, min(window.period.end, self.standing.as_of))

    def beside(self, id: str, payee: str, window: Window, day: date) -> Window | None:
        """Another programme's window in the same period, measured through the same day."""
        programme = self.standing.programmes.get(id)
        if programme is None:
            return None
        for each in self.standing.windows(programme, payee):
            if each.period == window.period:
                return evolve(each, through=min(each.last, day)) if each.first <= day else None
        return None

    def _members(self, payee: str, windows: Mapping[str, Window]) -> list[Member]:
        """The programmes with what each gives alone, and their paying bases by combination of lines."""
        programmes = [self.standing.programmes[id] for id in windows]
        takes = [paying(each) for each in programmes]
        spans = [(each.first, each.through) for each in windows.values()]
        bases: list[dict[int, Number]] = [{} for _ in takes]
        if takes:
            for lines, sums in self.standing.cells.of(takes[0]).combinations(takes, payee, spans).items():
                for place, mine in enumerate(bases):
                    if lines >> place & 1:
                        mine[lines] = sums[place]
        return [
            Member(
                programme,
                self.terms(programme, window),
                self.measured(programme, payee, window),
                self.alone(programme, payee, window),
                mine,
            )
            for programme, window, mine in zip(programmes, windows.values(), bases, strict=True)
        ]

    def budget_of(self, programme: Programme, window: Window) -> Shared | None:
        """The programme's budget in a window; None where it has none."""
        return None if programme.budget is None else self._budget(programme, programme.budget, window)

    def _budget(self, programme: Programme, budget: Budget, window: Window) -> Shared:
        """The programme's budget in a period, shared out over everybody as at the same day."""
        key = (programme.id, window.period, window.through)
        if key not in self._budgets:
            amounts: dict[str, Entitlement] = {}
            for payee in self.payees(programme):
                mine = self.beside(programme.id, payee, window, window.through)
                if mine is not None:
                    amounts[payee] = self.before_budget(programme, payee, mine)
            terms = self.terms(programme, window)
            plain = (
                None if programme.cap is None or isinstance(programme.cap.payout, Expression) else programme.cap.payout
            )
            most = self.most(budget, window)
            self._budgets[key] = share_out(budget.rule, most, amounts, terms.step, plain)
        return self._budgets[key]

    def most(self, budget: Budget, window: Window) -> Number | Missing:
        """The budget's figure, with parameters as at the period's end."""
        if not isinstance(budget.amount, Expression):
            return budget.amount
        # The place is of money.
        return cast("Number | Missing", budget.amount.evaluate(self.standing.parameters(window.last)))
