"""One case as a service desk reads it: where it stands, what may happen next, what is late, who must be told."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, tzinfo

from attrs import frozen

from dealerkit.policy.policy import Policy
from dealerkit.report.case_words import (
    clock_words,
    listed,
    minutes_of,
    moment_json,
    moment_words,
    refused_words,
    state_words,
    titled,
    violation_words,
)
from dealerkit.report.findings import Json, location_json, problem_json
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages.wording import percent
from dealerkit.report.pages import Block, Page, Paragraph, Point, Points, Sheet
from dealerkit.report.places import Places
from dealerkit.report.reports import SCHEMA_VERSION, Report
from dealerkit.report.sentences import listed_facts
from dealerkit.report.tables import Cell, Column, Table
from dealerkit.report.words import stated
from dealerkit.workflow.asking import CaseView, Ready
from dealerkit.workflow.clocks import Alarm, Timed
from dealerkit.workflow.outlook import Choice, Outlook, Told

_TITLE = Words("Case {case}: {flow}", "案件 {case}：{flow}")
_HEAD = Words("At {now}: {state}, since {since}.", "{now}：{state}，自 {since} 起。")
_ENDED = Words("At {now}: {state}; the case has ended, {since}.", "{now}：{state}，案件已于 {since} 结束。")
_OF_CUSTOMER = Words("Opened {opened}, customer {customer}.", "{opened} 受理，客户 {customer}。")
_OPENED = Words("Opened {opened}.", "{opened} 受理。")
_ASKED = Words("Asked for {who}.", "询问人：{who}。")
_ACTING = Words("{role} for {giver}", "{role}（代 {giver}）")
_WAKE = Words(
    "Look again {wake_up}: then something here changes by itself.", "{wake_up} 须再次查看：届时时限状态会变化。"
)
_NEXT = Words("What may happen next", "下一步可做")
_REFUSED = Words("Refused now", "现在不可做")
_CLOCKS = Words("Clocks", "时限")
_NOTICES = Words("Who is told", "须通知")
_ALARMS = Words("Warnings and escalations due by now", "已到时的提醒和上报")
_VIOLATIONS = Words("Against the rules so far", "至今的违规")
_HISTORY = Words("What happened", "经过")
_ANYBODY = Words("anybody", "任何人")
_BY_MATRIX = Words("as the matrix `{subject}` says then", "届时按权限表 `{subject}`")
_OWN_REGION = Words("{roles} of the customer's region", "客户所在地区的 {roles}")
_OF_DEPARTMENT = Words("{roles}, department {departments}", "{roles}，部门 {departments}")
_STAYS = Words("stays", "不变")
_TOLD = Words("told {at}", "{at} 已通知")
_TOLD_LATE = Words("told {at}, late", "{at} 通知，已超时")
_TELL_NOW = Words("tell now", "立即通知")
_TELL_LATE = Words("not told, late", "未通知，已超时")
_NOT_YET = Words("not told yet", "尚未通知")
_ALARM = Words("{at}: {who}", "{at}：{who}")
_ALARM_OF = Words("{at}: {who} ({what})", "{at}：{who}（{what}）")

_MOVE = Column("move", Words("move", "步骤"))
_TO = Column("to", Words("leads to", "转入"))
_BY = Column("by", Words("by", "由谁"))
_REQUIRES = Column("requires", Words("to be filled in", "须填写"))
_RULE = Column("at", Words("written in", "所在位置"))
_WHY = Column("why", Words("why not", "原因"))
_CLOCK = Column("clock", Words("clock", "时限"))
_OWNER = Column("owner", Words("kept by", "负责"))
_SINCE = Column("since", Words("since", "起"))
_DUE = Column("due", Words("due", "到期"))
_STANDS = Column("stands", Words("stands", "状态"))
_NOTICE = Column("notice", Words("what", "事项"))
_WHO = Column("who", Words("who", "通知谁"))
_AT = Column("at", Words("when", "时间"))
_ACTOR = Column("actor", Words("who", "经办"))


@frozen(eq=False)
class CaseReport:
    """A case that was looked at; its view has an outlook."""

    policy: Policy
    view: CaseView
    ready: Ready
    seen: Outlook
    places: Places
    actor: str = ""
    role: str = ""

    def report(self) -> Report:
        """The report."""
        return Report(
            "case",
            lambda lang: self._page(lang, is_whole=False),
            lambda lang: self._page(lang, is_whole=True),
            lambda lang: (self._next(lang), self._refused(lang), self._clocks(lang), self._notices(lang)),
            self.document,
        )

    @property
    def _zone(self) -> tzinfo:
        return self.ready.working.zone

    def _at(self, moment: datetime | None) -> str:
        return moment_words(moment, self._zone)

    def _page(self, lang: Language, *, is_whole: bool) -> Page:
        flow, case = self.ready.flow, self.seen.case
        title = stated(_TITLE, lang, case=case.opened.case, flow=flow.title or flow.id)
        blocks: list[Block] = [Paragraph("\n".join(self._head(lang)))]
        tables = (self._next(lang), self._refused(lang), self._clocks(lang), self._notices(lang))
        blocks += [Sheet(table) for table in tables if table.rows]
        alarms = tuple(Point(self._alarm(each, lang), self.places.of(each.rule.at)) for each in self.seen.alarms)
        if alarms:
            blocks.append(Points(_ALARMS.said_in(lang), alarms))
        if case.violations:
            wrong = tuple(Point(violation_words(each, lang), each.address) for each in case.violations)
            blocks.append(Points(_VIOLATIONS.said_in(lang), wrong))
        if is_whole and case.history:
            blocks.append(Sheet(self._history(lang)))
        return Page(title, blocks)

    def _alarm(self, each: Alarm, lang: Language) -> str:
        who, share = listed(each.to, lang), "" if each.share is None else percent(each.share)
        if each.rule.title:
            return stated(_ALARM_OF, lang, at=self._at(each.at), who=who, what=each.rule.title)
        return stated(_ALARM_OF if share else _ALARM, lang, at=self._at(each.at), who=who, what=share)

    def _head(self, lang: Language) -> Iterator[str]:
        case, flow = self.seen.case, self.ready.flow
        entered = next((each.at for each in reversed(case.history) if each.state != each.target), case.opened.at)
        words = _ENDED if case.state in self.ready.compiled.final else _HEAD
        state = state_words(flow, case.state, lang)
        yield stated(words, lang, now=self._at(self.seen.now), state=state, since=self._at(entered))
        customer = case.facts.get("case.customer")
        about = _OF_CUSTOMER if customer else _OPENED
        yield stated(about, lang, opened=self._at(case.opened.at), customer=customer)
        if self.actor or self.role:
            yield stated(_ASKED, lang, who=self._who(lang))
        if self.seen.wake_up is not None:
            yield stated(_WAKE, lang, wake_up=self._at(self.seen.wake_up))

    def _who(self, lang: Language) -> str:
        held = tuple(
            stated(_ACTING, lang, role=each.role, giver=each.giver) if each.giver else each.role
            for each in self.view.acting
        )
        return listed(tuple(each for each in (self.actor, *(held or (self.role,))) if each), lang)

    def _by(self, choice: Choice, lang: Language) -> str:
        transition = choice.move.transition
        roles = listed(self.ready.signers(choice, self.seen), lang)
        if not roles:
            named = transition.authority
            roles = stated(_BY_MATRIX, lang, subject=named) if named else _ANYBODY.said_in(lang)
        if transition.region:
            roles = stated(_OWN_REGION, lang, roles=roles)
        if transition.department:
            roles = stated(_OF_DEPARTMENT, lang, roles=roles, departments=listed(transition.department, lang))
        return roles

    def _next(self, lang: Language) -> Table:
        rows = tuple(
            (
                titled(each.move.transition.title, each.move.transition.id, lang),
                self._to(each, lang),
                self._by(each, lang),
                listed_facts(each.requires, self.policy, lang) or None,
                self.places.of(each.move.transition.rule.at),
            )
            for each in self.seen.choices
            if each.is_allowed
        )
        return Table("next", _NEXT, (_MOVE, _TO, _BY, _REQUIRES, _RULE), rows)

    def _to(self, choice: Choice, lang: Language) -> str:
        move = choice.move
        if move.target == move.state:
            return _STAYS.said_in(lang)
        return state_words(self.ready.flow, move.target, lang)

    def _refused(self, lang: Language) -> Table:
        rows = tuple(
            (
                titled(each.move.transition.title, each.move.transition.id, lang),
                ("；" if lang == "zh" else "; ").join(refused_words(why, self.policy, lang) for why in each.refused),
                self.places.of(each.move.transition.rule.at),
            )
            for each in self.seen.choices
            if not each.is_allowed
        )
        return Table("refused", _REFUSED, (_MOVE, _WHY, _RULE), rows)

    def _clocks(self, lang: Language) -> Table:
        rows = tuple(
            (
                titled(each.clock.title, each.clock.id, lang),
                each.clock.owner,
                self._at(each.run.started),
                self._at(each.due) or None,
                clock_words(each, self.seen.now, self._zone, self.policy, lang),
                self.places.of((each.goal.rule if each.goal else each.clock.rule).at),
            )
            for each in self.seen.clocks
        )
        return Table("clocks", _CLOCKS, (_CLOCK, _OWNER, _SINCE, _DUE, _STANDS, _RULE), rows)

    def _notices(self, lang: Language) -> Table:
        rows = tuple(
            (
                titled(each.notice.title, each.notice.id, lang),
                listed(each.notice.to, lang),
                self._at(each.due) or None,
                self._told(each, lang),
                self.places.of(each.notice.rule.at),
            )
            for each in self.seen.notices
        )
        return Table("notices", _NOTICES, (_NOTICE, _WHO, _DUE, _STANDS, _RULE), rows)

    def _told(self, each: Told, lang: Language) -> str:
        if each.missing:
            return "? " + listed_facts(each.missing, self.policy, lang)
        is_late = each.is_late(self.seen.now)
        if each.told is not None:
            return stated(_TOLD_LATE if is_late else _TOLD, lang, at=self._at(each.told))
        if each.due is not None and each.due > self.seen.now:
            return _NOT_YET.said_in(lang)
        has_time = each.notice.within is not None
        return (_TELL_LATE if is_late and has_time else _TELL_NOW).said_in(lang)

    def _history(self, lang: Language) -> Table:
        moves = self.ready.flow.transitions
        rows: tuple[tuple[Cell, ...], ...] = tuple(
            (
                self._at(each.at),
                titled(moves[each.move].title, each.move, lang),
                each.actor or None,
                state_words(self.ready.flow, each.target, lang),
            )
            for each in self.seen.case.history
        )
        return Table("history", _HISTORY, (_AT, _MOVE, _ACTOR, _TO), rows)

    def document(self, lang: Language) -> dict[str, Json]:
        """Everything as JSON."""
        case, flow, header = self.seen.case, self.ready.flow, self.policy.header
        return {
            "schema_version": SCHEMA_VERSION,
            "policy": {"name": header.name, "revision": header.revision},
            "case": case.opened.case,
            "flow": flow.id,
            "now": self._json(self.seen.now),
            "opened_at": self._json(case.opened.at),
            "state": case.state,
            "state_title": flow.states[case.state].title if case.state in flow.states else None,
            "is_ended": case.state in self.ready.compiled.final,
            "customer": str(case.facts.get("case.customer") or "") or None,
            "asked_by": {
                "actor": self.actor or None,
                "role": self.role or None,
                "acting": [{"role": each.role, "for": each.giver or None} for each in self.view.acting],
            },
            "next": [self._choice_json(each, lang) for each in self.seen.choices if each.is_allowed],
            "refused": [self._choice_json(each, lang) for each in self.seen.choices if not each.is_allowed],
            "clocks": [self._clock_json(each, lang) for each in self.seen.clocks],
            "notices": [self._notice_json(each) for each in self.seen.notices],
            "alarms": [
                {"at": self._json(each.at), "to": [*each.to], "rule": each.rule.address} for each in self.seen.alarms
            ],
            "to_tell": [*self.view.to_tell],
            "wake_up": self._json(self.seen.wake_up),
            "violations": [problem_json(each, lang) for each in case.violations],
            "history": [
                {
                    "at": self._json(each.at),
                    "move": each.move,
                    "actor": each.actor or None,
                    "from": each.state,
                    "to": each.target,
                }
                for each in case.history
            ],
        }

    def _json(self, moment: datetime | None) -> str | None:
        return moment_json(moment, self._zone)

    def _choice_json(self, choice: Choice, lang: Language) -> dict[str, Json]:
        transition = choice.move.transition
        return {
            "move": transition.id,
            "title": transition.title,
            "to": choice.move.target,
            "by": [*self.ready.signers(choice, self.seen)],
            "departments": [*transition.department],
            "region": transition.region,
            "requires": [*choice.requires],
            "refused": [problem_json(each, lang) for each in choice.refused],
            "rule": transition.rule.address,
            "at": location_json(transition.rule.at),
        }

    def _clock_json(self, each: Timed, lang: Language) -> dict[str, Json]:
        left = None if each.due is None or each.run.ended else minutes_of(each.due - self.seen.now)
        return {
            "clock": each.clock.id,
            "title": each.clock.title,
            "owner": each.clock.owner,
            "goal": None if each.goal is None else each.goal.id,
            "started": self._json(each.run.started),
            "due": self._json(each.due),
            "minutes_left": left,
            "minutes_late": minutes_of(each.late),
            "paused_since": self._json(each.run.paused_since),
            "paused_for": [*each.run.open],
            "ended": each.run.ended or None,
            "ended_at": self._json(each.run.stopped),
            "missing": [*each.missing],
            "said": clock_words(each, self.seen.now, self._zone, self.policy, lang),
            "rule": (each.goal.rule if each.goal else each.clock.rule).address,
        }

    def _notice_json(self, each: Told) -> dict[str, Json]:
        return {
            "notice": each.notice.id,
            "title": each.notice.title,
            "to": [*each.notice.to],
            "since": self._json(each.since),
            "due": self._json(each.due),
            "told": self._json(each.told),
            "is_late": each.is_late(self.seen.now),
            "missing": [*each.missing],
            "rule": each.notice.rule.address,
        }
