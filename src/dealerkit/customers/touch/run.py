"""The touch plan of a book on a day: what is due, what was missed, how many were made in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.customers.actions import Action, actions_about, answer_to
from dealerkit.customers.known import Ground
from dealerkit.customers.section import customers_of
from dealerkit.customers.touch.classes import Classes
from dealerkit.customers.touch.due import Completion, Due, State, completion
from dealerkit.customers.touch.planning import Planner
from dealerkit.customers.touch.rules import Touch
from dealerkit.customers.touch.strays import strays
from dealerkit.customers.touch.windows import EVERY_DAY
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, in_order, problem
from dealerkit.values.days import ONE_DAY
from dealerkit.values.workdays import Unpublished


@frozen(eq=False)
class TouchRun:
    """Every contact due from ``since`` through ``until``, by last day, and the completion of every rule."""

    policy: Policy = field(repr=False)
    as_of: date
    since: date
    until: date
    dues: tuple[Due, ...]
    completions: tuple[Completion, ...]
    actions: Mapping[str, tuple[Action | None, str]] = field(repr=False)
    problems: tuple[Problem, ...] = field(repr=False)
    ground: Ground = field(repr=False)


def touch_of(policy: Policy) -> Touch | None:
    """The policy's touch plan, if it has any."""
    section = customers_of(policy)
    return None if section is None else section.touch


def evaluate(policy: Policy, book: Book, as_of: date) -> TouchRun:
    """The touch plan on a day, nothing ahead of it."""
    return touch_plan(policy, book, as_of)


def touch_plan(policy: Policy, book: Book, as_of: date, until: date | None = None) -> TouchRun:
    """What is due through ``until``, and what became of what was due in the time the policy measures.

    Findings: DK767 a rule of which contacts were missed; DK768 a target not reached, without a sound corrective
    action; DK824 a contact that answers an occasion nobody knows; DK825 a rule after a kind of occasions that never
    happens; DK368 the calendar does not reach as far as a window; DK802, DK809 and those of cases: what occasions lack.
    """
    rules = touch_of(policy)
    classes = Classes(policy, book, None if rules is None else rules.classed_every)
    ground = Ground(policy, book, classes=classes.fact)
    until = max(until or as_of, as_of)
    if rules is None:
        return TouchRun(policy, as_of, as_of, until, (), (), {}, (), ground)
    over = rules.measured_over.before(as_of, policy.calendar() or EVERY_DAY)
    since = as_of if isinstance(over, Unpublished) else over + ONE_DAY
    planner = Planner(rules, ground, as_of, since, until)
    by_rule = {key: planner.dues(rule) for key, rule in rules.rules.items()}
    completions = tuple(completion(rules.rules[key], dues, since, as_of) for key, dues in by_rule.items())
    actions = {
        each.rule.id: answer_to(actions_about(book, each.rule.rule.address, since, as_of), as_of)
        for each in completions
        if each.is_below_target
    }
    dues = tuple(sorted((due for found in by_rule.values() for due in found), key=lambda each: each.order))
    made = (each for found in planner.made.by_customer.values() for each in found)
    lost = strays(made, rules, planner.events, since)
    problems = (*planner.problems, *lost, *_missed(by_rule, since, as_of), *_below(completions, actions, since, as_of))
    return TouchRun(policy, as_of, since, until, dues, completions, actions, in_order(problems), ground)


def _missed(by_rule: Mapping[str, tuple[Due, ...]], since: date, as_of: date) -> Iterator[Problem]:
    """DK767, once a rule: how many were missed, and the last of them."""
    for dues in by_rule.values():
        missed = [each for each in dues if each.state is State.MISSED and each.last is not None and each.last <= as_of]
        if missed:
            last = missed[-1]
            yield problem(
                "DK767",
                last.at,
                address=last.rule.rule.address,
                severity=Severity.WARNING,
                rule=last.rule.id,
                count=len(missed),
                since=since,
                as_of=as_of,
                subject=last.subject,
                last=last.last or date.max,
                by=last.by,
            )


def _below(
    completions: tuple[Completion, ...], actions: Mapping[str, tuple[Action | None, str]], since: date, as_of: date
) -> Iterator[Problem]:
    for each in completions:
        action, why = actions.get(each.rule.id, (None, ""))
        if why:
            yield problem(
                "DK768",
                each.rule.rule.at if action is None else action.at,
                severity=Severity.WARNING,
                address=each.rule.rule.address,
                rule=each.rule.id,
                done=each.in_time,
                due=each.due,
                target=each.rule.target if each.rule.target is not None else "",
                since=since,
                as_of=as_of,
                why=why,
                action="" if action is None else action.number,
                about=each.rule.rule.address,
            )
