"""Gathering: the bases and facts of all who are added up together, as if they were one payee.

Each member counts on the days of its membership. Bases are added up; targets are the group's own or
the sum of the members'; facts of a dealer are those of the head, or those that all members share.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from decimal import Decimal
from fractions import Fraction

from attrs import evolve, field, frozen

from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.clauses import Condition
from dealerkit.rebates.joint.earnings import Earning, earnings_of
from dealerkit.rebates.members import CEDED, Members, Part, Party, alone, members_of
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.sources.named import MEASURED
from dealerkit.rebates.standing import Standing
from dealerkit.rebates.takes import ATTAINMENT, ENTITLEMENTS, LAST_YEAR, named_take, paying, qualifying, reads_of
from dealerkit.rebates.terms import Entitlement, Measured
from dealerkit.rebates.windows import Window, a_year_before
from dealerkit.values.numbers import ONE, ZERO, Number, add, divide, multiply, total
from dealerkit.values.periods import Period

Decide = Callable[[Programme, str, Window], Entitlement]

_ONE_DAY = timedelta(days=1)


def gathers(programme: Programme) -> bool:
    """Whether more than the payee's own lines decide what it earns by the programme alone."""
    return programme.accumulate is not None or programme.qualifying.source == ENTITLEMENTS


def asks_members(programme: Programme) -> bool:
    """Whether each member is asked if it takes part; else the one who is paid is."""
    return programme.accumulate is not None and programme.accumulate.over != CEDED


@frozen(eq=False)
class Contribution:
    """What one member adds, weighted. ``earnings`` are the entitlements it consists of, where it does."""

    dealer: str
    qualifying: Number
    paying: Number
    weight: Number = ONE
    earnings: tuple[Earning, ...] = ()


@frozen(eq=False)
class Gathered:
    """One party in one window: what was measured for all, and who added what.

    ``left_out`` do not take part; ``unknown`` are those of whom it, or what they earned, cannot be told.
    """

    party: Party
    head: str | None
    measured: Measured
    contributions: tuple[Contribution, ...]
    left_out: tuple[str, ...] = ()
    unknown: Mapping[str, Missing] = field(factory=dict)
    dealers: tuple[str, ...] = field(init=False, repr=False)
    shared: Number = field(init=False, repr=False)
    _own: Mapping[str, Number] = field(init=False, repr=False)

    @dealers.default
    def _who_adds(self) -> tuple[str, ...]:
        return tuple(each.dealer for each in self.contributions)

    @shared.default
    def _what_shares_are_of(self) -> Number:
        """The paying base that shares are reckoned of: what is below zero counts as nothing."""
        return total(max(each.paying, ZERO) for each in self.contributions)

    @_own.default
    def _by_dealer(self) -> Mapping[str, Number]:
        return {each.dealer: each.paying for each in self.contributions}

    def own(self, dealer: str) -> Number:
        """The paying base that one member adds."""
        return self._own.get(dealer, ZERO)


