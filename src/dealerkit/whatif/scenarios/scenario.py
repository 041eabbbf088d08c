"""A scenario file, key by key: what would be different, and what the comparison rests on."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.facts import LINE
from dealerkit.policy.nodes import Node
from dealerkit.policy.scalars import AMOUNT_FROM_0, KEY, RANGE, SHARE_OR_MULTIPLE, TEXT
from dealerkit.policy.shapes import (
    Anything,
    ByKey,
    Keyed,
    KeyPlaces,
    Shape,
    entry,
    key_places,
    keyed,
    listing,
    named,
    placed,
    record,
    ruled,
    value,
)
from dealerkit.policy.types import NUMBER
from dealerkit.rebates.programme import PROGRAMME
from dealerkit.values.exact import Number
from dealerkit.values.ranges import DateRange
from dealerkit.whatif.behaviour.behaviour import BEHAVIOUR, Behaviour
from dealerkit.whatif.sampling.rules import UNCERTAINTY, Uncertainty
from dealerkit.whatif.scenarios.given import require, require_named
from dealerkit.whatif.scenarios.overlays import OVERLAYS, Overlays, OverlaysShape, Written
from dealerkit.whatif.seeking.rules import BREAK_EVENS, GOALS, BreakEven, Goal
from dealerkit.whatif.sweeps.rules import SWEEPS, Sweep
from dealerkit.whatif.volumes.change import BOOK, Change

_OVERLAYS = cast("Shape[Overlays]", OVERLAYS)
_DATED = cast("Shape[Mapping[DateRange, Overlays]]", ByKey(cast("Shape[object]", RANGE), OVERLAYS))
_PROGRAMMES = cast("Shape[Mapping[str, Written]]", OverlaysShape(cast("Shape[object]", PROGRAMME)))
_COST = cast("Shape[Number | Expression]", value(SHARE_OR_MULTIPLE, LINE, NUMBER))
_LATER = cast("Shape[Node | None]", Anything())


@frozen(kw_only=True)
class ProgrammeChanges:
    """Rebate programmes that there would be, would not be, or would be others."""

    rule: Rule = placed()
    places: KeyPlaces = key_places()
    add: Mapping[str, Written] = entry(_PROGRAMMES, "programmes by id that the policy does not have", default={})
    remove: tuple[str, ...] = entry(listing(KEY), "ids of programmes that there would not be", default=())
    replace: Mapping[str, Written] = entry(
        _PROGRAMMES, "whole programmes by the id of the one they stand in place of", default={}
    )

    def __attrs_post_init__(self) -> None:
        how = 'as in {"extra": {"period": "quarter", "bands": [{"at": 0, "rate": "1%"}], ...}}'
        require_named(self.add, "add of ProgrammeChanges", how)
        require_named(self.replace, "replace of ProgrammeChanges", how)
        ids = 'as in remove=("volume-quarter",)'
        require(self.remove, (tuple, list), "remove of ProgrammeChanges is a tuple of ids", ids)
        for each in self.remove:
            require(each, str, "every id in remove of ProgrammeChanges is a text", ids)


NO_PROGRAMME_CHANGES = ProgrammeChanges()

_DATED_HOW = 'as in {DateRange(date(2026, 7, 1), None): {"rebates.volume-quarter.bands[800000].rate": "2.5%"}}'
_FROM_A_FILE = 'take that of a file, as in load_scenarios([path], policy).file.scenarios["growth"].'


@frozen(kw_only=True)
class Scenario:
    """What would be different: in the policy, from some day on, in what is bought, in how dealers behave."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the scenario's name for people", default=None)
    policy: Overlays = entry(_OVERLAYS, "values of the policy by address, as reasons and checks name them", default={})
    dated: Mapping[DateRange, Overlays] = entry(
        _DATED, "values by address for the settlement periods that end in a range of days", default={}
    )
    programmes: ProgrammeChanges = entry(
        record(ProgrammeChanges), "programmes added, removed or replaced", default=NO_PROGRAMME_CHANGES
    )
    book: Keyed[Change] = entry(
        BOOK, "what would be bought otherwise, in this order: growth, prices, mix, dealers lost or new", default=Keyed()
    )
    behaviour: Behaviour | None = entry(
        BEHAVIOUR, "how dealers answer to terms and prices; not at all if absent", default=None
    )
    uncertainty: Uncertainty | None = entry(UNCERTAINTY, "how far volumes may differ, drawn in many runs", default=None)

    def __attrs_post_init__(self) -> None:
        text, none = 'as in Scenario(id="steeper", title="a steeper scale")', type(None)
        require(self.id, str, "a scenario's id is a text", text)
        require(self.title, (str, none), "a scenario's title is a text", text)
        require_named(self.policy, "policy of a scenario")
        require(self.dated, Mapping, "dated of a scenario is a mapping", _DATED_HOW)
        for days, overlays in self.dated.items():
            require(days, DateRange, "every key of dated is a DateRange", _DATED_HOW)
            require_named(overlays, "what dated has for a range of days", _DATED_HOW)
        how = 'as in ProgrammeChanges(remove=("volume-quarter",))'
        require(self.programmes, ProgrammeChanges, "programmes of a scenario is a ProgrammeChanges", how)
        how = f"{_FROM_A_FILE}book"
        require(self.book, Mapping, "book of a scenario has steps by name, and is no book of tables", how)
        for step in self.book.values():
            require(step, Change, "every step in book of a scenario is a Change", how)
        require(self.behaviour, (Behaviour, none), "behaviour of a scenario is a Behaviour", f"{_FROM_A_FILE}behaviour")
        how = f"{_FROM_A_FILE}uncertainty"
        require(self.uncertainty, (Uncertainty, none), "uncertainty of a scenario is an Uncertainty", how)


@frozen(kw_only=True)
class Economics:
    """What a sale costs us: for the contribution after rebate."""

    rule: Rule = placed()
    cost_of_sales: Number | Expression = entry(
        _COST, "a share of net sales at today's prices, or money of a line: =line.quantity * line.cost"
    )


@frozen(kw_only=True)
class ScenarioFile:
    """All scenarios of a comparison, and what it rests on."""

    rule: Rule = placed()
    economics: Economics | None = entry(
        record(Economics), "what a sale costs us; without it no contribution is told", default=None
    )
    budget: Decimal | None = entry(AMOUNT_FROM_0, "what all rebates together should not exceed", default=None)
    periods: DateRange | None = entry(
        RANGE, "which settlement periods are compared, by their last day; all that have begun if absent", default=None
    )
    scenarios: Keyed[Scenario] = entry(keyed(record(Scenario)), "the scenarios by id", default=Keyed())
    sweeps: Keyed[Sweep] = entry(
        SWEEPS, "every combination of some values, each a scenario of its own", default=Keyed()
    )
    goals: Keyed[Goal] = entry(GOALS, "values that meet a total cost", default=Keyed())
    break_even: Keyed[BreakEven] = entry(
        BREAK_EVENS, "the margin or the volume from which a scenario pays for itself", default=Keyed()
    )


SCENARIO_FILE = record(ScenarioFile)
