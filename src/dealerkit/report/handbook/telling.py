"""Putting values of a policy into hand-written sentences, and keeping account of what was said."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Sequence as Many

from attrs import frozen

from dealerkit.policy.nodes import Mapping, Scalar, Sequence
from dealerkit.policy.types import DAYS, MONEY, SHARE
from dealerkit.report.handbook.describing import Describer
from dealerkit.report.handbook.speaking import Voice
from dealerkit.report.languages import Words
from dealerkit.report.messages.wording import percent
from dealerkit.values.numbers import ONE, read_number, read_rate, subtract

_FROM = Words("from {low}", "{low} 起")
_FROM_TO = Words("from {low} to below {high}", "{low} 至不足 {high}")
_FROM_THROUGH = Words("from {low} through {high}", "{low} 至 {high}（含）")
_ABOVE = Words("above {low}", "超过 {low}")
_ABOVE_TO = Words("above {low} to below {high}", "超过 {low} 至不足 {high}")
_ABOVE_THROUGH = Words("above {low} through {high}", "超过 {low} 至 {high}（含）")
_UNIT = Words("from unit {low} on", "第 {low} 件起")
_UNITS = Words("from unit {low} through unit {high}", "第 {low} 件至第 {high} 件")
_SO_MANY = Words("from {low} units on", "{low} 件及以上")
_SOME = Words("from 1 unit on", "1 件及以上")
_FROM_SO_MANY = Words("{low} to {high} units", "{low} 至 {high} 件")
_ONE_BEFORE = Words("the one before {unit}", "{unit} 之前的一件")


@frozen(eq=False)
class Teller:
    """Says values of mappings inside sentences."""

    describer: Describer

    @property
    def voice(self) -> Voice:
        """How the policy is said."""
        return self.describer.voice

    def say(self, words: Words, **arguments: object) -> str:
        """A sentence with its arguments put in."""
        return self.voice.say(words, **arguments)

    def together(self, sentences: Many[str]) -> str:
        """Sentences in a row."""
        return ("" if self.voice.lang == "zh" else " ").join(sentences)

    def tick(self, node: Mapping, *keys: str) -> None:
        """What stands under these keys has been said."""
        for key in keys:
            self.describer.tick(node.get(key))

    def text(self, node: Mapping, key: str) -> str:
        """What was written under a key, not yet said; ``""`` for nothing, or for more than one value."""
        found = node.get(key)
        return found.text if isinstance(found, Scalar) else ""

    def take(self, node: Mapping, key: str) -> str:
        """A condition or an expression in words."""
        self.tick(node, key)
        return self.voice.conditions.said(self.text(node, key).removeprefix("="))

    def figure(self, node: Mapping, key: str) -> str:
        """A number, or the expression that gives it."""
        return self._value(node, key, self.voice.number)

    def money(self, node: Mapping, key: str) -> str:
        """An amount, or the expression that gives it."""
        return self._value(node, key, self.voice.money)

    def share(self, node: Mapping, key: str) -> str:
        """A share, or the expression that gives it."""
        return self._value(node, key, self.voice.rate)

    def times(self, node: Mapping, key: str) -> str:
        """A multiple in per cent, also above one, or the expression that gives it."""
        return self._value(node, key, self._per_cent)

    def _per_cent(self, text: str) -> str:
        value = None if "/" in text else read_rate(text)
        return self.voice.rate(text) if value is None else percent(value)

    def like(self, node: Mapping, key: str, fact: str) -> str:
        """A figure in the unit of a fact."""
        known = self.voice.policy.catalogue.get(fact)
        type_ = known.type if known is not None else None
        if type_ == SHARE:
            return self.times(node, key)
        if type_ == MONEY:
            return self.money(node, key)
        said = self.figure(node, key)
        if type_ == DAYS and not self.text(node, key).startswith("="):
            return f"{said} 天" if self.voice.lang == "zh" else f"{said} day{'' if said == '1' else 's'}"
        return said

    def title(self, node: Mapping) -> str:
        """A definition by its title, or else its id."""
        self.tick(node, "id", "title")
        title, id_ = self.text(node, "title"), self.text(node, "id")
        return title if title == id_ or not id_ else f"{title} ({id_})" if title else id_

    def before(self, unit: str) -> str:
        """The number of the unit before one."""
        number = read_number(unit.replace(",", ""))
        return self.say(_ONE_BEFORE, unit=unit) if number is None else self.voice.number(subtract(number, ONE))

    def items(self, node: Mapping, key: str) -> Iterator[Mapping]:
        """The definitions of a list."""
        found = node.get(key)
        for each in found.items if isinstance(found, Sequence) else ():
            if isinstance(each, Mapping):
                yield each

    def spans(self, sides: Many[str], bounds: Many[str], *, of_whole: bool = False) -> Iterator[str]:
        """From each lower bound to the next; ``of_whole``: units are counted together, not one by one."""
        for number, (side, low) in enumerate(zip(sides, bounds, strict=True)):
            following = sides[number + 1] if number + 1 < len(sides) else ""
            high = bounds[number + 1] if following else ""
            if side == "at_unit":
                one, several = (_SO_MANY, _FROM_SO_MANY) if of_whole else (_UNIT, _UNITS)
                words = several if following else _SOME if of_whole and low == "1" else one
                high = self.before(high) if following else ""
            elif side == "at":
                words = _FROM if not following else _FROM_THROUGH if following == "above" else _FROM_TO
            else:
                words = _ABOVE if not following else _ABOVE_THROUGH if following == "above" else _ABOVE_TO
            yield self.say(words, low=low, high=high)

    def _value(self, node: Mapping, key: str, plain: object) -> str:
        text = self.text(node, key)
        self.tick(node, key)
        if text.startswith("="):
            return self.voice.conditions.said(text[1:])
        assert callable(plain)  # noqa: S101
        return str(plain(text))
