"""What prizes are given now: those of contests that are over, less what was given before.

Money and goods are posted apart, both on the account of contest, dealer and period. A second run over
the same facts proposes nothing. Facts that come late change places and with them prizes: the
differences are adjustments, or nothing changes any more, as the contest says.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from dealerkit.book import Book
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.contests.contest import SECTION, Contest
from dealerkit.rebates.contests.held import contests_of
from dealerkit.rebates.contests.results import Contender, Holding
from dealerkit.rebates.granting.names import fingerprint_of, names_of_schemes
from dealerkit.rebates.ledger import (
    ADJUSTMENT,
    SETTLEMENT,
    Account,
    Closings,
    Ledger,
    Posting,
    Settled,
    read_closings,
    read_ledger,
)
from dealerkit.rebates.programme import names_of, programmes_of
from dealerkit.rebates.protection.days import last_day
from dealerkit.rebates.windows import Window
from dealerkit.values.exact import EXACT, ZERO, total_of_decimals


@frozen
class Given:
    """The holdings with what was given before and is posted now."""

    holdings: tuple[Holding, ...]
    proposals: tuple[Posting, ...]
    problems: tuple[Problem, ...]


@frozen(eq=False)
class Giving:
    """The ledger of a book, asked for prizes."""

    policy: Policy
    as_of: date
    ledger: Ledger = field(repr=False)
    closings: Closings = field(repr=False)

    @classmethod
    def open(cls, policy: Policy, book: Book, as_of: date) -> Giving:
        """Read the ledger and the closings."""
        names = names_of(programmes_of(policy).values()) | names_of_schemes(policy)
        ledger = read_ledger(book, policy.header.currency, names)
        return cls(policy, as_of, ledger, read_closings(book, names, as_of))

    def payees(self, contest: Contest, window: Window) -> Iterator[str]:
        """Who was given something for the contest in the period."""
        for account in self.ledger.accounts:
            if (account.programme, account.period) == (programme_name(contest), window.label):
                yield account.payee

    def given(self, holdings: tuple[Holding, ...]) -> Given:
        """What is posted now."""
        problems: list[Problem] = [*self.ledger.problems]
        if not self.ledger.present:
            problems.append(problem("DK370", None, severity=Severity.WARNING))
        found = tuple(self._holding(each, problems) for each in holdings)
        proposals = tuple(posting for each in found for row in each.contenders for posting in row.postings)
        problems += self._for_nothing(found)
        return Given(found, proposals, tuple(problems))

    def _holding(self, holding: Holding, problems: list[Problem]) -> Holding:
        contest, window = holding.contest, holding.window
        accounts = {each.dealer: self._account(contest, window, each.dealer) for each in holding.contenders}
        left = _Left(contest, [self.ledger.settled(account) for account in accounts.values()])
        contenders: list[Contender] = []
        changed: list[str] = []
        for each in holding.contenders:
            account = accounts[each.dealer]
            history = self.ledger.settled(account)
            before = history.by(self.as_of)
            pay = _pay(each)
            if pay is None or not self.ledger.is_whole or not holding.is_over:
                contenders.append(evolve(each, settled=before.net))
                continue
            payable = EXACT.subtract(pay, before.net)
            goods = _goods_left(each, before)
            postings: tuple[Posting, ...] = ()
            if payable or goods:
                if not left.allows(each, history):
                    changed.append(each.dealer)
                elif self._is_open(account, contest, problems):
                    due = self._due(contest, problems)
                    kind = ADJUSTMENT if history.postings or self._is_closed(contest, window) else SETTLEMENT
                    postings = tuple(self._postings(account, kind, history, payable, goods, contest, due))
            contenders.append(evolve(each, settled=before.net, payable=payable, postings=postings))
        if changed:
            problems.append(_changed(contest, window, changed))
        return evolve(holding, contenders=tuple(contenders))

    def _postings(
        self,
        account: Account,
        kind: str,
        history: Settled,
        payable: Decimal,
        goods: Mapping[str, Decimal],
        contest: Contest,
        due: date | None,
    ) -> Iterator[Posting]:
        seq, header = history.next_seq(kind), self.policy.header
        money = Posting(
            account,
            kind,
            seq,
            payable,
            ZERO,
            header.currency,
            self.as_of,
            header.revision,
            payout=contest.settle.payout,
            rule=fingerprint_of(self.policy, contest.rule),
        )
        if payable:
            yield evolve(money, due=due if payable > 0 else None)
            seq += 1
        for product, quantity in goods.items():
            yield evolve(money, seq=seq, net=ZERO, product=product, quantity=quantity, payout="goods")
            seq += 1

    def _account(self, contest: Contest, window: Window, dealer: str) -> Account:
        return Account(programme_name(contest), dealer, window.label)

    def _is_closed(self, contest: Contest, window: Window) -> bool:
        return self.closings.closed(programme_name(contest), window.period)

    def _is_open(self, account: Account, contest: Contest, problems: list[Problem]) -> bool:
        """Whether anything may be proposed: the account is undisputed, and no later run has posted on it."""
        if account in self.ledger.disputed:
            return False
        last = self.ledger.settled(account).last_posted
        if last is None or last <= self.as_of:
            return True
        problems.append(
            problem(
                "DK366",
                contest.rule.at,
                programme=account.programme,
                payee=account.payee,
                period=account.period,
                posted_on=last,
            )
        )
        return False

    def _due(self, contest: Contest, problems: list[Problem]) -> date | None:
        if contest.settle.due is None:
            return None
        found = last_day(contest.settle.due, self.as_of, self.policy.calendar(), contest.settle.rule.at)
        if isinstance(found, Problem):
            problems.append(found)
            return None
        return found

    def _for_nothing(self, holdings: tuple[Holding, ...]) -> Iterator[Problem]:
        """DK374: prizes that were given for a period in which the contest is not held."""
        known = {(programme_name(each.contest), each.window.label) for each in holdings}
        contests = {programme_name(each): each for each in contests_of(self.policy).values()}
        for account, history in self.ledger.accounts.items():
            contest = contests.get(account.programme)
            if contest is not None and history.net and (account.programme, account.period) not in known:
                yield problem(
                    "DK374",
                    contest.rule.at,
                    severity=Severity.WARNING,
                    programme=account.programme,
                    payee=account.payee,
                    period=account.period,
                    net=history.net,
                )


class _Left:
    """What is left to give where places are not adjusted: what was given stays, and nothing goes beyond the total.

    So a dealer whose place was open, or whose prize was not posted yet, still gets it; one who comes late gets
    only a prize that nobody had.
    """

    def __init__(self, contest: Contest, histories: list[Settled]) -> None:
        worth = {prize.goods.product: prize.goods.worth for prize in contest.prizes.values() if prize.goods is not None}
        given = [posting for history in histories for posting in history.postings]
        spent = total_of_decimals(
            each.net if each.quantity is None else EXACT.multiply(each.quantity, worth.get(each.product, ZERO))
            for each in given
        )
        self._room = None if contest.settle.late == "adjust" or not given else EXACT.subtract(contest.total, spent)

    def allows(self, contender: Contender, history: Settled) -> bool:
        """Whether the dealer's difference is posted; asked from the first place down."""
        if self._room is None:
            return True
        worth = contender.award.worth if contender.award is not None else ZERO
        if history.postings or worth > self._room:
            return False
        self._room = EXACT.subtract(self._room, worth)
        return True


def programme_name(contest: Contest) -> str:
    """Under which name a contest stands in the ledger: its address, so that no programme has the same."""
    return f"{SECTION}.{contest.id}"


def _pay(contender: Contender) -> Decimal | None:
    """The money of the dealer's prize: none for one who is not ranked, None where it is open."""
    if contender.standing is None:
        return ZERO
    return None if contender.award is None else contender.award.pay


def _goods_left(contender: Contender, history: Settled) -> dict[str, Decimal]:
    """Units of each product that are still to be given, below zero for those to be given back."""
    found: dict[str, Decimal] = {}
    for each in contender.award.goods if contender.award is not None else ():
        found[each.product] = EXACT.add(found.get(each.product, ZERO), Decimal(each.quantity))
    for posting in history.postings:
        if posting.quantity is not None:
            found[posting.product] = EXACT.subtract(found.get(posting.product, ZERO), posting.quantity)
    return {product: quantity for product, quantity in sorted(found.items()) if quantity}


def _changed(contest: Contest, window: Window, dealers: list[str]) -> Problem:
    return problem(
        "DK498",
        contest.rule.at,
        address=contest.rule.address,
        severity=Severity.WARNING,
        contest=contest.id,
        period=window.label,
        dealers=tuple(dealers),
    )
