"""The limit that holds for a customer, or for a group, on a day.

    limits = Limits(Standing.open(policy, book, as_of))
    limits.of("D01", as_of)                     # LimitFound
    limits.sublimits("D01", as_of)
    limits.of_group("G1", as_of)                # None where no limit is written for such a group

What was found is kept until the day, or the customer's position, changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import evolve

from dealerkit.credit.amounts import in_currency_of
from dealerkit.credit.exposures import exposure_of_group
from dealerkit.credit.limits.asking import FACT_MISSING, Account, Worked, earliest
from dealerkit.credit.limits.bounding import bounded, finished
from dealerkit.credit.limits.choosing import Chosen, choose, every
from dealerkit.credit.limits.granted import read_grants
from dealerkit.credit.limits.limit import CONTROL, CUSTOMER, GROUP, Limit
from dealerkit.credit.limits.methods import base_of
from dealerkit.credit.limits.reading import OF_OTHERS, SELF_READING, facts_of, uncountable
from dealerkit.credit.limits.securities import read_securities
from dealerkit.credit.limits.sublimits import sublimit_found
from dealerkit.credit.positions.position import Position
from dealerkit.credit.results import LimitFound, SublimitFound
from dealerkit.credit.standing import Standing
from dealerkit.decisions import Reason
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Problem, problem
from dealerkit.values.durations import Duration
from dealerkit.values.exact import ZERO, Number
from dealerkit.values.rounding import CENT, Mode, Rounding
from dealerkit.values.workdays import EVERY_DAY, Unpublished

_DOWN = Rounding(CENT, Mode.FLOOR)


class Limits:
    """The limits of everybody in one book; ``problems`` is what is wrong with the rows that grant or back them.

    ``is_kept`` says that a customer's limit is the same until his position changes, or the day.
    """

    __slots__ = (
        "_calendar",
        "_found",
        "_grants",
        "_limits",
        "_own",
        "_securities",
        "_shared",
        "is_kept",
        "problems",
        "standing",
    )

    def __init__(self, standing: Standing) -> None:
        self.standing = standing
        limits: Mapping[str, Limit] = standing.credit.limits or {}
        self._limits = limits
        self._own = tuple(each for each in limits.values() if each.for_ == CUSTOMER and not each.only_in)
        self._shared = tuple(each for each in limits.values() if each.for_ == GROUP and not each.only_in)
        book = standing.masters.book
        names = [name for each in limits.values() for name in (each.id, each.was) if name]
        self._grants = read_grants(book, names)
        self._securities = read_securities(book)
        self._calendar = standing.policy.calendar()
        self._found: dict[tuple[str, str], tuple[date, int, LimitFound | None]] = {}
        reads = {name for each in limits.values() for name in facts_of(each)}
        # What others do, and what is signed, may change a limit while the position stays as it is.
        self.is_kept = OF_OTHERS.isdisjoint(reads)
        self.problems: tuple[Problem, ...] = (*self._grants.problems, *self._securities.problems)

    def of(self, customer: str, day: date) -> LimitFound:
        """The customer's limit on a day.

        ``amount`` zero without a ``rule``: no limit is for him, nobody has granted him credit. Undetermined,
        with a code: DK003 a fact is missing, DK001 and DK002 of a decision table, DK525 two rows grant
        different things, DK526 an amount that cannot be converted.
        """
        position = self.standing.positions.of(customer)
        known = self._found.get((CUSTOMER, customer))
        is_known = known is not None and known[:2] == (day, position.version) and self.is_kept
        if is_known and known is not None and known[2] is not None:
            return known[2]
        account = self._account(customer, day, (position,))
        found = self._answer(account, choose(self._own, day, lambda each: self._holds(each, customer, account.facts)))
        self._found[CUSTOMER, customer] = (day, position.version, found)
        return found

    def of_limit(self, limit: Limit, subject: str, day: date) -> LimitFound | None:
        """What one limit gives a customer or a group, whichever is his; None where it is not for him."""
        is_shared = limit.for_ == GROUP
        positions = self._members(subject, day) if is_shared else (self.standing.positions.of(subject),)
        account = self._account(subject, day, positions)
        holds = self._holds_for_all(account) if is_shared else lambda each: self._holds(each, subject, account.facts)
        chosen = choose((limit,), day, holds)
        return None if chosen.limit is None else self._answer(account, chosen)

    def of_group(self, group: str, day: date) -> LimitFound | None:
        """The limit that a group's members share; None where no limit is written for such a group."""
        version = self.standing.positions.version
        known = self._found.get((GROUP, group))
        if known is not None and known[:2] == (day, version) and self.is_kept:
            return known[2]
        kind = self._kind(group, day)
        account = self._account(group, day, self._members(group, day))
        limits = tuple(each for each in self._shared if kind in each.group_kinds)
        chosen = choose(limits, day, self._holds_for_all(account))
        found = None if chosen.limit is None else self._answer(account, chosen)
        self._found[GROUP, group] = (day, version, found)
        return found

    def group_of(self, customer: str, day: date) -> str:
        """The nearest group of a customer that may share a limit; ``""`` for none.

        Such are groups of a kind that a limit names in ``group_kinds``; those under common control where the
        policy has no limit for groups.
        """
        kinds = {kind for each in self._shared for kind in each.group_kinds} or {CONTROL}
        groups = self.standing.positions.groups_of(customer, day)
        return next((each for each in groups if self._kind(each, day) in kinds), "")

    def sublimits(self, customer: str, day: date) -> tuple[SublimitFound, ...]:
        """What each sublimit of the customer's limit comes to, and what counts against it."""
        found = self.of(customer, day)
        limit = None if found.rule is None else self._limits.get(self._id_of(found))
        if limit is None or not limit.sublimits:
            return ()
        account = self._account(customer, day, (self.standing.positions.of(customer),))
        policy, masters = self.standing.policy, self.standing.masters
        return tuple(sublimit_found(each, found, account, policy, masters) for each in limit.sublimits.values())

    def changes_of(self, customer: str) -> Iterator[tuple[date | None, date | None]]:
        """First and last days of what was granted to a customer, and of what stands behind his debts."""
        yield from self._grants.changes(CUSTOMER, customer)
        yield from ((each.first, each.last) for each in self._securities.of(customer))

    def ends_of_opening(self, begun: date) -> Iterator[date]:
        """The last days on which opening limits may hold for who had the first invoice on a day."""
        for limit in self._limits.values():
            within = None if limit.opening is None else limit.opening.within
            found = None if within is None else self._after(within, begun)
            if isinstance(found, date):
                yield found

    @property
    def has_other_currencies(self) -> bool:
        """Whether anything granted or secured is in another currency than the policy's."""
        own = {"", self.standing.policy.header.currency}
        granted = (each.currency for rows in self._grants.by_subject.values() for each in rows)
        secured = (each.currency for rows in self._securities.by_customer.values() for each in rows)
        return not {*granted, *secured} <= own

    def _id_of(self, found: LimitFound) -> str:
        return next((each.id for each in self._limits.values() if each.rule == found.rule), "")

    def _account(self, subject: str, day: date, positions: tuple[Position, ...]) -> Account:
        facts, grants, securities = self._facts(subject, day), self._grants, self._securities
        scored = self.standing.scored

        def why(names: Collection[str]) -> tuple[Reason, ...]:
            return () if scored is None else scored.why(names, subject, day)

        return Account(subject, day, positions, facts, grants, securities, self._convert, self._after, why)

    def _convert(self, amount: Decimal, currency: str, day: date) -> Decimal | None:
        standing = self.standing
        return in_currency_of(standing.masters.book, amount, currency, standing.policy.header.currency, day)

    def _facts(self, subject: str, day: date) -> Mapping[str, Value | Missing]:
        """What expressions may read: everything but what would ask for the limit itself."""
        more: dict[str, Callable[[], Value | Missing]] = {name: _itself(name) for name in SELF_READING}
        more["account.group_exposure"] = lambda: self._group_exposure(subject, day)
        return self.standing.facts(subject, day, more=more)

    def _group_exposure(self, customer: str, day: date) -> Value | Missing:
        group, standing = self.group_of(customer, day), self.standing
        if not group:
            return Missing(("account.group_exposure",))
        positions, rule = standing.positions, standing.credit.exposure
        totals, members = positions.totals(group, day), positions.members(group, day)
        unread = standing.unread_among(members, day)
        if unread:
            return Missing(unread)
        found = exposure_of_group(totals, members, rule, day, None, self._calendar)
        return Missing(("account.group_exposure",)) if isinstance(found, Problem) else found.total

    def _members(self, group: str, day: date) -> tuple[Position, ...]:
        return self.standing.positions.members(group, day)

    def _kind(self, group: str, day: date) -> str:
        row = self.standing.masters.book.versions("groups").at(day, group)
        return str((row.get("kind") if row is not None else None) or "")

    def _holds(self, limit: Limit, customer: str, facts: Mapping[str, Value | Missing]) -> bool | Missing:
        if limit.where is None:
            return True
        found = limit.where.evaluate(facts)
        return found if isinstance(found, Missing) else found is True

    def _holds_for_all(self, account: Account) -> Callable[[Limit], bool | Missing]:
        """A group's limit is for a group all of whose members its condition holds for."""
        day = account.day

        def holds(limit: Limit) -> bool | Missing:
            if limit.where is None:
                return True
            return every(self._holds(limit, each, self._facts(each, day)) for each in account.members)

        return holds

    def _after(self, within: Duration, start: date) -> date | Problem:
        if within.unit.is_part_of_a_day:
            return uncountable(within, None)
        found = within.after(start, self._calendar or EVERY_DAY)
        if isinstance(found, Unpublished):
            return problem("DK368", None, calendar=found.calendar, through=found.through, asked=found.asked)
        return found

    def _answer(self, account: Account, chosen: Chosen) -> LimitFound:
        limit = chosen.limit
        if limit is None:
            said = Reason("limit-none", self.standing.credit.rule, (("subject", account.subject),))
            return LimitFound(
                subject=account.subject,
                day=account.day,
                amount=ZERO,
                base=ZERO,
                expired_on=chosen.expired_on,
                reasons=(said,),
                tried=chosen.tried,
            )
        if chosen.missing:
            said = Reason("limit-unsure", limit.rule, (("missing", chosen.missing),))
            return LimitFound(
                subject=account.subject,
                day=account.day,
                amount=None,
                rule=limit.rule,
                reasons=(said,),
                tried=chosen.tried,
                missing=chosen.missing,
                code=FACT_MISSING,
            )
        base = base_of(limit, account, lambda each: self._part(each, account))
        return self._told(limit, account, base, finished(limit, account, base), chosen)

    def _part(self, name: str, account: Account) -> Worked | None:
        """Another limit for the same customer, for a limit that combines it; None where it is not for him."""
        limit = self._limits.get(name)
        if limit is None:
            return None
        holds = self._holds_for_all(account)
        chosen = choose((limit,), account.day, holds)
        if chosen.limit is None:
            return None
        if chosen.missing:
            return Worked(amount=None, missing=chosen.missing, code=FACT_MISSING)
        worked = bounded(limit, account, base_of(limit, account, lambda each: self._part(each, account)))
        end = None if limit.effective is None else limit.effective.end
        return worked if end is None else _ending(worked, end)

    def _told(self, limit: Limit, account: Account, base: Worked, worked: Worked, chosen: Chosen) -> LimitFound:
        effective = limit.effective
        review, problems = self._review(limit, worked)
        own = Reason("limit-chosen", limit.rule, (("subject", account.subject), ("method", limit.method)))
        if worked.amount is None and not worked.unlimited:
            missing = Reason("limit-undetermined", limit.rule, (("missing", worked.missing), ("code", worked.code)))
            reasons = (own, *worked.reasons, missing)
        else:
            reasons = (own, *worked.reasons, *_reviewed(limit, review))
        return LimitFound(
            subject=account.subject,
            day=account.day,
            amount=None if worked.amount is None else _decimal(worked.amount),
            rule=limit.rule,
            method=limit.method,
            unlimited=worked.unlimited,
            cash_first=worked.cash_first,
            base=None if base.amount is None else _decimal(base.amount),
            temporary=_decimal(worked.temporary),
            until=earliest(worked.until, None if effective is None else effective.end),
            expired_on=worked.expired_on if worked.amount == 0 else None,
            review_on=review,
            most_of_one_load=worked.most_of_one_load,
            open_loads=worked.open_loads,
            reasons=reasons,
            tried=chosen.tried,
            missing=worked.missing,
            code="" if worked.is_known else worked.code or FACT_MISSING,
            problems=(*worked.problems, *problems),
        )

    def _review(self, limit: Limit, worked: Worked) -> tuple[date | None, tuple[Problem, ...]]:
        """By when it is reviewed: as the row says, else so long after it was granted or began to hold."""
        if worked.review_on is not None or limit.review is None:
            return worked.review_on, ()
        begun = worked.granted_on or (None if limit.effective is None else limit.effective.start)
        if begun is None:
            return None, ()
        found = self._after(limit.review.every, begun)
        return (None, (found,)) if isinstance(found, Problem) else (found, ())


def _reviewed(limit: Limit, review: date | None) -> tuple[Reason, ...]:
    rule = limit.rule if limit.review is None else limit.review.rule
    return () if review is None else (Reason("limit-review", rule, (("day", review),)),)


def _itself(name: str) -> Callable[[], Missing]:
    return lambda: Missing((name,))


def _ending(worked: Worked, end: date) -> Worked:
    return evolve(worked, until=earliest(worked.until, end))


def _decimal(number: Number) -> Decimal:
    """A figure as people read it: what has no end is cut at the cent."""
    return number if isinstance(number, Decimal) else _DOWN.apply(number)
