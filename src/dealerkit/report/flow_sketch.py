"""A flow as something to draw: its states, the arrows between them, and a card for each clock and notice.

What may be done in every state is no arrow from each of them, but one from a node of its own, or a line on a card.
"""

from __future__ import annotations

from collections.abc import Iterator

from attrs import frozen

from dealerkit.report.case_words import listed
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages.wording import percent
from dealerkit.report.words import stated
from dealerkit.values.exact import as_fraction
from dealerkit.workflow.flow import ANY_STATE, Clock, Flow, Notice, Pause, Transition, Trigger

_LONGEST = 90
_ANY = Words("in any state", "任何状态")
_IF = Words("if {condition}", "当 {condition}")
_NOT_BY = Words("not by {who}", "{who} 回避")
_SIGNS = Words("signed by the matrix: {subject}", "按权限表签批：{subject}")
_OWN_REGION = Words("own region", "本地区")
_FROM_BEGINNING = Words("from the beginning", "自受理起")
_FROM_FACT = Words("from the moment in {fact}", "自 {fact} 起")
_AFTER = Words("after {moves}", "须先 {moves}")
_AT_MOST = Words("at most {count} times", "最多 {count} 次")
_FROM = Words("from {when}", "自{when}起")
_UNTIL = Words("until {when}", "至{when}")
_VOID = Words("void by {when}", "{when}则作废")
_ANEW = Words("anew by {when}", "{when}则重新计时")
_PAUSED = Words("stands still in {when}", "{when}时暂停")
_PAUSED_FROM = Words("stands still from {when}", "自{when}起暂停")
_PAUSED_UNTIL = Words("stands still from {when} until {until}", "自{when}至{until}暂停")
_OWNER = Words("kept by {role}", "{role} 负责")
_WITHIN_IF = Words("{within}, if {condition}", "{within}，当 {condition}")
_TELL_AT = Words("{share} told to {to}", "{share} 时告知 {to}")
_TELL_AFTER = Words("{after} later told to {to}", "逾期 {after} 告知 {to}")
_TO = Words("to {to}", "告知 {to}")
_AT_ONCE = Words("at once", "立即")
_WHEN = Words("when {when}", "{when}时")
_ENTERED = Words("{states} is entered", "进入{states}")
_LEFT = Words("{states} is left", "离开{states}")
_ON = Words("{trigger}, if {condition}", "{trigger}（{condition}）")
_ONLY_IF = Words("only if {condition}", "仅当 {condition}")

_CONFLICTS = {
    "opener": Words("who opened the case", "受理人"),
    "previous-actor": Words("who made the step before", "上一步经办人"),
}

CLOCKS = Words("Clocks", "时限")
NOTICES = Words("Notices", "通知")


@frozen
class Node:
    """A state: its lines, and whether cases begin or end there."""

    id: str
    lines: tuple[str, ...]
    is_initial: bool = False
    is_final: bool = False
    is_any: bool = False


@frozen
class Arrow:
    """A move from one node to another, with what stands on it."""

    from_: str
    to: str
    lines: tuple[str, ...]


@frozen
class Card:
    """A clock, a notice, or what may be done in any state: lines, the first being its title."""

    id: str
    lines: tuple[str, ...]


@frozen
class Sketch:
    """All that is drawn of a flow."""

    title: str
    nodes: tuple[Node, ...]
    arrows: tuple[Arrow, ...]
    clocks: tuple[Card, ...]
    notices: tuple[Card, ...]


def sketch(flow: Flow, lang: Language) -> Sketch:
    """A flow as something to draw."""
    return _Sketcher(flow, lang).sketch()


