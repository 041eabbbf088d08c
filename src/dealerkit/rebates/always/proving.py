"""Proving: each promise is proved over all inputs, broken by a case that the engine confirms, or neither.

Programmes that pay on one base are added up exactly, curve by curve. Where their bases differ nothing is assumed
about how these go together: what is proved then is proved for all, by the highest share or sum of each.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache

from attrs import define, evolve, field

from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.rebates.always.claims import first_break, steps_of
from dealerkit.rebates.always.crossings import first_above
from dealerkit.rebates.always.curves import NOTHING, difference
from dealerkit.rebates.always.doubts import best_alone, doubts, partners_outside
from dealerkit.rebates.always.engine import Engine, breaks, deciding_together
from dealerkit.rebates.always.groups import Group, Run, base_key, step_of
from dealerkit.rebates.always.growing import holds_for_all
from dealerkit.rebates.always.invariant import Invariant, invariants_of
from dealerkit.rebates.always.one_sale import counts_in_all, search_one_sale
from dealerkit.rebates.always.searching import bounding_facts, search
from dealerkit.rebates.always.several import keeps_at_highest, unlike_bases
from dealerkit.rebates.always.verdicts import Counterexample, Reason, State, Verdict
from dealerkit.rebates.joint.stacking import BEST_OF, EXCLUSIVE
from dealerkit.rebates.programme import Programme, programmes_of
from dealerkit.values.numbers import as_fraction

_NOT_SEARCHED = frozenset({"vacuous", "measures"})
"""Reasons for which there is nothing to look for."""

MOST_RUNS = 6_000
"""Curves that are looked at for one promise: a few seconds."""


@lru_cache(maxsize=4)
def prove_all(policy: Policy) -> tuple[Verdict, ...]:
    """The verdict on every promise of a policy whose programmes it has."""
    return tuple(verdict for each in invariants_of(policy).values() if (verdict := prove(policy, each)) is not None)


def prove(policy: Policy, invariant: Invariant) -> Verdict | None:
    """The verdict on one promise; None where it is about programmes, or parts of a base, that there are not."""
    known = programmes_of(policy)
    ids = invariant.programmes or tuple(known)
    if not ids or any(id not in known for id in ids):
        return None
    programmes = tuple(known[id] for id in dict.fromkeys(ids))
    if next_step(policy, invariant, programmes) is not None:
        return None
    attempt = _Attempt(policy, invariant, programmes)
    attempt.prove()
    return attempt.verdict()


def next_step(policy: Policy, invariant: Invariant, programmes: Sequence[Programme]) -> Fraction | None:
    """The step of which the next part of the base is no whole number; None where all is well."""
    if invariant.next is None:
        return None
    for each in programmes:
        step = step_of(policy, [each], invariant)
        if not invariant.next or (as_fraction(invariant.next) / step).denominator != 1:
            return step
    return None


def groups_of(policy: Policy, invariant: Invariant, programmes: Sequence[Programme]) -> tuple[Group, ...]:
    """Programmes put together by the base that they pay on."""
    by_base: dict[tuple[object, ...], list[Programme]] = {}
    for each in programmes:
        by_base.setdefault(base_key(policy, each), []).append(each)
    return tuple(Group(policy, invariant, tuple(each), step_of(policy, each, invariant)) for each in by_base.values())


@define
class _Attempt:
    """One attempt at a promise: what it found, and what it rests on."""

    policy: Policy
    invariant: Invariant
    programmes: tuple[Programme, ...]
    reasons: dict[Reason, None] = field(factory=dict)
    assumed: dict[Reason, None] = field(factory=dict)
    found: Counterexample | None = None
    ways: int = 0
    days: int = 0
    tries: int = 0
    step: Fraction = Fraction(1, 100)

    def verdict(self) -> Verdict:
        """What came out."""
        state = State.BROKEN if self.found else State.OPEN if self.reasons else State.PROVED
        ids = tuple(each.id for each in self.programmes)
        return Verdict(
            self.invariant,
            state,
            ids,
            self.step,
            self.ways,
            self.days,
            self.tries,
            () if self.found else tuple(self.reasons),
            tuple(self.assumed),
            self.found,
        )

    def prove(self) -> None:
        """Prove it or break it; where neither can be done, search."""
        groups = groups_of(self.policy, self.invariant, self.programmes)
        self.step = min(group.step for group in groups)
        self.reasons |= dict.fromkeys(doubts(self.policy, self.invariant, self.programmes))
        if len(groups) == 1:
            self.one(groups[0])
        else:
            self.several(groups)
        if not self.reasons and not self.ways:
            self.reasons[("vacuous", ())] = None
        if self.found is None and self.reasons and not _NOT_SEARCHED & {word for word, _ in self.reasons}:
            self.search(groups)

    def search(self, groups: Sequence[Group]) -> None:
        """Use up the promised tries: on one sale that counts in all bases, if there is such, and on each base."""
        left = self.invariant.tries
        if counts_in_all(groups):
            found, tries = search_one_sale(groups, left - left // 2)
            left, self.tries = left - tries, tries
            if found is not None:
                self.keep(found)
        for number, group in enumerate(groups):
            found, tries = search(group, left // (len(groups) - number))
            left -= tries
            self.tries += tries
            if found is not None and self.sole(groups):
                self.keep(found)

    def sole(self, groups: Sequence[Group]) -> bool:
        """Whether what breaks one group's promise breaks that of all: the others then sell nothing."""
        kind = self.invariant.kind
        return len(groups) == 1 or kind in {"share", "most", "next", "more"} or self.is_zero

    @property
    def is_zero(self) -> bool:
        """Whether the bound is written as nothing."""
        return self.invariant.bound == 0

    @property
    def is_best_alone(self) -> bool:
        """Whether of all these programmes the best alone pays, and more sales are looked at."""
        return best_alone(self.policy, self.invariant, self.programmes)

    def keep(self, found: Counterexample) -> None:
        """Keep the smaller counterexample."""
        if self.found is None or found.base < self.found.base:
            self.found = found

    def several(self, groups: Sequence[Group]) -> None:
        """Programmes on different bases: each alone, and then what all may come to at their highest."""
        kind = self.invariant.kind
        before = dict(self.reasons)
        unlike = unlike_bases(self.policy, self.invariant, self.programmes)
        if unlike == "measures":
            # Money is no share of pieces: what breaks it for one base is not told of all.
            self.reasons[(unlike, tuple(each.id for each in self.programmes))] = None
            return
        for group in groups:
            self.one(group)
        if kind == "least" and not self.is_zero:
            # A part below the bound says nothing of the whole.
            self.found = None
        elif self.found is not None or kind in {"more", "least"}:
            return
        if self.reasons == before:
            if unlike:
                self.reasons[(unlike, tuple(each.id for each in self.programmes))] = None
            else:
                self.by_highest(groups)

    def by_highest(self, groups: Sequence[Group]) -> None:
        """Whether the highest of each, all at once, keeps the bound."""
        names = tuple(each.id for each in self.programmes)
        growing = tuple(each.id for group in groups if group.has_baseline for each in group.programmes)
        if growing and self.invariant.kind != "share":
            self.reasons[("baseline", growing)] = None
        elif keeps_at_highest(self.policy, self.invariant, groups):
            self.assumed[("any-bases", names)] = None
            if self.invariant.kind == "share":
                self.assumed[("returns", ())] = None
            if self.invariant.apart:
                self.assumed[("apart", self.invariant.apart)] = None
        else:
            self.reasons[("several-bases", names)] = None

    def one(self, group: Group) -> None:
        """Programmes on one base: curve by curve, exactly."""
        stackings = deciding_together(self.policy, group.programmes)
        before = dict(self.reasons)
        self.exactly(group, confirmed=True)
        if not stackings or (self.reasons == before and self.found is None and not self.is_best_alone):
            if stackings and self.invariant.kind in {"share", "most"}:
                self.assumed[("stacking-takes", tuple(each.id for each in stackings))] = None
            return
        if self.found is not None:
            return
        chosen = [each for each in stackings if each.how in {BEST_OF, EXCLUSIVE}]
        if len(chosen) == len(stackings) == 1 and (self.invariant.kind in {"share", "most"} or self.is_best_alone):
            self.reasons = before
            for programme in group.programmes:
                if programme.id in chosen[0].programmes:
                    others = [each for each in group.programmes if each.id not in chosen[0].programmes]
                    self.exactly(evolve(group, programmes=(programme, *others)), confirmed=False)
            self.assumed[("one-pays", (chosen[0].id,))] = None
        elif self.reasons == before:
            self.reasons[("stacking", tuple(each.id for each in stackings))] = None

    def exactly(self, group: Group, *, confirmed: bool) -> None:
        """Every curve of a group against the promise."""
        self.situations(group)
        before: dict[object, Run] = {}
        engines: dict[object, Engine] = {}
        looked_at = 0
        for run in group.runs():
            looked_at += 1
            if looked_at > MOST_RUNS:
                self.reasons[("too-many", (str(MOST_RUNS),))] = None
                break
            bound = group.promised(run.moment, run.situation.facts or {})
            if bound is None:
                # That a bound goes by facts is a reason of its own.
                if not bounding_facts(self.invariant):
                    self.reasons[("bound-unknown", ())] = None
                continue
            found = first_break(self.invariant, run.curve, bound, group.step, run.holds)
            if not found.is_known:
                self.reasons[("curved", ())] = None
            step = found.step
            if step is not None and (self.found is None or step * group.step < self.found.base):
                engine = engines.setdefault(run.moment, Engine(self.policy, group.programmes, run.moment))
                self.ask(engine, group, run, step, bound, is_known=found.is_known, confirmed=confirmed)
            if group.pays_on_another and self.invariant.kind == "more":
                key = (run.moment, run.days, id(run.situation), run.baseline)
                self.between(group, before.get(key), run)
                before[key] = run
        self.ways += looked_at
        self.days = max(self.days, len(group.found))
        if group.has_baseline:
            is_nothing = self.invariant.kind == "least" and self.is_zero
            if not is_nothing and not holds_for_all(group):
                self.reasons[("baseline", tuple(each.id for each in group.programmes))] = None

    def situations(self, group: Group) -> None:
        """What the ways through the conditions leave open."""
        kind = self.invariant.kind
        for _, known in group.found.values():
            if known.unreadable:
                self.reasons[("figures", known.unreadable)] = None
            if known.too_many:
                self.reasons[("too-many-conditions", ())] = None
            doubted = known.may_fall if kind == "more" else known.moving if kind == "next" else ()
            if doubted:
                self.reasons[("moves", doubted)] = None
            elif known.moving:
                self.assumed[("free", known.moving)] = None
            if known.opened:
                self.assumed[("open", known.opened)] = None
        for figure in (self.invariant.bound, self.invariant.unit_price):
            if isinstance(figure, Expression) and figure.reads:
                self.reasons[("bound-by-facts", tuple(sorted(figure.reads)))] = None
        added_up = tuple(each.id for each in group.programmes if each.accumulate is not None)
        if added_up:
            self.assumed[("as-one", added_up)] = None

    def ask(
        self,
        engine: Engine,
        group: Group,
        run: Run,
        step: int,
        bound: Fraction,
        *,
        is_known: bool,
        confirmed: bool,
    ) -> None:
        """Ask the engine whether a case breaks the promise, and keep it if it does."""
        facts = run.situation.facts
        if outside := partners_outside(self.policy, self.programmes):
            self.reasons[("stacking", outside)] = None
            return
        if facts is None:
            self.reasons[("open", tuple(name for _, known in group.found.values() for name in known.opened))] = None
            return
        steps = [step]
        if further := steps_of(self.invariant, group.step):
            steps.append(step + further)
        points = tuple(run.point(group.step, each) for each in steps)
        paid = [engine.paid(facts, point, waits=self.invariant.is_upper) for point in points]
        if all(each is not None for each in paid) and confirmed:
            sums = [sum((as_fraction(one.amount) for one in each or ()), Fraction(0)) for each in paid]
            if (told := breaks(self.invariant, bound, points, sums)) is not None:
                known = tuple(each for each in paid if each is not None)
                facts = {**facts, **run.moment.of_the_period}
                self.keep(Counterexample(run.moment.day, facts, points, known, *told, is_known))
                return
        self.reasons[("not-confirmed", ())] = None

    def between(self, group: Group, before: Run | None, run: Run) -> None:
        """More qualifying base with the same paying base: no less either."""
        if before is None:
            return
        found = first_above(difference(before.curve, run.curve), NOTHING)
        if not found.is_known:
            self.reasons[("curved", ())] = None
        if found.step is None:
            return
        engine = Engine(self.policy, group.programmes, run.moment)
        facts = run.situation.facts
        points = tuple(each.point(group.step, found.step) for each in (before, run))
        paid = [engine.paid(facts or {}, point) for point in points]
        if facts is not None and all(each is not None for each in paid):
            sums = [sum((as_fraction(one.amount) for one in each or ()), Fraction(0)) for each in paid]
            if (told := breaks(self.invariant, Fraction(0), points, sums)) is not None:
                known = tuple(each for each in paid if each is not None)
                facts = {**facts, **run.moment.of_the_period}
                self.keep(Counterexample(run.moment.day, facts, points, known, *told))
                return
        self.reasons[("not-confirmed", ())] = None
