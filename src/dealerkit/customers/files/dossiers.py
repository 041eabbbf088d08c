"""Dossiers: a list of papers for one deal, such as the twelve of a new car; one car, one dossier (一车一档)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.customers.census import filled
from dealerkit.customers.files.lapses import Deadlines
from dealerkit.customers.files.section import Dossier, Files
from dealerkit.customers.staff import Staff
from dealerkit.problems import Location, Problem, Related, Severity, nearest, problem

_COLUMNS = ("dossier", "kind", "customer", "object", "employee", "department", "delivered_on")


@frozen(kw_only=True, eq=False)
class Bundle:
    """One dossier that lacks papers."""

    dossier: str
    rule: Dossier
    customer: str
    object: str
    department: str
    missing: tuple[str, ...]
    at: Location


@frozen(eq=False)
class Dossiers:
    """All dossiers of a book, read once."""

    files: Files
    papers: Mapping[str, frozenset[str]]
    staff: Staff
    as_of: date
    lacking: list[Bundle] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    departments: dict[str, str] = field(factory=dict)
    """The department of each dossier."""
    counts: Counter[str] = field(factory=Counter)
    """Dossiers by department."""

    def read(self, book: Book, deadlines: Deadlines) -> None:
        """Look at every dossier, and at its deadlines, in one pass."""
        objects: dict[tuple[str, str], dict[str, tuple[Dossier, Location]]] = defaultdict(dict)
        for batch in book.batches("dossiers", (*_COLUMNS, *deadlines.columns)):
            deadlines.see(batch, range(len(batch)))
            dossier, kind, customer, thing, person, department, delivered = (filled(batch, name) for name in _COLUMNS)
            for i in range(len(batch)):
                number, at = str(dossier[i]), batch.at(i, "dossier")
                belongs = str(department[i] or "") or self.staff.department(str(person[i] or ""))
                self.departments[number] = belongs
                rule = self.files.dossiers.get(str(kind[i]))
                if rule is None:
                    self.problems.append(
                        _unknown(str(kind[i]), number, tuple(self.files.dossiers), batch.at(i, "kind"))
                    )
                    continue
                delivered_on = delivered[i]
                if isinstance(delivered_on, date) and delivered_on > self.as_of:
                    continue
                self.counts[belongs] += 1
                missing = tuple(each for each in rule.papers if each not in self.papers.get(number, frozenset()))
                if missing:
                    self.lacking.append(
                        Bundle(
                            dossier=number,
                            rule=rule,
                            customer=str(customer[i] or ""),
                            object=str(thing[i] or ""),
                            department=belongs,
                            missing=missing,
                            at=at,
                        )
                    )
                if rule.one_per_object and thing[i] is not None:
                    objects[rule.id, str(thing[i])][number] = rule, at
        for (_, of), dossiers in objects.items():
            self.problems.extend(_twice(of, dossiers))

    def incomplete(self) -> Iterator[Problem]:
        """DK734 for each dossier that lacks papers."""
        for each in self.lacking:
            yield problem(
                "DK734",
                each.at,
                address=each.rule.rule.address,
                severity=Severity.WARNING,
                customer="",
                dossier=each.dossier,
                items=each.missing,
                purposes=(),
            )


def _twice(thing: str, dossiers: Mapping[str, tuple[Dossier, Location]]) -> Iterator[Problem]:
    """DK739 for each dossier of one thing but the first by number, in whatever order they stand in the book."""
    first, *more = sorted(dossiers)
    for number in more:
        rule, at = dossiers[number]
        yield problem(
            "DK739",
            at,
            address=rule.rule.address,
            severity=Severity.WARNING,
            related=(Related("first-defined", dossiers[first][1]),),
            dossier=number,
            first=first,
            object=thing,
            kind=rule.title or rule.id,
        )


def _unknown(kind: str, number: str, known: tuple[str, ...], at: Location) -> Problem:
    return problem(
        "DK740",
        at,
        address="customers.files.dossiers",
        severity=Severity.WARNING,
        what="kind-of-dossier",
        number=number,
        word=kind,
        place="dossiers",
        nearest=nearest(kind, known),
        known=known,
    )