@frozen(eq=False)
class Gathering:
    """Gathers parties, each once for a programme and window."""

    standing: Standing
    decide: Decide
    _members: dict[str, Members | None] = field(factory=dict, init=False, repr=False)
    _gathered: dict[tuple[str, Party, Window], Gathered] = field(factory=dict, init=False, repr=False)

    def members(self, programme: Programme) -> Members | None:
        """Who belongs together; None where everyone stands alone."""
        if programme.id not in self._members:
            rule = programme.accumulate
            self._members[programme.id] = None if rule is None else members_of(rule, self.standing.masters)
        return self._members[programme.id]

    def parties(self, programme: Programme, payee: str, window: Window) -> tuple[Party, ...]:
        """The parties that a dealer counts for in the window."""
        members = self.members(programme)
        return (alone(payee),) if members is None else members.of(payee, window.first, window.through)

    def gathered(self, programme: Programme, party: Party, window: Window) -> Gathered:
        """The party as it stands in the window."""
        key = (programme.id, party, window)
        if key not in self._gathered:
            self._gathered[key] = self._gather(programme, party, window)
        return self._gathered[key]

    def aim(self, programme: Programme, found: Gathered, word: str, window: Window) -> tuple[Period, Number] | None:
        """The period of an attainment and its target to date: the group's own, else the sum of its members'."""
        if found.party.is_group:
            own = self.standing.aim(word, programme, found.party.code, window)
            if own is not None:
                return own
        return _added_up(self.standing.aim(word, programme, dealer, window) for dealer in self._present(found, window))

    def _gather(self, programme: Programme, party: Party, window: Window) -> Gathered:
        parts: dict[str, list[Part]] = {}
        for part in party.within(window.first, window.through):
            parts.setdefault(part.dealer, []).append(part)
        contributions: list[Contribution] = []
        left_out: list[str] = []
        unknown: dict[str, Missing] = {}
        for dealer, mine in parts.items():
            takes_part = self._takes_part(programme, dealer, window)
            if takes_part is False:
                left_out.append(dealer)
                continue
            if isinstance(takes_part, Missing):
                unknown[dealer] = takes_part
                continue
            each = self._contribution(programme, dealer, mine, window)
            contributions.append(each)
            missing = tuple(fact for earning in each.earnings for fact in earning.missing)
            if any(earning.amount is None for earning in each.earnings):
                unknown[dealer] = Missing(missing)
        members = self.members(programme)
        head = party.code if members is None else members.head(party, window.through)
        bare = Gathered(party, head, Measured(ZERO), tuple(contributions), tuple(left_out), unknown)
        return evolve(bare, measured=self._measured(programme, bare, window))

    def _takes_part(self, programme: Programme, dealer: str, window: Window) -> bool | Missing:
        if programme.eligible is None or not asks_members(programme):
            return True
        return _holds(programme.eligible, self.standing.measured(programme, dealer, window))

    def _contribution(self, programme: Programme, dealer: str, parts: list[Part], window: Window) -> Contribution:
        if programme.qualifying.source == ENTITLEMENTS:
            earnings = tuple(earnings_of(self.standing, self.decide, programme, parts, window))
            counted = total(each.counted for each in earnings)
            return Contribution(dealer, counted, counted, parts[-1].weight, earnings)
        reached = self._added(qualifying(programme), parts, window)
        paid = self._added(paying(programme), parts, window) if programme.paying else reached
        return Contribution(dealer, reached, paid, parts[-1].weight)

    def _added(self, take: str, parts: Iterable[Part], window: Window) -> Number:
        """What a take counts on the days of the parts, each by its weight."""
        return total(multiply(part.weight, self.standing.base(take, part.dealer, _on(window, part))) for part in parts)

    def _measured(self, programme: Programme, found: Gathered, window: Window) -> Measured:
        subject = self._subject(programme, found)
        own = self.standing.measured(programme, subject, window)
        reached = total(each.qualifying for each in found.contributions)
        paid = total(each.paying for each in found.contributions) if programme.paying else None
        baseline = self._baseline(programme, found, window, own)
        reads = reads_of(programme)
        if not reads:
            return evolve(own, qualifying=reached, paying=paid, baseline=baseline)
        facts: dict[str, Value | Missing] = dict(own.facts)
        for name in sorted(reads):
            facts[name] = self._fact(programme, found, window, name, own)
        facts |= {
            "period.qualifying": reached,
            "period.paying": reached if paid is None else paid,
            "period.baseline": Missing(("period.baseline",)) if baseline is None else baseline,
        }
        return evolve(own, qualifying=reached, paying=paid, baseline=baseline, facts=facts)

    def _subject(self, programme: Programme, found: Gathered) -> str:
        """Whose facts hold for all: the head's where it is paid, else the party's own code."""
        rule = programme.accumulate
        return found.head if rule is not None and rule.pay == "head" and found.head else found.party.code

    def _fact(self, programme: Programme, found: Gathered, window: Window, name: str, own: Measured) -> Value | Missing:
        known = own.facts.get(name, Missing((name,)))
        if name.startswith(ATTAINMENT):
            return self._attainment(programme, found, window, name, known)
        rule = programme.accumulate
        if rule is None or rule.over == CEDED or name in {"period.start", "period.end"}:
            return known
        if name.startswith(MEASURED):
            parts = (each for each in found.party.within(window.first, window.through))
            take = named_take(self.standing.policy, programme, name)
            return self._added(take, (each for each in parts if each.dealer not in found.left_out), window)
        if name == "period.target":
            is_own = found.party.is_group and not isinstance(known, Missing)
            return known if is_own else self._summed(programme, found, window, name)
        return known if rule.pay == "head" else self._of_each(found, programme, window, name)

    def _of_each(self, found: Gathered, programme: Programme, window: Window, name: str) -> Value | Missing:
        """A figure recorded for the group itself, else the value that all members share."""
        recorded = self.standing.figures.of(found.party.code, name, window) if found.party.is_group else None
        if recorded is not None:
            return recorded
        missing = Missing((name,))
        values = {
            self.standing.measured(programme, dealer, window).facts.get(name, missing) for dealer in found.dealers
        }
        return values.pop() if len(values) == 1 else missing

    def _summed(self, programme: Programme, found: Gathered, window: Window, name: str) -> Value | Missing:
        """The sum of a figure of the members, or what is missing to tell it."""
        dealers = self._present(found, window)
        values = [self.standing.measured(programme, dealer, window).facts.get(name) for dealer in dealers]
        numbers = [value for value in values if isinstance(value, Decimal | Fraction)]
        return total(numbers) if values and len(numbers) == len(values) else Missing((name,))

    def _attainment(
        self, programme: Programme, found: Gathered, window: Window, name: str, known: Value | Missing
    ) -> Value | Missing:
        word = name.removeprefix(ATTAINMENT)
        if programme.qualifying.source == ENTITLEMENTS:
            return self._attainment_of_first(programme, found, window, word)
        if not asks_members(programme):
            return known
        aim = self.aim(programme, found, word, window)
        if aim is None:
            return Missing((name,))
        period, target = aim
        parts = (each for each in found.party.within(period.start, window.through) if each.dealer not in found.left_out)
        return divide(self._added(qualifying(programme), parts, window), target)

    def _attainment_of_first(self, programme: Programme, found: Gathered, window: Window, word: str) -> Value | Missing:
        """The attainment of whoever is paid, by the programme whose entitlements are shared: its base and targets."""
        name = f"{ATTAINMENT}{word}"
        first = next((self.standing.programmes.get(id) for id in programme.qualifying.of), None)
        payee = self._subject(programme, found)
        asked = programme.period.kind.replace("-", "_") if word == "period" else word
        aim = None if first is None else self.standing.aim(asked, first, payee, window)
        if aim is None:
            return Missing((name,))
        period, target = aim
        own = self.standing.base(qualifying(programme), payee, evolve(window, first=period.start))
        return divide(own, target)

    def _baseline(self, programme: Programme, found: Gathered, window: Window, own: Measured) -> Number | None:
        against = programme.against
        if against is None or not asks_members(programme):
            return own.baseline
        if against.baseline == "target":
            if found.party.is_group and own.baseline is not None:
                return own.baseline
            values = [self.standing.measured(programme, each, window).baseline for each in self._present(found, window)]
            return None if not values or None in values else total(each for each in values if each is not None)
        if against.baseline != LAST_YEAR:
            return own.baseline
        return self._last_year(programme, found, window)

    def _last_year(self, programme: Programme, found: Gathered, window: Window) -> Number | None:
        """What the members of the window bought on the same days a year before, wherever they belonged then."""
        timing = self.standing.timing(programme, found.party.code)
        before = timing.last_year(window) if timing is not None else None
        if timing is None or before is None or before.start is None or before.end is None:
            return None
        take, amounts = qualifying(programme), list[Number]()
        for part in found.party.within(window.first, window.last):
            if part.dealer in found.left_out:
                continue
            first = before.start if part.first == window.first else a_year_before(timing.kind, part.first)
            last = (
                before.end if part.last == window.last else a_year_before(timing.kind, part.last + _ONE_DAY) - _ONE_DAY
            )
            if first <= last and self.standing.cells.has_lines(take, part.dealer, first, last):
                amounts.append(self.standing.base(take, part.dealer, evolve(window, first=first, through=last)))
        return total(amounts) if amounts else None

    def _present(self, found: Gathered, window: Window) -> list[str]:
        """Who belongs to the party on the last day that is measured, and takes part."""
        today = {each.dealer for each in found.party.within(window.through, window.through)}
        return [each.dealer for each in found.contributions if each.dealer in today]


def _holds(condition: Condition, measured: Measured) -> bool | Missing:
    found = condition.when.evaluate(measured.facts)
    if not isinstance(found, Missing):
        return found is True
    if isinstance(condition.if_missing, bool):
        return condition.if_missing
    return False if condition.if_missing == "refuse" else found


def _on(window: Window, part: Part) -> Window:
    return evolve(window, first=part.first, through=part.last)


def _added_up(aims: Iterable[tuple[Period, Number] | None]) -> tuple[Period, Number] | None:
    """The sum of several targets for one period; None where one of them is missing."""
    found = list(aims)
    if not found or None in found:
        return None
    known = [each for each in found if each is not None]
    target: Number = ZERO
    for _, each in known:
        target = add(target, each)
    return known[0][0], target
