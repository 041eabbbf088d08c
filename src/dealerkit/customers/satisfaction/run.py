"""The surveys of a book on a day: who is satisfied, which items are not, and what is done about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from dealerkit.book import Book, Row
from dealerkit.customers.actions import Action, actions_about, answer_to
from dealerkit.customers.known import Ground
from dealerkit.customers.satisfaction.rules import Item, Satisfaction
from dealerkit.customers.satisfaction.scoring import Answer, Mood, Survey, added_up, mood_of
from dealerkit.customers.section import customers_of
from dealerkit.customers.strangers import Strangers
from dealerkit.customers.touch.windows import EVERY_DAY
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, in_order, problem
from dealerkit.values.days import ONE_DAY
from dealerkit.values.numbers import Number
from dealerkit.values.workdays import Unpublished


@frozen(eq=False)
class Share:
    """How many of so many are not dissatisfied, and whether that reaches the target."""

    rule: Rule
    name: str
    moods: Mapping[Mood, int]
    target: Number | None
    item: Item | None = None
    mean: Number | None = None
    """The mean gap; None where there is no answer."""
    action: Action | None = None
    wrong: str = ""
    """What is wrong with the corrective action, where the target is not reached."""

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(self.moods.values())

    @property
    def content(self) -> int:
        """How many are not dissatisfied."""
        return self.count - self.moods.get(Mood.DISSATISFIED, 0)

    @property
    def share(self) -> Fraction | None:
        """The share that is not dissatisfied; None of nobody."""
        return Fraction(self.content, self.count) if self.count else None

    @property
    def is_below_target(self) -> bool:
        """Whether fewer are content than must be."""
        return self.target is not None and self.count > 0 and self.content < Fraction(self.target) * self.count


@frozen(eq=False)
class SatisfactionRun:
    """The surveys that count on a day: each, the whole, and item by item."""

    policy: Policy = field(repr=False)
    as_of: date
    since: date
    surveys: tuple[Survey, ...]
    whole: Share | None
    items: tuple[Share, ...]
    refused: int
    """Answers that could not be used."""
    problems: tuple[Problem, ...] = field(repr=False)
    ground: Ground = field(repr=False)


def satisfaction_of(policy: Policy) -> Satisfaction | None:
    """The policy's rules on satisfaction, if it has any."""
    section = customers_of(policy)
    return None if section is None else section.satisfaction


def evaluate(policy: Policy, book: Book, as_of: date) -> SatisfactionRun:
    """What the surveys of the time that counts come to.

    Findings: DK772 an answer off the scale, of an item that the policy does not have, or with another weight; DK773
    a target that was not reached, without a sound corrective action; DK826 an answer of a customer whom the book does
    not have, which is not used either.
    """
    rules, ground = satisfaction_of(policy), Ground(policy, book)
    if rules is None:
        return SatisfactionRun(policy, as_of, as_of, (), None, (), 0, (), ground)
    over = rules.measured_over.before(as_of, policy.calendar() or EVERY_DAY)
    since = as_of if isinstance(over, Unpublished) else over + ONE_DAY
    problems: list[Problem] = []
    grouped: dict[tuple[str, str], dict[str, Answer]] = {}
    days: dict[tuple[str, str], date] = {}
    refused, strangers = 0, Strangers(book, "customers")
    for row in book.rows("surveys"):
        on = row.get("date")
        if not isinstance(on, date) or not since <= on <= as_of:
            continue
        wrong = tuple(_wrong(rules, row))
        problems += wrong
        if any(each.severity is Severity.ERROR for each in wrong):
            refused += 1
            continue
        customer = str(row.get("customer"))
        if strangers.has(customer):
            refused += 1
            problems.append(_of_nobody(rules, strangers, row, customer))
            continue
        key, item = (str(row.get("survey")), str(row.get("customer"))), str(row.get("item"))
        grouped.setdefault(key, {})[item] = Answer(
            item, _number(row, "perception"), _number(row, "expectation"), row.at
        )
        days[key] = max(on, days.get(key, on))
    surveys = tuple(added_up(rules, *key, days[key], answers) for key, answers in grouped.items())
    whole = _whole(rules, surveys, book, since, as_of)
    items = tuple(_of_item(each, surveys, book, since, as_of) for each in rules.items.values())
    problems += [_below(each, since, as_of) for each in (whole, *items) if each.wrong]
    return SatisfactionRun(policy, as_of, since, surveys, whole, items, refused, in_order(problems), ground)


