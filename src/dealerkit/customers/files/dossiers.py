"""Dossiers: a list of papers for one deal, such as the twelve of a new car; one car, one dossier (一车一档)."""

from __future__ import annotations

from collections import Counter
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
        objects: dict[tuple[str, str], tuple[str, Location]] = {}
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
                    self._only_one(objects, rule, str(thing[i]), number, at)

    def _only_one(
        self, objects: dict[tuple[str, str], tuple[str, Location]], rule: Dossier, thing: str, number: str, at: Location
    ) -> None:
        first = objects.setdefault((rule.id, thing), (number, at))
        if first[1] is not at:
            self.problems.append(
                problem(
                    "DK739",
                    at,
                    address=rule.rule.address,
                    severity=Severity.WARNING,
                    related=(Related("first-defined", first[1]),),
                    dossier=number,
                    first=first[0],
                    object=thing,
                    kind=rule.title or rule.id,
                )
            )

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
