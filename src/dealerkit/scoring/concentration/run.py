"""How concentrated everything is that a policy watches, on a day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, in_order, problem
from dealerkit.scoring.asked import figures_asked
from dealerkit.scoring.concentration.measured import GroupOf, Measured, measure
from dealerkit.scoring.concentration.rule import ConcentrationRule, concentration_of
from dealerkit.scoring.figures.answers import Figures
from dealerkit.scoring.figures.reckoning import reckon
from dealerkit.scoring.population import Population, kinds_of, name_of


@frozen(eq=False)
class ConcentrationRun:
    """How concentrated everything is, by the rules' ids."""

    policy: Policy
    as_of: date
    measured: Mapping[str, Measured]
    problems: tuple[Problem, ...]
    book: Book = field(repr=False)
    _kinds: Mapping[str, str] = field(init=False, repr=False)

    @_kinds.default
    def _of_each_rule(self) -> Mapping[str, str]:
        return {id: kinds_of(self.policy, each.rule)[0] for id, each in self.measured.items()}

    def kind(self, rule: str) -> str:
        """Of which kind the members of a rule are: customer, product and so on."""
        return self._kinds[rule]

    def name(self, rule: str, member: str, *, is_group: bool = False) -> str:
        """What a member, or a control group, is called; nothing where the book does not say."""
        if is_group and self.measured[rule].rule.merge is None:
            return ""
        return name_of(self.book, "group" if is_group else self.kind(rule), member, self.as_of)


def evaluate(policy: Policy, book: Book, as_of: date) -> ConcentrationRun:
    """Measure everything. Findings: those of the figures, and of :func:`concentrate`."""
    return concentrate(policy, book, reckon(policy, book, as_of, figures_asked(policy)))


def concentrate(policy: Policy, book: Book, figures: Figures) -> ConcentrationRun:
    """Measure everything by figures that were reckoned.

    Findings: DK726 an alarm that is reached (a warning); DK729 members left out because their figure is not known, or
    nobody with a figure above zero (a warning).
    """
    measured = measured_of(policy, figures, book, figures.as_of)
    found = (each for one in measured.values() for each in _findings(one))
    return ConcentrationRun(policy, figures.as_of, measured, in_order((*figures.problems, *found)), book)


def measured_of(policy: Policy, population: Population, book: Book | None, day: date) -> Mapping[str, Measured]:
    """Every rule over a population; without a book nobody is in a group."""
    return {
        id: measure(
            rule,
            ((key, population.facts(key, kind)) for key in population.subjects(kind)),
            _nobody if book is None else control_groups(book, rule.merge or "", day),
        )
        for id, rule in concentration_of(policy).items()
        for kind in kinds_of(policy, rule)[:1]
    }


def control_groups(book: Book, kind: str, day: date) -> GroupOf:
    """Which group of a kind controls a customer on a day: the outermost one that he is in; empty for none."""
    customers, groups, forest = book.versions("customers"), book.versions("groups"), book.forest("groups")

    def controls(group: str) -> bool:
        row = groups.at(day, group)
        return row is not None and row.get("kind") == kind

    def group_of(customer: str) -> str:
        row = customers.at(day, customer)
        group = row.get("group") if row is not None else None
        path = forest.path(group, day) if isinstance(group, str) else ()
        return next((each for each in reversed(path) if controls(each)), "")

    return group_of


def _nobody(customer: str) -> str:
    del customer
    return ""


def _findings(found: Measured) -> Iterator[Problem]:
    rule: ConcentrationRule = found.rule
    for each in found.alarms:
        if each.is_raised:
            alarm = each.alarm
            yield problem(
                "DK726",
                alarm.rule.at,
                address=alarm.rule.address,
                severity=Severity.WARNING,
                rule=rule.title or rule.id,
                top=alarm.top or "",
                index=alarm.index or "",
                value=each.value,
                bound=alarm.at,
                holders=tuple(part.name for part, _ in found.holdings)[: alarm.top or 1],
            )
    if found.missing or found.spread is None:
        who = next(iter(found.missing), "")
        yield problem(
            "DK729",
            rule.rule.at,
            address=rule.rule.address,
            severity=Severity.WARNING,
            rule=rule.title or rule.id,
            count=len(found.missing) or "",
            first=who,
            facts=tuple(sorted({fact for each in found.missing.values() for fact in each})),
            nothing="" if found.spread is not None else "nothing to share",
        )
