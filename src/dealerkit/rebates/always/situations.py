"""Situations: every way through the conditions of programmes, each with facts that lead there.

Conditions that share a name are tried together, over every value of their names that can make a difference; those
that share none are independent, and their answers are combined. What remains of a situation is what each programme
makes of it: nothing, or its figures with what supplements add and factors multiply by. Facts about the base itself
(``period.qualifying``) divide its axis: at each *place* of the axis the conditions are asked anew.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from fractions import Fraction
from itertools import product
from math import prod

from attrs import evolve, field, frozen

from dealerkit.policy.expressions import Expression
from dealerkit.policy.facts import Catalogue
from dealerkit.policy.types import Missing, Value
from dealerkit.rebates.always.asking import (
    MOVING,
    OF_THE_BASE,
    PAYING,
    QUALIFYING,
    STOPS,
    UNKNOWN,
    Asking,
    Given,
    Item,
    Times,
    Whole,
    truth,
)
from dealerkit.rebates.always.facts import Facts, Written, values_of
from dealerkit.rebates.terms.figures import Figures
from dealerkit.rebates.terms.reckoning import Reckoner
from dealerkit.values.numbers import as_fraction, simplest

MOST_CASES = 20_000
"""Combinations of values that are tried for conditions sharing a name, and of their answers, before giving up."""


@frozen
class Settled:
    """What conditions make of a programme: its figures, the supplements given by position, the product of factors.

    ``barred`` where nothing is paid once a band is reached, and the guarantee below all.
    """

    figures: Figures = field(eq=False)
    key: Hashable
    held: tuple[int, ...]
    factor: Fraction
    barred: bool = False


Answer = Settled | None
"""None where the programme pays nothing."""


@frozen
class Situation:
    """One way through all conditions: by programme and place of the axis what it is paid by.

    ``holds`` says at which places of the axis the promise is asked for, ``unknown`` at which
    nobody can say what is paid.
    ``facts`` lead there; None where conditions were open, so that nobody knows whether any do.
    """

    answers: tuple[tuple[Answer, ...], ...]
    holds: tuple[bool, ...]
    unknown: tuple[bool, ...]
    facts: Mapping[str, Value | Missing] | None = field(eq=False)


@frozen
class Situations:
    """All situations of programmes on one day, and where the base's axis is divided.

    ``opened`` are conditions that are open, ``moving`` facts that may move with the base, ``may_fall`` those among them
    whose moving may take something away, ``unreadable`` expressions
    for figures that go by facts in ways that no few cases stand for.
    """

    every: tuple[Situation, ...]
    places: tuple[Fraction, ...]
    opened: tuple[str, ...] = ()
    moving: tuple[str, ...] = ()
    may_fall: tuple[str, ...] = ()
    unreadable: tuple[str, ...] = ()
    too_many: bool = False

    @property
    def cuts(self) -> tuple[Fraction, ...]:
        """The bases that divide the axis; the places lie on them and between."""
        return self.places[1::2]


_Outcome = tuple[tuple[Item, ...], tuple[tuple[Hashable, ...], ...], Facts | None]
"""Items, what each answers place by place, and the facts that lead there."""


def situations(
    reckoners: Sequence[Reckoner], when: Expression | None, catalogue: Catalogue, parameters: Facts, *, waits: bool
) -> Situations:
    """Every situation of the programmes on a day with these parameters, among those for which ``when`` holds.

    The programmes have one base: facts about it mean the same for all of them. With ``waits`` a programme of which
    nobody can say what it pays pays nothing yet, while the others pay: what is paid at most must hold then, too.
    """
    asking = Asking(parameters)
    items = [item for number, reckoner in enumerate(reckoners) for item in asking.items(number, reckoner)]
    if when is not None:
        answers: tuple[Hashable, ...] = () if asking.reads(when) else (True,)
        items.append(Item(-1, truth(when.evaluate, refuses=False), when.reads, answers))
    # What is known of the day itself is no fact to be tried.
    items = [evolve(item, names=item.names - parameters.keys()) for item in items]
    places = _places(asking.written)
    moving = _moving(items)
    may_fall = _moving([item for item in items if not item.opens_with_sales])
    told = (places, _once(asking.opened), moving, may_fall, _once(asking.unreadable))
    if asking.unreadable:
        return Situations((), *told)
    outcomes: list[list[_Outcome]] = []
    for item in items:
        if item.open or not item.names:
            given = item.open or (item.ask(parameters),)
            facts: Facts | None = None if item.open else {}
            outcomes.append([((item,), ((answer,) * len(places),), facts) for answer in given])
    for group in _groups([item for item in items if item.names and not item.open]):
        found = _answers(group, asking, catalogue, places)
        if found is None:
            return Situations((), *told, too_many=True)
        outcomes.append(found)
    if prod(map(len, outcomes)) > MOST_CASES:
        return Situations((), *told, too_many=True)
    every: dict[_Said, Facts | None] = {}
    for combination in product(*outcomes):
        said = _settled(len(reckoners), len(places), combination, waits=waits)
        if said is None:
            continue
        facts = _joined(combination)
        if every.get(said) is None:
            every[said] = facts
    return Situations(tuple(Situation(*said, facts) for said, facts in every.items()), *told)


def _moving(items: Sequence[Item]) -> tuple[str, ...]:
    """The facts that may move with the base; the base itself is one where nobody knows how it is asked for."""
    named = {name for item in items for name in item.names if name.startswith(MOVING)}
    return tuple(sorted(named | {name for item in items if item.open for name in item.names & set(OF_THE_BASE)}))


def _once(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _joined(combination: Sequence[_Outcome]) -> Facts | None:
    joined: dict[str, Value | Missing] = {}
    for *_, facts in combination:
        if facts is None:
            return None
        joined |= facts
    return joined


def _places(written: Written) -> tuple[Fraction, ...]:
    """A base on every figure that conditions compare the base with, and one between."""
    found = {as_fraction(each) for name in OF_THE_BASE for each in written.get(name, ())}  # type: ignore[arg-type]  # bases are numbers
    cuts = sorted(each for each in found if each >= 0)
    places = [Fraction(0) if not cuts or cuts[0] > 0 else Fraction(-1)]
    for cut, following in zip(cuts, [*cuts[1:], None][: len(cuts)], strict=True):
        places += [cut, cut + 1 if following is None else (cut + following) / 2]
    return tuple(places)


def _groups(items: list[Item]) -> list[list[Item]]:
    """Items that share names, directly or by others. What they ask of the base is no bond: the place says it."""
    groups: list[tuple[set[str], list[Item]]] = []
    for item in items:
        names, members = set(item.names) - set(OF_THE_BASE), [item]
        apart = []
        for group in groups:
            if group[0].isdisjoint(names):
                apart.append(group)
            else:
                names |= group[0]
                members = group[1] + members
        groups = [*apart, (names, members)]
    return [members for _, members in groups]


def _answers(
    group: list[Item], asking: Asking, catalogue: Catalogue, places: tuple[Fraction, ...]
) -> list[_Outcome] | None:
    """What a group can answer, each with the first facts that lead there; None where there are too many cases."""
    names = sorted({name for item in group for name in item.names} - set(OF_THE_BASE))
    cases = [values_of(name, asking.written.get(name, ()), catalogue) for name in names]
    if prod(map(len, cases)) * len(places) > MOST_CASES:
        return None
    found: dict[tuple[tuple[Hashable, ...], ...], Facts] = {}
    for values in product(*cases):
        facts = dict(zip(names, values, strict=True))
        by_place = []
        for place in places:
            base = simplest(place)
            asked = {**asking.parameters, **facts, QUALIFYING: base, PAYING: base}
            by_place.append([item.ask(asked) for item in group])
        found.setdefault(tuple(zip(*by_place, strict=True)), facts)
    return [(tuple(group), answers, facts) for answers, facts in found.items()]


_Said = tuple[tuple[tuple[Answer, ...], ...], tuple[bool, ...], tuple[bool, ...]]
"""What each programme makes of it place by place, and at which places the promise is asked for."""


def _settled(programmes: int, places: int, combination: Sequence[_Outcome], *, waits: bool) -> _Said | None:
    """What programmes make of a combination of answers; None where it is asked for nowhere, or nobody can say."""
    answers: list[list[list[tuple[Item, Hashable]]]] = [[[] for _ in range(places)] for _ in range(programmes)]
    holds = [True] * places
    for items, said, _ in combination:
        for item, by_place in zip(items, said, strict=True):
            for place, each in enumerate(by_place):
                if item.programme >= 0:
                    answers[item.programme][place].append((item, each))
                elif each is not True:
                    holds[place] = False
    found = tuple(tuple(_one(each, waits=waits) for each in programme) for programme in answers)
    decides = all if waits else any
    lost = tuple(decides(programme[place] == UNKNOWN for programme in found) for place in range(places))
    if not any(holds) or all(lost) or (not waits and any(set(programme) == {UNKNOWN} for programme in found)):
        return None
    settled = tuple(tuple(None if isinstance(each, str) else each for each in programme) for programme in found)
    return settled, tuple(held and not gone for held, gone in zip(holds, lost, strict=True)), lost


def _one(answers: Sequence[tuple[Item, Hashable]], *, waits: bool) -> Answer | str:
    """What a programme makes of the answers at one place: whoever cannot be told there is paid nothing there."""
    early = [each for item, each in answers if not item.is_late]
    late = [each for item, each in answers if item.is_late]
    if STOPS in early:
        return None
    if UNKNOWN in early:
        return UNKNOWN
    whole = next(each for each in early if isinstance(each, Whole))
    late.append(whole.stopped)
    if STOPS in late or UNKNOWN in late:
        is_told = waits or STOPS in late
        if whole.figures.guarantee is not None and is_told:
            return Settled(whole.figures, whole.key, (), Fraction(0), barred=True)
        return None if STOPS in late else UNKNOWN
    held = whole.held
    if held is None:
        held = tuple(sorted(each.place for each in late if isinstance(each, Given) and each.holds))
    factor = whole.factor
    for each in late:
        if isinstance(each, Times):
            factor *= each.factor
    return Settled(whole.figures, whole.key, held, factor)
