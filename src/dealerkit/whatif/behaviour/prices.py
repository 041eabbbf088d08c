"""Answers to price: units follow what the dealers' customers pay, by a stated elasticity.

Two things move that price: our own price (a change to the book), and the share of a rebate that dealers
pass on. What counts is by how much a rebate is a greater share of the net sales it pays on than under the
policy and the book as they are: the volumes of the book are already the answer to that one. The cut of one
cell is what is passed on of every programme that pays on it. Units then change by elasticity times the
change of the price the customers see, linearly, and never below nothing. Each round starts from the
volumes before any answer, with the rebates that the round before ended in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import evolve, field, frozen

from dealerkit.decisions import Reason
from dealerkit.measures.cells import CellKey, Cells
from dealerkit.measures.takes import LINES
from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.members import CEDED
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.run import Run
from dealerkit.rebates.standing import Standing
from dealerkit.rebates.takes import paying, stream_of
from dealerkit.rebates.windows import Window
from dealerkit.values.exact import ONE, ZERO, Number, absolute, add, divide, multiply, subtract, total
from dealerkit.whatif.behaviour.behaviour import Behaviour
from dealerkit.whatif.behaviour.dated import DatedRun, together
from dealerkit.whatif.behaviour.payee import Sums, by_payee
from dealerkit.whatif.volumes.arithmetic import scaled
from dealerkit.whatif.volumes.degrees import Degree
from dealerkit.whatif.volumes.moves import Move
from dealerkit.whatif.volumes.selecting import Priced, degrees_of_cells, measures_of_cells

NET = "net_amount"

_Account = tuple[str, str, str]
"""A programme, a payee and the label of a period."""


@frozen
class Passed:
    """What one dealer passes on of one programme and period.

    ``more`` is what the rebate is more than at its former share of the net ``sales``; ``bit`` finds the cells.
    """

    programme: Programme
    payee: str
    window: Window
    bit: int
    more: Number = ZERO
    sales: Number = ONE

    @property
    def account(self) -> _Account:
        """Which programme, whose, and for which period."""
        return self.programme.id, self.payee, self.window.label

    def cut(self, share: Number) -> Number:
        """By which share of the net sales the price falls."""
        return divide(multiply(share, self.more), self.sales)

    def net(self, cells: Mapping[str, Sums], position: int) -> Number:
        """The net sales that the programme pays on."""
        mine = cells.get(self.payee, {})
        return total(amounts[position] for key, amounts in mine.items() if self.counts(key))

    def counts(self, key: CellKey) -> bool:
        """Whether the programme pays on the lines of a cell."""
        return (
            key.payee == self.payee
            and bool(key.takes & self.bit)
            and self.window.first <= key.segment <= self.window.through
        )


@frozen(eq=False)
class Answered:
    """The run after the answers, what moved and what is to be said about it."""

    run: Run
    moves: tuple[Move, ...]
    problems: tuple[Problem, ...]
    versions: Sequence[DatedRun] = ()
    """All policies under test, over the same volumes."""


def answered(
    run: Run, behaviour: Behaviour, before: Run, priced: Priced, versions: Iterable[DatedRun] = ()
) -> Answered:
    """Units as they answer to price, after the stated rounds.

    ``before`` is the policy and the book as they are; ``priced`` says by how much our own price of a cell changed;
    ``versions`` are the policies of a scenario whose values have dates.
    DK972 for a programme of whose rebate nothing can be passed on.
    """
    lines = run.standing.cells.lines
    problems: list[Problem] = []
    if lines is None or behaviour.elasticity is None:
        return Answered(run, (), (), tuple(versions))
    answering = _Answering(behaviour, before, lines, run, priced)
    dated = together(run, versions)
    paying_ = [tuple(_paying_on_lines(_known(each, before), behaviour, problems)) for each in dated]
    now, current, passed = run, dated, dict[_Account, Passed]()
    for _ in range(behaviour.rounds):
        passed = {}
        for each, programmes in zip(current, paying_, strict=True):
            passed |= answering.passed(each, programmes)
        sums = answering.sums(passed.values())
        if sums == dict(lines.sums):
            # Nobody buys more or less; what is passed on is told all the same.
            return Answered(run, answering.moves(run, passed.values()), tuple(problems), dated)
        cells = run.standing.cells.with_lines({LINES: evolve(lines, sums=sums)})
        now = evolve(now, standing=evolve(run.standing, cells=cells))
        current = [each.buying(sums) for each in current]
    return Answered(now, answering.moves(now, passed.values()), tuple(problems), current)


def _known(version: DatedRun, before: Run) -> Iterable[Programme]:
    """The programmes of a policy, and those of the policy as it is that it does not have."""
    return {**before.standing.programmes, **version.standing.programmes}.values()


def _paying_on_lines(known: Iterable[Programme], behaviour: Behaviour, problems: list[Problem]) -> Iterator[Programme]:
    if not behaviour.pass_on:
        return
    for programme in known:
        base = programme.paying or programme.qualifying
        why = (
            "of-other-rows"
            if stream_of(base, programme) != LINES
            else "paid-in-goods"
            if programme.goods is not None
            else "of-several-dealers"
            if _is_paid_for_others(programme)
            else ""
        )
        if why:
            problems.append(
                problem(
                    "DK972",
                    behaviour.rule.at,
                    address=behaviour.rule.address,
                    severity=Severity.WARNING,
                    programme=programme.id,
                    why=why,
                )
            )
        else:
            yield programme


def _is_paid_for_others(programme: Programme) -> bool:
    """Whether whoever is paid is paid on what others buy too: no share of his own sales says what he can pass on."""
    together_ = programme.accumulate
    return together_ is not None and (together_.pay == "head" or together_.over == CEDED)


@frozen(eq=False)
class _Answering:
    """The answers to one round after another."""

    behaviour: Behaviour
    before: Run
    lines: Cells
    start: Run
    priced: Priced
    _former: Mapping[str, Sums] = field(init=False)
    _degrees: tuple[Degree, ...] = field(init=False)
    _shares: dict[_Account, Number | None] = field(factory=dict, init=False)

    @_former.default
    def _of_the_book_as_it_is(self) -> Mapping[str, Sums]:
        return _of_payees(self.before.standing)

    @_degrees.default
    def _of_the_measures(self) -> tuple[Degree, ...]:
        return degrees_of_cells(self.start.standing, LINES, self.lines)

    @property
    def _net(self) -> int:
        """The position of net sales among the measures."""
        return measures_of_cells(self.lines).index(NET)

    def passed(self, version: DatedRun, programmes: Iterable[Programme]) -> dict[_Account, Passed]:
        """What each rebate pays more than at its former share, with the net sales it pays on."""
        run = version.run
        mine = _of_payees(run.standing)
        found: dict[_Account, Passed] = {}
        for programme in programmes:
            for each in filter(lambda each: version.holds(each.window), self._accounts(run, programme)):
                sales = each.net(mine, self._net)
                share = self._former_share(each) if sales > 0 else None
                amount = _amount(run, each) if share is not None else None
                if share is None or amount is None:
                    continue
                more = subtract(amount, multiply(share, sales))
                if more:
                    found[each.account] = evolve(each, more=more, sales=sales)
        return found

    def _accounts(self, run: Run, programme: Programme) -> Iterator[Passed]:
        """Everybody and every period that a programme has, or had where the scenario removes it."""
        there = run if programme.id in run.standing.programmes else self.before
        cells = there.standing.cells.lines
        # One pass measured both: its takes stand in the same places.
        if cells is None or cells.takes != self.lines.takes:
            return
        bit = 1 << cells.ids[paying(programme)]
        for payee in there.payees(programme):
            for window in there.standing.windows(programme, payee):
                yield Passed(programme, payee, window, bit)

    def _former_share(self, each: Passed) -> Number | None:
        """Which share of net sales the rebate was under the policy and the book as they are.

        Nothing where there was no such programme; None where nothing was sold, or it cannot be told: who is new
        has no former price to change.
        """
        if each.account not in self._shares:
            self._shares[each.account] = self._share_before(each)
        return self._shares[each.account]

    def _share_before(self, each: Passed) -> Number | None:
        cells = self.before.standing.cells.lines
        if cells is None:
            return None
        known = self.before.standing.programmes.get(each.programme.id)
        if known is None:
            return ZERO if each.payee in self._former else None
        windows = self.before.standing.windows(known, each.payee)
        window = next((mine for mine in windows if mine.label == each.window.label), None)
        if window is None:
            return None
        former = Passed(known, each.payee, window, 1 << cells.ids[paying(known)])
        sales = former.net(self._former, measures_of_cells(cells).index(NET))
        amount = _amount(self.before, former) if sales > 0 else None
        return divide(amount, sales) if amount is not None else None

    def sums(self, passed: Iterable[Passed]) -> Sums:
        """The volumes before any answer, as they answer to these prices."""
        degrees = self._degrees
        cuts = self._cuts(passed)
        found: Sums = {}
        for key, amounts in self.lines.sums.items():
            size = self._size(subtract(self.priced(key), cuts(key)))
            found[key] = amounts if size == ONE else scaled(amounts, degrees, size=size)
        return found

    def _size(self, price: Number) -> Number:
        """How many times as many units are bought at a price changed by a share of ours."""
        seen = multiply(price, subtract(ONE, self.behaviour.margin))
        size = add(ONE, multiply(self.behaviour.elasticity or ZERO, seen))
        return size if size > 0 else ZERO

    def _cuts(self, passed: Iterable[Passed]) -> Callable[[CellKey], Number]:
        by_payee: dict[str, list[Passed]] = {}
        for each in passed:
            by_payee.setdefault(each.payee, []).append(each)
        share = self.behaviour.pass_on or ZERO

        def cut(key: CellKey) -> Number:
            return total(each.cut(share) for each in by_payee.get(key.payee, ()) if each.counts(key))

        return cut

    def moves(self, run: Run, passed: Iterable[Passed]) -> tuple[Move, ...]:
        """What each dealer passed on and what he sells more for it; and what our own prices moved."""
        old, new = _of_payees(self.start.standing), _of_payees(run.standing)
        found = [self._of_passed(each, old, new) for each in passed]
        reason = Reason("price-answered", self.behaviour.rule, (("elasticity", self.behaviour.elasticity or ZERO),))
        for payee in sorted({key.payee for key in self.lines.sums if self.priced(key)}):
            was, becomes = (
                total(amounts[self._net] for key, amounts in each.get(payee, {}).items() if self.priced(key))
                for each in (old, new)
            )
            found.append(Move(payee, LINES, NET, was, becomes, reason))
        return tuple(found)

    def _of_passed(self, each: Passed, old: Mapping[str, Sums], new: Mapping[str, Sums]) -> Move:
        share, falls = self.behaviour.pass_on or ZERO, each.more < 0
        more = absolute(each.more)
        args = (
            ("less" if falls else "more", more),
            ("passed", multiply(share, more)),
            ("kept", subtract(more, multiply(share, more))),
            ("rise" if falls else "cut", absolute(each.cut(share))),
            ("elasticity", self.behaviour.elasticity or ZERO),
        )
        reason = Reason("passed-back" if falls else "passed-on", self.behaviour.rule, args)
        was, becomes = each.net(old, self._net), each.net(new, self._net)
        return Move(each.payee, LINES, NET, was, becomes, reason, each.programme.id, each.window.label)


def _amount(run: Run, each: Passed) -> Number | None:
    """What a programme pays in a run, nothing where it has no such programme; None where it cannot be told."""
    programme = run.standing.programmes.get(each.programme.id)
    if programme is None:
        return ZERO
    deciding = run.deciding
    if deciding.is_lone(programme) and not run.corrections.counted:
        return run.terms(programme, each.window).amount(run.standing.measured(programme, each.payee, each.window))
    return run.decided(programme, each.payee, each.window).amount


def _of_payees(standing: Standing) -> Mapping[str, Sums]:
    """The invoice lines of a standing, payee by payee."""
    lines = standing.cells.lines
    return by_payee(lines) if lines is not None else {}
