"""The story of one order for people: what to do with it in its first line, then why, then what it passed.

print(order_story(answer, policy))
print(order_story(answer, policy, "zh"))
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from dealerkit.credit.results import OrderAnswer
from dealerkit.decisions import Reason
from dealerkit.policy.policy import Policy
from dealerkit.report.languages import Language, Words
from dealerkit.report.messages import sentence, step
from dealerkit.report.order_actions import action_sentence
from dealerkit.report.pages import Point, Points
from dealerkit.report.places import Places, shortest
from dealerkit.report.sentences import listed_facts
from dealerkit.report.tables import Cell, Kind, cell_for_people
from dealerkit.report.words import stated
from dealerkit.report.workings import money_cell

NO_LIMIT = Words("no limit", "不限额")
"""What stands in place of an amount where there is none."""

_STORY = Words("{order}, {customer}: {action}", "{order}，{customer}：{action}")
_UNNUMBERED = Words("order without a number", "无单号订单")
_PASSED = Words("What else was looked at: passed, or not open", "其他核查的项目：已通过，或不适用")
_NOT_KNOWN = Words("not known: {facts}", "缺少：{facts}")
_HEADROOM = Words(
    "limit {limit}, exposure {exposure}, headroom {headroom}", "额度 {limit}，已占用 {exposure}，可用额度 {headroom}"
)


def order_story(answer: OrderAnswer, policy: Policy, lang: Language = "en") -> str:
    """The answer as text to be printed: the action, its reasons with their lines of the policy, and what passed."""
    places = shortest({each.rule.at.file for each in (*answer.decision.reasons, *answer.decision.tried)})
    return "\n".join(each.text(lang) for each in story(answer, policy, places, lang))


def story(answer: OrderAnswer, policy: Policy, places: Places, lang: Language) -> Iterator[Points]:
    """The same as blocks of a page."""
    decision = answer.decision
    order = answer.order or _UNNUMBERED.said_in(lang)
    title = stated(_STORY, lang, order=order, customer=answer.customer, action=action_sentence(answer, lang))
    points = [Point(words) for words in _figures(answer, lang)]
    points += [_point(each, places, lang) for each in decision.reasons]
    points += [Point(f"{each.code} {sentence(each, lang)[0]}") for each in answer.problems]
    if decision.missing:
        facts = listed_facts(decision.missing, policy, lang)
        points.append(Point(stated(_NOT_KNOWN, lang, facts=facts)))
    yield Points(title, tuple(points))
    if decision.tried:
        yield Points(_PASSED.said_in(lang), tuple(_point(each, places, lang) for each in decision.tried))


def limit_cell(answer: OrderAnswer, lang: Language) -> Cell:
    """The limit of an answer as a cell: an amount, or that there is none."""
    return NO_LIMIT.said_in(lang) if answer.limit.unlimited else answer.limit.amount


def _point(reason: Reason, places: Places, lang: Language) -> Point:
    return Point(step(reason, lang), places.of(reason.rule.at))


def _figures(answer: OrderAnswer, lang: Language) -> Iterator[str]:
    if answer.exposure is None or not answer.limit.is_known:
        return
    shown: tuple[Cell | Decimal | Fraction, ...] = (limit_cell(answer, lang), answer.exposure.total, answer.headroom)
    limit, exposure, headroom = (
        each if isinstance(each, str) else cell_for_people(money_cell(each), Kind.MONEY) for each in shown
    )
    yield stated(_HEADROOM, lang, limit=limit, exposure=exposure, headroom=headroom or "–")
