"""Classes by signals that add up: a churn warning counts which signs are there, each with its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import ClassVar

from attrs import frozen

from dealerkit.decisions import Read, Reason, Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import AMOUNT_FROM_0, KEY, TEXT
from dealerkit.policy.shapes import Keyed, entry, expression, keyed, named, record, ruled
from dealerkit.policy.types import BOOLEAN, NUMBER, Missing, Type
from dealerkit.problems import Arg
from dealerkit.scoring.classes.banding import CLASS_BANDS, Banding, ClassBand
from dealerkit.scoring.classes.members import SCOPE, Member, Placed, Use, facts_read, facts_told
from dealerkit.values.exact import ONE, total_of_decimals


@frozen(kw_only=True)
class Signal:
    """One sign: the condition that shows it, and how much it counts."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the sign's name for people", default=None)
    when: Expression = entry(expression(SCOPE, BOOLEAN), "the condition that shows it; what it reads is the evidence")
    weight: Decimal = entry(AMOUNT_FROM_0, "how much it counts: 1 if absent", default=ONE)


@frozen(kw_only=True)
class BySignals:
    """Classes by signals: the weights of those that are there add up, and bands of the sum give the class."""

    adds_up: ClassVar[str] = ""
    rule: Rule = ruled()
    signs: Keyed[Signal] = entry(keyed(record(Signal)), "the signs that are looked for")
    bands: Keyed[ClassBand] = entry(CLASS_BANDS, "from which sum of weights on which class")
    below: str = entry(KEY, "the class below the first bound")

    @property
    def figures(self) -> Mapping[str, Type]:
        """The sum of the weights."""
        return {"sum": NUMBER}

    @property
    def banding(self) -> Banding:
        """The bands, ready."""
        return Banding.of(self.rule, self.bands, self.below)

    def uses(self) -> Iterator[Use]:
        """The class of each band, and the one below."""
        return self.banding.uses()

    def place(self, members: Sequence[Member]) -> Mapping[str, Placed]:
        """Every member's class. A sign that cannot be told leaves it open only where it would change the class."""
        banding = self.banding
        return {each.key: self._placed(each, banding) for each in members}

    def _placed(self, member: Member, banding: Banding) -> Placed:
        shown: list[Signal] = []
        unknown: list[Signal] = []
        reasons: list[Reason] = []
        tried: list[Reason] = []
        reads: list[Read] = []
        missing: list[str] = []
        for sign in self.signs.values():
            reads += facts_read(sign.when.reads, member.facts)
            told: tuple[tuple[str, Arg], ...] = (
                ("weight", sign.weight),
                ("when", sign.when.text.strip()),
                ("facts", facts_told(sign.when.reads, member.facts)),
            )
            held = sign.when.evaluate(member.facts)
            if isinstance(held, Missing):
                unknown.append(sign)
                missing += held.facts
                tried.append(Reason("class-sign-unknown", sign.rule, (*told, ("missing", held.facts))))
            elif held:
                shown.append(sign)
                reasons.append(Reason("class-sign", sign.rule, told))
            else:
                tried.append(Reason("class-no-sign", sign.rule, told))
        least = total_of_decimals(each.weight for each in shown)
        most = total_of_decimals((least, *(each.weight for each in unknown)))
        values: tuple[tuple[str, Arg], ...] = (
            ("sum", least),
            ("signs", tuple(each.id for each in shown)),
            ("unknown", tuple(each.id for each in unknown)),
        )
        known = tuple(dict.fromkeys(reads))
        if banding.ladder.step(least) != banding.ladder.step(most):
            lacking = tuple(dict.fromkeys(missing))
            return Placed(member.key, "", values, tuple(reasons), tuple(tried), lacking, known)
        placed = banding.placed(member.key, least, values, reasons)
        return Placed(member.key, placed.name, values, placed.reasons, tuple(tried), (), known)


BY_SIGNALS = record(BySignals)