def _whole(rules: Satisfaction, surveys: Iterable[Survey], book: Book, since: date, as_of: date) -> Share:
    gaps = [each.gap for each in surveys if each.gap is not None]
    return _share(rules.rule, "", gaps, rules.target, None, book, since, as_of)


def _of_item(item: Item, surveys: Iterable[Survey], book: Book, since: date, as_of: date) -> Share:
    answers = (each.answers.get(item.id) for each in surveys)
    gaps: list[Number] = [gap for each in answers if each is not None and (gap := each.gap) is not None]
    return _share(item.rule, item.title or item.id, gaps, item.target, item, book, since, as_of)


def _share(
    rule: Rule,
    name: str,
    gaps: list[Number],
    target: Number | None,
    item: Item | None,
    book: Book,
    since: date,
    as_of: date,
) -> Share:
    moods = {mood: sum(mood_of(each) is mood for each in gaps) for mood in Mood}
    mean: Number | None = sum((Fraction(each) for each in gaps), Fraction(0)) / len(gaps) if gaps else None
    found = Share(rule, name, moods, target, item, mean)
    if not found.is_below_target:
        return found
    action, wrong = answer_to(actions_about(book, rule.address, since, as_of), as_of)
    return Share(rule, name, moods, target, item, mean, action, wrong)


def _wrong(rules: Satisfaction, row: Row) -> Iterator[Problem]:
    """What is wrong with an answer; one with an error is not used."""
    item = str(row.get("item"))
    known = rules.items.get(item)
    if known is None:
        yield _answer(rules, row, "item", "survey-no-item", Severity.ERROR, known=tuple(rules.items))
        return
    for column in ("perception", "expectation"):
        value = _number(row, column)
        if value is not None and not rules.scale.from_ <= value <= rules.scale.to:
            yield _answer(rules, row, column, "survey-off-scale", Severity.ERROR, value=value)
    weight = row.get("weight")
    if isinstance(weight, (Decimal, Fraction)) and Fraction(weight) != Fraction(known.weight):
        yield _answer(rules, row, "weight", "survey-other-weight", Severity.WARNING, value=weight)


def _of_nobody(rules: Satisfaction, strangers: Strangers, row: Row, customer: str) -> Problem:
    at, number = row.cell_at("customer"), str(row.get("survey"))
    return strangers.problem(customer, at, rules.rule.address, "stray-survey", number, "stray-not-counted")


def _answer(
    rules: Satisfaction,
    row: Row,
    column: str,
    why: str,
    severity: Severity,
    *,
    value: Decimal | Fraction | None = None,
    known: tuple[str, ...] = (),
) -> Problem:
    return problem(
        "DK772",
        row.cell_at(column),
        address=rules.rule.address,
        severity=severity,
        survey=str(row.get("survey")),
        customer=str(row.get("customer")),
        item=str(row.get("item")),
        why=why,
        value="" if value is None else value,
        least=rules.scale.from_,
        most=rules.scale.to,
        known=known,
    )


def _below(each: Share, since: date, as_of: date) -> Problem:
    return problem(
        "DK773",
        each.rule.at if each.action is None else each.action.at,
        severity=Severity.WARNING,
        address=each.rule.address,
        item=each.name,
        content=each.content,
        count=each.count,
        target=each.target if each.target is not None else "",
        since=since,
        as_of=as_of,
        why=each.wrong,
        action="" if each.action is None else each.action.number,
        about=each.rule.address,
    )


def _number(row: Row, column: str) -> Decimal | None:
    value = row.get(column)
    return value if isinstance(value, Decimal) else None
