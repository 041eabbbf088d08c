"""The ``rebates:`` section, key by key: what a programme measures, what it pays, when it is settled.

Source: rebate rules of handbooks (坎级返利, growth, attainment gates, conduct factors); every figure
is the author's. The parts are in ``clauses``, the arithmetic in ``terms``, the checks in ``checks``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.bands import bound_key
from dealerkit.policy.header import ROUNDING, RoundingRule
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import KEY, RANGE, TEXT, choice
from dealerkit.policy.shapes import Keyed, KeyedShape, Shape, entry, items, named, record, ruled
from dealerkit.rebates.clauses import (
    Accumulate,
    Against,
    Band,
    Base,
    Budget,
    Cap,
    Condition,
    Factor,
    Gate,
    Goods,
    Guarantee,
    Late,
    Minimum,
    Settle,
    Supplement,
    TargetRule,
)
from dealerkit.rebates.margins import MARGINS, Margins
from dealerkit.rebates.periods import PERIOD, PeriodRule
from dealerkit.rebates.places import Shorthand, Unambiguous
from dealerkit.rebates.reads import facts_in, parameters_in
from dealerkit.values.ranges import DateRange

METHODS = ("retrospective", "incremental", "excess-over-band", "excess-over-baseline", "linear")
KINDS = ("percent", "per-unit", "lump-sum", "goods")

_PERIOD = cast("Shape[PeriodRule]", Shorthand(PERIOD, "kind"))


@frozen(kw_only=True)
class Programme:
    """One rebate programme: who earns what, on which lines, by which bands, and how it is settled."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the programme's name for people", default=None)
    was: str | None = entry(KEY, "the id this programme had before; its postings go on under the new one", default=None)
    effective: DateRange | None = entry(RANGE, "the days it runs; those of the policy if absent", default=None)
    period: PeriodRule = entry(_PERIOD, "the time over which the base is added up")
    payee: str = entry(
        choice("dealer", "buyer"), "who is paid: the dealer, or the sub-dealer who bought from it", default="dealer"
    )
    accumulate: Accumulate | None = entry(
        record(Accumulate), "whose bases are added up together; each payee's own if absent", default=None
    )
    eligible: Condition | None = entry(
        Shorthand(record(Condition), "when"), "who takes part; everyone if absent", default=None
    )
    qualifying: Base = entry(record(Base), "the base that reaches a band")
    paying: Base | None = entry(
        record(Base),
        "the base that is paid on; the qualifying one if absent, nothing inherited if present",
        default=None,
    )
    against: Against | None = entry(record(Against), "the baseline that bands are shares of", default=None)
    target: TargetRule | None = entry(record(TargetRule), "how targets are taken; as recorded if absent", default=None)
    gates: Keyed[Gate] = entry(
        items(record(Gate, exactly_one=(("at", "above", "up_to", "below"),))),
        "what must be reached before anything is paid",
        default=Keyed(),
    )
    method: str = entry(Unambiguous(METHODS), "on what the reached band pays")
    kind: str = entry(choice(*KINDS), "what a band gives: a share of money, money per unit, a sum, or goods")
    goods: Goods | None = entry(record(Goods), "what is given (kind goods)", default=None)
    bands: Keyed[Band] = entry(
        items(
            record(Band, exactly_one=(("at", "above", "at_unit"), ("rate", "pay"))),
            bound_key,
        ),
        "lower bounds in ascending order; below the first nothing is paid",
    )
    supplements: Keyed[Supplement] = entry(
        items(record(Supplement, exactly_one=(("rate", "pay"),))), "what conditions add to the rate", default=Keyed()
    )
    factors: Keyed[Factor] = entry(items(record(Factor)), "what conduct multiplies the amount by", default=Keyed())
    minimum: Minimum | None = entry(record(Minimum), "below which nothing is paid", default=None)
    cap: Cap | None = entry(record(Cap), "what is at most paid", default=None)
    guarantee: Guarantee | None = entry(record(Guarantee), "what is paid at least", default=None)
    budget: Budget | None = entry(record(Budget), "what all payees are paid together at most", default=None)
    margins: Margins | None = entry(
        MARGINS, "how steep its steps may be, where otherwise than the policy's `margins:` say", default=None
    )
    short_period: str = entry(
        choice("whole", "pro-rata", "nothing"),
        "for a period that begins late or ends early: the bounds as they stand, by days, or no payment",
        default="whole",
    )
    late: Late | None = entry(record(Late), "lines recorded long after their period; all count if absent", default=None)
    rounding: RoundingRule | None = entry(ROUNDING, "how amounts are rounded, if not as the policy says", default=None)
    settle: Settle = entry(record(Settle), "when and how it is paid")

    @cached_property
    def reads(self) -> frozenset[str]:
        """The facts of payee and period that any part of it reads."""
        return facts_in(self)

    @cached_property
    def parameters(self) -> frozenset[str]:
        """The parameters that any part of it reads, its bases as well."""
        return parameters_in(self)


def names_of(programmes: Iterable[Programme]) -> dict[str, str]:
    """Under which id each name in a ledger goes on today: a programme's own id, and the one it had before."""
    return {name: each.id for each in programmes for name in (each.was, each.id) if name}


SECTION = "rebates"


def programmes_of(policy: Policy) -> Mapping[str, Programme]:
    """The programmes of a policy, none where it has no section ``rebates``."""
    section = policy.sections.get(SECTION)
    if not isinstance(section, Mapping):
        return {}
    return {str(id): programme for id, programme in section.items() if isinstance(programme, Programme)}


PROGRAMME = record(Programme)
REBATES = KeyedShape(PROGRAMME, renamed=False)  # a programme's earlier id is also that of its ledger: DK321
"""The shape of the whole ``rebates:`` section."""
