"""Concentration by one rule: the members put together as it says, their shares, and the alarms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg
from dealerkit.scoring.concentration.rule import Alarm, ConcentrationRule
from dealerkit.scoring.concentration.spread import Holding, Spread, spread
from dealerkit.values.exact import Number, add

Facts = Mapping[str, Value | Missing]
GroupOf = Callable[[str], str]
"""The control group of a customer; empty for none."""

NOBODY = "total"
"""Said to be missing where nobody has an amount above zero."""


@frozen
class Part:
    """What counts as one: a member alone, or those put together under a group's or a value's name."""

    name: str
    members: tuple[str, ...]
    is_group: bool = False


@frozen
class Raised:
    """An alarm, the share or index it looks at, and whether it is reached."""

    alarm: Alarm
    value: Number
    is_raised: bool


@frozen(eq=False)
class Measured:
    """How concentrated something is, by one rule. ``spread`` is None where there is nothing to be spread.

    ``parts`` names the holdings of the spread; ``missing`` says of whom the figure, or where he belongs, is not
    known: he is left out.
    """

    rule: ConcentrationRule
    spread: Spread | None
    parts: Mapping[str, Part]
    missing: Mapping[str, tuple[str, ...]] = field(factory=dict)

    @property
    def alarms(self) -> Iterator[Raised]:
        """Every alarm of the rule, in its order; none where there is nothing to be spread."""
        for each in self.rule.alarms.values() if self.spread is not None else ():
            yield Raised(each, each.value(self.spread), each.is_raised(self.spread))  # type: ignore[arg-type]

    @property
    def holdings(self) -> Iterator[tuple[Part, Holding]]:
        """Who holds what, the largest first."""
        for each in () if self.spread is None else self.spread.holdings:
            yield self.parts[each.member], each

    @property
    def decision(self) -> Decision:
        """The figures, and the alarms that are reached with the rules behind them."""
        found = self.spread
        if found is None:
            return Decision(Outcome.UNDETERMINED, "DK003", missing=(NOBODY,))
        values: list[tuple[str, Arg]] = [
            ("count", found.count),
            ("largest", self.parts[found.holdings[0].member].name),
            *((f"top_{count}", found.top(count)) for count in self.rule.tops),
            ("hhi", found.hhi),
            ("normalised_hhi", found.normalised_hhi),
            ("effective_number", found.effective_number),
            ("gini", found.gini),
            ("alarms", tuple(each.alarm.id for each in self.alarms if each.is_raised)),
        ]
        reasons = [_reason(each) for each in self.alarms if each.is_raised]
        tried = tuple(_reason(each) for each in self.alarms if not each.is_raised)
        told = (("total", found.total), ("count", found.count))
        amount = found.total if isinstance(found.total, Decimal) else None
        whole = Reason("concentration-total", self.rule.rule, told)
        return Decision(Outcome.GRANTED, "", amount, tuple(values), (whole, *reasons), tried)


def measure(rule: ConcentrationRule, members: Iterable[tuple[str, Facts]], group_of: GroupOf) -> Measured:
    """How concentrated something is over these members; their order does not matter."""
    amounts: dict[tuple[bool, str], Number] = {}
    gathered: dict[tuple[bool, str], list[str]] = {}
    missing: dict[str, tuple[str, ...]] = {}
    for key, facts in members:
        is_inside = True if rule.where is None else rule.where.evaluate(facts)
        if isinstance(is_inside, Missing):
            missing[key] = is_inside.facts
            continue
        if not is_inside:
            continue
        part, amount = _part(rule, key, facts, group_of), _number(rule.of, facts)
        if isinstance(part, Missing) or isinstance(amount, Missing):
            missing[key] = tuple(fact for each in (part, amount) if isinstance(each, Missing) for fact in each.facts)
            continue
        amounts[part] = add(amounts[part], amount) if part in amounts else amount
        gathered.setdefault(part, []).append(key)
    parts = {_label(part): Part(part[1], tuple(sorted(keys)), part[0]) for part, keys in gathered.items()}
    found = spread({_label(part): amount for part, amount in amounts.items()}, rule.at_zero_or_below)
    return Measured(rule, found, parts, dict(sorted(missing.items())))


def _part(rule: ConcentrationRule, key: str, facts: Facts, group_of: GroupOf) -> tuple[bool, str] | Missing:
    """Under which name a member counts, and whether that is a group."""
    if rule.merge is not None:
        group = group_of(key)
        return (True, group) if group else (False, key)
    if rule.by is None:
        return (False, key)
    value = rule.by.evaluate(facts)
    return value if isinstance(value, Missing) else (True, str(value))


def _number(expression: Expression, facts: Facts) -> Number | Missing:
    value = expression.evaluate(facts)
    if isinstance(value, Missing | Decimal | Fraction):
        return value
    return Decimal(value) if isinstance(value, int) else Missing((expression.text,))


def _label(part: tuple[bool, str]) -> str:
    """A key that keeps a group and a customer of the same code apart, and sorts by the code."""
    is_group, name = part
    return f"{name}\n" if is_group else name


def _reason(found: Raised) -> Reason:
    alarm = found.alarm
    told: tuple[tuple[str, Arg], ...] = (
        ("top", alarm.top or ""),
        ("index", alarm.index or ""),
        ("value", found.value),
        ("at", alarm.at),
    )
    step = "concentration-top" if alarm.top is not None else "concentration-index"
    return Reason(step if found.is_raised else f"{step}-below", alarm.rule, told)
