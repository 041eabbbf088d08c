"""Occasions read off a book: documents by their day, cases by their end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, tzinfo

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.book.tables import TABLES
from dealerkit.customers.touch.contacts import Occasion
from dealerkit.customers.touch.taken import KIND, Taken, day_column, number_column, rows_taken
from dealerkit.measures.clocks import on_the_wall
from dealerkit.policy.policy import Policy
from dealerkit.policy.shapes import Keyed
from dealerkit.problems import Problem
from dealerkit.workflow.case import Case, open_case, replay
from dealerkit.workflow.compiled import Compiled
from dealerkit.workflow.flow import flows_of
from dealerkit.workflow.ground import ground_of
from dealerkit.workflow.log import lacking_cases, read_cases

EMPLOYEE = "employee"
_CASE_CUSTOMER, _CASE_KIND = "case.customer", "case.kind"


@frozen(eq=False)
class Taking:
    """A policy and a book, opened to read occasions off its tables as they stand at the end of a day."""

    policy: Policy
    book: Book
    as_of: date
    zone: tzinfo | None
    problems: list[Problem] = field(factory=list, init=False, repr=False)

    def occasions(self, asked: Keyed[Taken] | None) -> Iterator[Occasion]:
        """Every occasion of these kinds. Findings: DK802, DK809 what the book lacks, and what cases lack."""
        for taken in (asked or Keyed[Taken]()).values():
            yield from self._of_rows(taken) if taken.flow is None else ()
        of_flows = {each.id: each for each in (asked or Keyed[Taken]()).values() if each.flow is not None}
        if of_flows:
            yield from self._of_cases(of_flows)

    def _of_rows(self, taken: Taken) -> Iterator[Occasion]:
        rows = rows_taken(taken)
        column = None if rows is None else day_column(taken, rows)
        if rows is None or column is None or rows.customer is None:
            return
        needed = (number_column(rows), column, rows.customer, *((KIND,) if taken.kinds else ()))
        lacking = self.book.lacking(rows.table.name, needed)
        if lacking:
            self.problems.extend(lacking)
            return
        found: dict[tuple[str, str], Occasion] = {}
        for each in self._rows(taken, rows.table.name, needed):
            key = (each.customer, "" if taken.first else each.number)
            held = found.get(key)
            if held is None or self._counts(each, held, taken):
                found[key] = each
        yield from found.values()

    def _rows(self, taken: Taken, table: str, needed: tuple[str, ...]) -> Iterator[Occasion]:
        by = (EMPLOYEE,) if EMPLOYEE in TABLES[table].by_name else ()
        for batch in self.book.batches(table, tuple(dict.fromkeys((*needed, *by)))):
            columns = [batch.columns[name] for name in needed[:3]]
            employees = batch.columns[EMPLOYEE] if by else None
            kinds = batch.columns[KIND] if taken.kinds else None
            for i, (number, day, customer) in enumerate(zip(*columns, strict=True)):
                if not isinstance(day, date) or (taken.first and not customer):
                    continue
                if kinds is None or str(kinds[i] or "") in taken.kinds:
                    moment = on_the_wall(day, self.zone)
                    who = str(employees[i] or "") if employees is not None else ""
                    yield Occasion(moment, str(number or ""), taken.id, str(customer or ""), who, batch.at(i))

    def _counts(self, each: Occasion, held: Occasion, taken: Taken) -> bool:
        """Whether a row says better than another of the same document when it was."""
        if taken.first:
            return each < held
        came, had = each.at.date() <= self.as_of, held.at.date() <= self.as_of
        return each.at > held.at if came and had else came or (not had and each.at < held.at)

    def _of_cases(self, asked: Mapping[str, Taken]) -> Iterator[Occasion]:
        lacking = lacking_cases(self.book)
        if lacking:
            self.problems.extend(lacking)
            return
        flows = {id: flow for id, flow in flows_of(self.policy).items() if id in {each.flow for each in asked.values()}}
        ready = {id: (Compiled(flow), ground_of(self.policy, flow, self.book)) for id, flow in flows.items()}
        end = datetime.combine(self.as_of, time.max, tzinfo=self.zone or UTC)
        file = read_cases(self.policy, self.book, end)
        self.problems.extend(file.problems)
        firsts: dict[tuple[str, str], Occasion] = {}
        for number, story in file.stories.items():
            if story.flow.id not in ready:
                continue
            compiled, ground = ready[story.flow.id]
            case = replay(compiled, open_case(compiled, story.opened), story.events, ground)
            customer = str(story.opened.facts.get(_CASE_CUSTOMER) or "")
            for taken in asked.values():
                if taken.flow == story.flow.id and (
                    not taken.kinds or str(story.opened.facts.get(_CASE_KIND) or "") in taken.kinds
                ):
                    at = _ended(case, compiled, taken)
                    if at is None or (taken.first and not customer):
                        continue
                    moment = on_the_wall(at, self.zone or ground.zone)
                    each = Occasion(moment, number, taken.id, customer, "", story.opened.place)
                    key = (taken.id, customer if taken.first else number)
                    if key not in firsts or each < firsts[key]:
                        firsts[key] = each
        yield from firsts.values()


def _ended(case: Case, compiled: Compiled, taken: Taken) -> datetime | None:
    """When a case was brought to where it counts; None where it was not, or is open again."""
    if taken.moves:
        return max((each.at for each in case.history if each.move in taken.moves), default=None)
    if case.state not in compiled.final:
        return None
    ends = (each.at for each in case.history if each.target in compiled.final and each.state not in compiled.final)
    return max(ends, default=None)