class _Sketcher:
    """Names the nodes of a flow ``s1``, ``s2`` and so on: ids of a policy may hold what no grammar takes."""

    def __init__(self, flow: Flow, lang: Language) -> None:
        self.flow, self.lang = flow, lang
        self.ids = {state: f"s{number}" for number, state in enumerate(flow.states, start=1)}

    def sketch(self) -> Sketch:
        flow, lang = self.flow, self.lang
        nodes = [
            Node(self.ids[each.id], (each.title or each.id,), each.initial, each.final) for each in flow.states.values()
        ]
        anywhere = [each for each in flow.transitions.values() if ANY_STATE in each.from_]
        if anywhere:
            staying = tuple(self._line(each) for each in anywhere if each.to is None)
            nodes.append(Node("any", (_ANY.said_in(lang), *staying), is_any=True))
        return Sketch(
            flow.title or flow.id,
            tuple(nodes),
            tuple(self._arrows()),
            tuple(Card(f"c{n}", tuple(self._clock(each))) for n, each in enumerate((flow.clocks or {}).values(), 1)),
            tuple(Card(f"n{n}", tuple(self._notice(each))) for n, each in enumerate((flow.notices or {}).values(), 1)),
        )

    def _arrows(self) -> Iterator[Arrow]:
        for each in self.flow.transitions.values():
            lines = tuple(self._on_arrow(each))
            for state in each.from_:
                if state == ANY_STATE:
                    if each.to is not None:
                        yield Arrow("any", self.ids.get(each.to, "any"), lines)
                elif state in self.ids:
                    yield Arrow(self.ids[state], self.ids.get(each.to or state, self.ids[state]), lines)

    def _on_arrow(self, move: Transition) -> Iterator[str]:
        lang = self.lang
        yield move.title or move.id
        who = [listed(move.by, lang)] if move.by else []
        who += [listed(move.department, lang)] if move.department else []
        who += [_OWN_REGION.said_in(lang)] if move.region else []
        if who:
            yield ", ".join(who)
        if move.authority is not None:
            yield stated(_SIGNS, lang, subject=move.authority)
        if move.when is not None:
            yield stated(_IF, lang, condition=_shortened(move.when.text))
        if move.not_by:
            yield stated(_NOT_BY, lang, who=listed(tuple(self._move(each) for each in move.not_by), lang))
        if move.after:
            yield stated(_AFTER, lang, moves=listed(tuple(self._move(each) for each in move.after), lang))
        if move.at_most is not None:
            yield stated(_AT_MOST, lang, count=move.at_most)

    def _line(self, move: Transition) -> str:
        return " · ".join(self._on_arrow(move))

    def _clock(self, clock: Clock) -> Iterator[str]:
        lang = self.lang
        yield clock.title or clock.id
        if clock.owner is not None:
            yield stated(_OWNER, lang, role=clock.owner)
        if clock.when is not None:
            yield stated(_ONLY_IF, lang, condition=_shortened(clock.when.text))
        yield self._begins(clock)
        yield stated(_UNTIL, lang, when=self._trigger(clock.until))
        for trigger, words in ((clock.cancel, _VOID), (clock.reset, _ANEW)):
            if trigger is not None:
                yield stated(words, lang, when=self._trigger(trigger))
        for pause in (clock.pauses or {}).values():
            yield from self._pause(pause)
        for goal in clock.goals.values():
            within = str(goal.within) if goal.within is not None else str(goal.by)
            condition = "" if goal.when is None else _shortened(goal.when.text)
            yield stated(_WITHIN_IF, lang, within=within, condition=condition) if condition else within
            for share in goal.warn:
                yield stated(_TELL_AT, lang, share=percent(as_fraction(share)), to=clock.owner or "?")
            for each in (goal.escalate or {}).values():
                to = listed(each.to, lang)
                if each.at is not None:
                    yield stated(_TELL_AT, lang, share=percent(as_fraction(each.at)), to=to)
                else:
                    yield stated(_TELL_AFTER, lang, after=each.after, to=to)

    def _begins(self, clock: Clock) -> str:
        if clock.counts_from is not None:
            return stated(_FROM_FACT, self.lang, fact=f"case.{clock.counts_from}")
        if clock.start is None:
            return _FROM_BEGINNING.said_in(self.lang)
        return stated(_FROM, self.lang, when=self._trigger(clock.start))

    def _pause(self, pause: Pause) -> Iterator[str]:
        if pause.in_:
            yield stated(_PAUSED, self.lang, when=self._states(pause.in_))
        if pause.from_ is not None:
            when = self._trigger(pause.from_)
            if pause.until is None:
                yield stated(_PAUSED_FROM, self.lang, when=when)
            else:
                yield stated(_PAUSED_UNTIL, self.lang, when=when, until=self._trigger(pause.until))

    def _notice(self, notice: Notice) -> Iterator[str]:
        lang = self.lang
        yield notice.title or notice.id
        yield stated(_TO, lang, to=listed(notice.to, lang))
        if notice.at is not None:
            yield stated(_WHEN, lang, when=self._trigger(notice.at))
        if notice.when is not None:
            yield stated(_ONLY_IF, lang, condition=_shortened(notice.when.text))
        yield _AT_ONCE.said_in(lang) if notice.within is None else str(notice.within)

    def _trigger(self, trigger: Trigger) -> str:
        parts = [self._move(each) for each in trigger.move]
        if trigger.enter:
            parts.append(stated(_ENTERED, self.lang, states=self._states(trigger.enter)))
        if trigger.leave:
            parts.append(stated(_LEFT, self.lang, states=self._states(trigger.leave)))
        said = listed(tuple(parts), self.lang)
        if trigger.when is None:
            return said
        return stated(_ON, self.lang, trigger=said, condition=_shortened(trigger.when.text))

    def _states(self, names: tuple[str, ...]) -> str:
        found = self.flow.states
        return listed(tuple((found[each].title or each) if each in found else each for each in names), self.lang)

    def _move(self, name: str) -> str:
        found = self.flow.transitions.get(name)
        if found is None:
            return _CONFLICTS[name].said_in(self.lang) if name in _CONFLICTS else name
        return found.title or name


def _shortened(condition: str) -> str:
    """A condition that fits a picture; what is left out stands in the policy."""
    text = " ".join(condition.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
