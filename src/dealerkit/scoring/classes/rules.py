"""Classes by conditions: stages of life, relations, classes of visits. The first condition that holds decides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import ClassVar

from attrs import frozen

from dealerkit.decisions import Read, Reason, Rule
from dealerkit.policy.expressions import Expression
from dealerkit.policy.scalars import KEY
from dealerkit.policy.shapes import Keyed, entry, expression, items, named, record, ruled
from dealerkit.policy.types import BOOLEAN, Missing, Type
from dealerkit.problems import Arg
from dealerkit.scoring.classes.members import SCOPE, Member, Placed, Use, class_key, facts_read, facts_told


@frozen(kw_only=True)
class When:
    """One class, and when a member is in it."""

    rule: Rule = ruled()
    id: str = named()
    class_: str = entry(KEY, "the class")
    when: Expression = entry(expression(SCOPE, BOOLEAN), "the condition; the first that holds decides")


@frozen(kw_only=True)
class ByRules:
    """Classes by conditions, tried in the order written; the first that holds decides."""

    adds_up: ClassVar[str] = ""
    rule: Rule = ruled()
    first: Keyed[When] = entry(items(record(When), class_key), "the classes with their conditions, tried in this order")
    otherwise: str | None = entry(
        KEY, "the class where no condition holds; without it such a member has none", default=None
    )

    @property
    def figures(self) -> Mapping[str, Type]:
        """Conditions have no figure of their own."""
        return {}

    def uses(self) -> Iterator[Use]:
        """The class of each condition, and the one for the rest."""
        yield from (Use(each.class_, each.rule) for each in self.first.values())
        if self.otherwise is not None:
            yield Use(self.otherwise, self.rule, "otherwise")

    def place(self, members: Sequence[Member]) -> Mapping[str, Placed]:
        """Every member's class; a condition that cannot be told leaves it open, since it might be the first."""
        return {each.key: self._placed(each) for each in members}

    def _placed(self, member: Member) -> Placed:
        tried: list[Reason] = []
        reads: list[Read] = []
        for each in self.first.values():
            reads += facts_read(each.when.reads, member.facts)
            held = each.when.evaluate(member.facts)
            if isinstance(held, Missing):
                return Placed(member.key, tried=tuple(tried), missing=held.facts, reads=_once(reads))
            told: tuple[tuple[str, Arg], ...] = (
                ("class", each.class_),
                ("when", each.when.text.strip()),
                ("facts", facts_told(each.when.reads, member.facts)),
            )
            if held:
                reasons = (Reason("class-when", each.rule, told),)
                return Placed(member.key, each.class_, (), reasons, tuple(tried), reads=_once(reads))
            tried.append(Reason("class-not-when", each.rule, told))
        if self.otherwise is None:
            return Placed(member.key, tried=tuple(tried), reads=_once(reads))
        reasons = (Reason("class-otherwise", self.rule, (("class", self.otherwise),)),)
        return Placed(member.key, self.otherwise, (), reasons, tuple(tried), reads=_once(reads))


def _once(reads: Sequence[Read]) -> tuple[Read, ...]:
    return tuple(dict.fromkeys(reads))


BY_RULES = record(ByRules)
