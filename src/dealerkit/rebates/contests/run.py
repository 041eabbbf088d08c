"""Contests over a book: measured once, ranked, compared with what was given before, and proposed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attrs import field, frozen

from dealerkit.book import Book
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.policy import Policy
from dealerkit.problems import Arg, DealerkitError, Problem, Severity, in_order, problem
from dealerkit.rebates.contests.contest import Contest
from dealerkit.rebates.contests.entering import Entry, entered
from dealerkit.rebates.contests.giving import Giving
from dealerkit.rebates.contests.held import contests_of, programmes_asked, second_id
from dealerkit.rebates.contests.ranking import Standing, ranking
from dealerkit.rebates.contests.results import Contender, ContestRun, Holding
from dealerkit.rebates.standing import Standing as Measurements
from dealerkit.rebates.standing import stand
from dealerkit.rebates.takes import qualifying
from dealerkit.rebates.windows import Window
from dealerkit.values.exact import ZERO, Number


def hold(policy: Policy, book: Book, as_of: date, known_at: date | None = None) -> ContestRun:
    """Rank every contest of a policy, and propose the prizes of those that are over.

    Findings beside those of the lines and the ledger: DK366 postings of a later day, DK370 no ledger (a
    warning), DK374 a prize for a contest or period that the policy does not have, DK491 ties that cost
    more than the total, DK492 places that are open, DK498 places that changed after the prizes were
    given and are left as they were.
    """
    if known_at is not None and known_at != book.known_at:
        raise DealerkitError(f"the book was opened as known at {book.known_at}, not at {known_at}")
    measured = stand(policy, book, as_of, programmes_asked(policy))
    asked = _Asked(measured, Giving.open(policy, book, as_of))
    holdings = tuple(each for contest in contests_of(policy).values() for each in asked.holdings(contest))
    given = asked.giving.given(holdings)
    problems = (
        *asked.measured.lacking,
        *given.problems,
        *(each for holding in given.holdings for each in _findings(holding)),
    )
    names = {each.dealer: _name(book, as_of, each.dealer) for holding in holdings for each in holding.contenders}
    return ContestRun(
        policy,
        as_of,
        book.known_at,
        given.holdings,
        given.proposals,
        in_order(problems),
        not asked.giving.ledger.present,
        names,
    )


@frozen(eq=False)
class _Asked:
    """One run: what was measured, and what the ledger says."""

    measured: Measurements
    giving: Giving = field(repr=False)

    def holdings(self, contest: Contest) -> Iterator[Holding]:
        """The contest in every period that has begun."""
        programme = self.measured.programmes[contest.id]
        # Contests never go by contract years, so all dealers have the same windows.
        for window in self.measured.windows(programme, ""):
            yield Holding(contest, window, tuple(self._contenders(contest, window)))

    def _contenders(self, contest: Contest, window: Window) -> Iterator[Contender]:
        entries = {entry.dealer: entry for entry in self._entries(contest, window)}
        standings = ranking(contest, (each.entrant for each in entries.values() if each.entrant is not None))
        for standing in standings:
            entry = entries.pop(standing.entrant.dealer)
            yield Contender(entry, standing, _decision(contest, entry, standing))
        for dealer in sorted(entries):
            yield Contender(entries[dealer], None, _decision(contest, entries[dealer], None))

    def _entries(self, contest: Contest, window: Window) -> Iterator[Entry]:
        programme = self.measured.programmes[contest.id]
        second = self.measured.programmes.get(second_id(contest))
        cells, take = self.measured.cells, qualifying(programme)
        bought = (each for each in cells.payees(take) if cells.has_lines(take, each, window.first, window.through))
        had = self.giving.payees(contest, window)
        for dealer in sorted({*bought, *had}):
            measured = self.measured.measured(programme, dealer, window)
            other: Number = ZERO if second is None else self.measured.base(qualifying(second), dealer, window)
            target = self._target(contest, dealer, window)
            yield entered(contest, dealer, measured, other, target)

    def _target(self, contest: Contest, dealer: str, window: Window) -> Number | None:
        against = contest.against
        if against is None or against.missing != "target":
            return None
        measure = contest.measured.measure
        names = (contest.id, measure) if isinstance(measure, str) else (contest.id,)
        return self.measured.targets.of(dealer, names, window.period, window.through)


def _decision(contest: Contest, entry: Entry, standing: Standing | None) -> Decision:
    """The answer for one dealer, with its reasons."""
    values: list[tuple[str, Arg]] = [("base", entry.base)]
    if contest.against is not None and entry.figure is not None:
        values.append(("share", entry.figure))
    if standing is None:
        return Decision(entry.outcome, entry.code, ZERO, tuple(values), entry.reasons, missing=entry.missing)
    reasons = [*entry.reasons, *_reasons(contest, standing)]
    award = standing.award
    if standing.rank is not None:
        values.append(("rank", standing.rank))
    values.append(("best", standing.best))
    if award is None:
        missing = entry.missing or ("rank",)
        return Decision(
            Outcome.UNDETERMINED, entry.code or "DK492", None, tuple(values), tuple(reasons), missing=missing
        )
    goods = tuple(f"{each.quantity} {each.product}" for each in award.goods)
    values += [("tied", award.tied), ("worth", award.worth), ("goods", goods)]
    return Decision(Outcome.GRANTED, "", award.pay, tuple(values), tuple(reasons))


def _reasons(contest: Contest, standing: Standing) -> Iterator[Reason]:
    award, ties = standing.award, contest.ties
    if standing.rank is None:
        others = tuple(each for each in standing.because_of if each != standing.entrant.dealer)
        args: tuple[tuple[str, Arg], ...] = (("best", standing.best), ("others", others))
        yield Reason("contest-open" if award is None else "contest-beyond", contest.rule, args)
        return
    yield Reason("contest-rank", contest.rule, (("rank", standing.rank),))
    if award is None:  # pragma: no cover - a place that is certain has its prize
        return
    if ties.how == "tie-break" and award.tied < standing.alike:
        yield Reason("contest-second", ties.rule, (("second", standing.entrant.second),))
    if award.tied > 1:
        yield Reason(f"contest-tied-{ties.at_last}", ties.rule, (("tied", award.tied), ("rank", standing.rank)))
    if not award.prizes:
        yield Reason("contest-no-prize", contest.rule, (("rank", standing.rank), ("last", contest.last_place)))
    goods = tuple(f"{each.quantity} {each.product}" for each in award.goods)
    for prize in award.prizes:
        told: tuple[tuple[str, Arg], ...] = (("rank", str(prize.rank)), ("goods", goods))
        yield Reason("contest-prize", prize.rule, (*told, *((("pay", award.pay),) if award.pay else ())))


def _findings(holding: Holding) -> Iterator[Problem]:
    """What people should look into: ties beyond the total, places that are open."""
    contest, label = holding.contest, holding.window.label
    if holding.given > contest.total:
        yield problem(
            "DK491",
            contest.ties.rule.at,
            address=contest.ties.rule.address,
            severity=Severity.WARNING,
            contest=contest.id,
            period=label,
            given=holding.given,
            total=contest.total,
        )
    if holding.open:
        unknown = [each for each in holding.contenders if each.entry.missing]
        yield problem(
            "DK492",
            contest.rule.at,
            address=contest.rule.address,
            severity=Severity.WARNING,
            contest=contest.id,
            period=label,
            count=holding.open,
            dealers=tuple(each.dealer for each in unknown),
            facts=tuple(dict.fromkeys(fact for each in unknown for fact in each.entry.missing)),
        )


def _name(book: Book, as_of: date, dealer: str) -> str:
    row = book.versions("customers").at(as_of, dealer)
    return str((row.get("name") if row is not None else None) or "")
