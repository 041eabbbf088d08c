"""Groups: what several payees earn together, and who of them is paid how much of it.

The terms are asked once, of the sum. With ``pay: each`` the rounded amount is shared out by the
paying base that each member adds, by largest remainder, ties to the smaller code; goods brought back
beyond what was bought count as nothing. With ``pay: head`` one payee has it all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal

from attrs import evolve, field, frozen

from dealerkit.decisions import Decision, Outcome, Reason, Rule
from dealerkit.problems import Problem, Severity, problem
from dealerkit.rebates.joint.gathering import Contribution, Gathered, Gathering, asks_members
from dealerkit.rebates.members import CEDED, Party
from dealerkit.rebates.programme import Programme
from dealerkit.rebates.standing import Standing
from dealerkit.rebates.takes import paying, qualifying
from dealerkit.rebates.terms import Entitlement, Measured, Terms
from dealerkit.rebates.terms.compiled import SHARED
from dealerkit.rebates.terms.scale import bare
from dealerkit.rebates.windows import State, Window
from dealerkit.values.exact import ZERO, Number, add, canonical, multiply, total_of_decimals
from dealerkit.values.numbers import ONE
from dealerkit.values.periods import Period
from dealerkit.values.split import split

TermsOf = Callable[[Programme, Window], Terms]


@frozen(eq=False)
class Groups:
    """Decides programmes for which more than the payee's own lines count.

    ``terms`` gives a programme's terms without its condition of eligibility where members are asked one by one,
    ``own_terms`` with it.
    """

    standing: Standing
    gathering: Gathering
    terms: TermsOf
    own_terms: TermsOf
    _whole: dict[tuple[str, Party, Window], Entitlement] = field(factory=dict, init=False, repr=False)
    _split: dict[tuple[str, Party, Window, Decimal], Mapping[str, Decimal]] = field(
        factory=dict, init=False, repr=False
    )

    def measured(self, programme: Programme, payee: str, window: Window) -> Measured:
        """What was measured for the party that the payee belongs to last in the window."""
        found = self._paid_with(programme, payee, window)
        if found:
            return found[0].measured
        parties = self.gathering.parties(programme, payee, window)
        if parties and asks_members(programme):
            return self.gathering.gathered(programme, parties[-1], window).measured
        none = self.standing.measured(programme, payee, window)
        return evolve(none, qualifying=ZERO, paying=ZERO if programme.paying else None)

    def decided(self, programme: Programme, payee: str, window: Window) -> Entitlement:
        """What the payee is given of what its parties earned in the window."""
        found = self._paid_with(programme, payee, window)
        if not found:
            return self._outside(programme, payee, window)
        given = [self._given(programme, payee, each, window) for each in found]
        return given[0] if len(given) == 1 else _together(given)

    def traced(self, programme: Programme, payee: str, window: Window) -> Decision:
        """The same with what was tried and read for the party as a whole."""
        decided = self.decided(programme, payee, window)
        found = self._paid_with(programme, payee, window)
        if not found or payee in found[0].left_out or payee in found[0].unknown:
            story = self.own_terms(programme, window).trace(self.standing.measured(programme, payee, window))
            reasons = decided.reasons
        else:
            story = self.terms(programme, window).trace(found[0].measured)
            before, after = self._frame(programme, payee, found[0], window)
            others = [self._given(programme, payee, each, window) for each in found[1:]]
            reasons = (*before, *story.reasons, *after, *(reason for each in others for reason in each.reasons))
            if decided.outcome is Outcome.UNDETERMINED:
                reasons = decided.reasons
        values = tuple(each for each in story.values if each[0] not in {"qualifying", "paying"})
        return evolve(
            story,
            outcome=decided.outcome,
            code=decided.code,
            amount=decided.amount,
            values=(("qualifying", decided.qualifying), ("paying", decided.paying), *values),
            reasons=reasons,
            tried=(*story.tried, *(reason for each in found for reason in _left_out(programme, each))),
            missing=decided.missing,
        )

    def share(self, programme: Programme, payee: str, window: Window, amount: Decimal | None) -> Decimal | None:
        """What the payee would have if the party it belongs to last had this amount, at the bases as they are.

        Parties that it has left, or also stands for, count with what they have earned so far.
        """
        found = self._paid_with(programme, payee, window)
        if amount is None or not found:
            return amount and ZERO
        own = self._parts(programme, found[0], window, amount).get(payee, ZERO) if _is_split(programme) else amount
        others = [self._given(programme, payee, each, window).amount for each in found[1:]]
        if None in others:
            return None
        return total_of_decimals((own, *(each for each in others if each is not None)))

    def payees(self, programme: Programme, buyers: Iterable[str]) -> set[str]:
        """Who is paid, when these have bought."""
        bought = {*buyers, *self._buyers_of_others(programme)}
        members = self.gathering.members(programme)
        if members is None or _is_split(programme):
            return bought
        found: set[str] = set()
        for party in members.parties:
            if members.accumulate.over == CEDED or not bought.isdisjoint(each.dealer for each in party.parts):
                found |= {each for each in members.heads(party) if members.is_customer(each)}
        known = {part.dealer for party in members.parties for part in party.parts}
        return found if members.accumulate.over == CEDED else found | (bought - known)

    def concerns(self, programme: Programme, payee: str, window: Window) -> bool:
        """Whether anything that counts for the payee was bought in the window."""
        if _is_split(programme):
            return self._has_bought(programme, payee, window)
        return any(
            self._has_bought(programme, one.dealer, window)
            for each in self._paid_with(programme, payee, window)
            for one in each.contributions
        )

    def paid_for(self, programme: Programme, dealer: str, day: date, window: Window) -> tuple[str, ...]:
        """Who is paid for a line that a dealer bought on a day."""
        members = self.gathering.members(programme)
        if members is None or _is_split(programme):
            return (dealer,)
        heads = (members.head(each, window.through) for each in members.of(dealer, day, day))
        return tuple(head for head in heads if head is not None)

    def aim(self, programme: Programme, payee: str, word: str, window: Window) -> tuple[Period, Number] | None:
        """The period and target of an attainment that grows with the base; None where it does not."""
        found = self._paid_with(programme, payee, window)
        if not found or not asks_members(programme):
            return None
        return self.gathering.aim(programme, found[0], word, window)

    def by_tax_rate(self, programme: Programme, payee: str, window: Window) -> dict[Decimal | None, Number]:
        """What the payee's amount was earned on, by tax rate: its own lines, or those of all it is paid for."""
        cells, take = self.standing.cells, paying(programme)
        if _is_split(programme):
            return cells.by_tax_rate(take, payee, window.first, window.through)
        bases: dict[Decimal | None, Number] = {}
        for found in self._paid_with(programme, payee, window):
            for part in found.party.within(window.first, window.through):
                if part.dealer in found.left_out:
                    continue
                for rate, base in cells.by_tax_rate(take, part.dealer, part.first, part.last).items():
                    bases[rate] = add(bases.get(rate, ZERO), multiply(part.weight, base))
        return bases

    def problems(self, programme: Programme) -> Iterator[Problem]:
        """What is wrong with who belongs together. DK445 a party that has bought has nobody who can be paid."""
        members = self.gathering.members(programme)
        if members is None:
            return
        yield from members.problems
        if _is_split(programme):
            return
        for party in members.parties:
            windows = self.standing.windows(programme, party.code)
            for window in reversed([each for each in windows if each.state is not State.RUNNING]):
                head = members.head(party, window.through)
                if head is not None and members.is_customer(head):
                    continue
                parts = party.within(window.first, window.through)
                if any(self._has_bought(programme, part.dealer, window) for part in parts):
                    yield problem(
                        "DK445",
                        programme.accumulate.rule.at if programme.accumulate else None,
                        severity=Severity.WARNING,
                        programme=programme.id,
                        group=party.code,
                        head=head or "",
                        period=window.label,
                    )
                    break

    def gathered_for(self, programme: Programme, payee: str, window: Window) -> tuple[Gathered, ...]:
        """The parties whose amounts the payee is given, or a share of them."""
        return self._paid_with(programme, payee, window)

    def _paid_with(self, programme: Programme, payee: str, window: Window) -> tuple[Gathered, ...]:
        """The parties that the payee is paid for, the one it belongs to last first."""
        found = self.parties_of(programme, payee, window)
        if len(found) == 1:
            return found
        # A party that gives the payee nothing has no part in its story, unless no other has.
        return tuple(each for each in found if self._gives(programme, payee, each, window)) or found[:1]

    def parties_of(self, programme: Programme, payee: str, window: Window) -> tuple[Gathered, ...]:
        """The parties that the payee may be paid for, whether they give it anything or not."""
        members = self.gathering.members(programme)
        parties: Iterable[Party] = self.gathering.parties(programme, payee, window)
        if members is not None and not _is_split(programme):
            lone = () if members.knows(payee) else parties
            parties = [
                each
                for each in (*members.headed_by(payee), *lone)
                if members.head(each, window.through) == payee and each.within(window.first, window.through)
            ]
        elif members is not None:
            until = window.through
            parties = sorted(parties, key=lambda each: (members.last_day(each, payee, until), each.code), reverse=True)
        return tuple(self.gathering.gathered(programme, each, window) for each in parties)

    def _gives(self, programme: Programme, payee: str, found: Gathered, window: Window) -> bool:
        """Whether the payee has anything of the party, or may have."""
        if _is_split(programme) and found.shared and found.own(payee) <= 0 and payee not in found.unknown:
            return False
        return self._given(programme, payee, found, window).amount != 0

    def _given(self, programme: Programme, payee: str, found: Gathered, window: Window) -> Entitlement:
        if payee in found.left_out or (payee in found.unknown and asks_members(programme)):
            own = self.standing.measured(programme, payee, window)
            return self.own_terms(programme, window).decide(own)
        whole = self._of_all(programme, found, window)
        if found.unknown:
            facts = tuple(dict.fromkeys(name for each in found.unknown.values() for name in each.facts))
            rule = programme.accumulate.rule if programme.accumulate else programme.qualifying.rule
            reason = Reason("group-unknown", rule, (("dealers", tuple(found.unknown)), ("facts", facts)))
            return evolve(
                whole,
                outcome=Outcome.UNDETERMINED,
                code="DK003",
                amount=None,
                rate=None,
                reasons=(reason,),
                missing=facts,
            )
        before, after = self._frame(programme, payee, found, window)
        amount = whole.amount
        if amount and _is_split(programme):
            amount = self._parts(programme, found, window, amount).get(payee, ZERO)
        return evolve(whole, amount=amount, reasons=(*before, *whole.reasons, *after))

    def _of_all(self, programme: Programme, found: Gathered, window: Window) -> Entitlement:
        key = (programme.id, found.party, window)
        if key not in self._whole:
            self._whole[key] = self.terms(programme, window).decide(found.measured)
        return self._whole[key]

    def _parts(self, programme: Programme, found: Gathered, window: Window, amount: Decimal) -> Mapping[str, Decimal]:
        """The amount by member."""
        key = (programme.id, found.party, window, amount)
        if key not in self._split:
            weights = [(each.dealer, max(each.paying, ZERO)) for each in found.contributions]
            self._split[key] = split(amount, weights, self.terms(programme, window).step) if weights else {}
        return self._split[key]

    def _frame(
        self, programme: Programme, payee: str, found: Gathered, window: Window
    ) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
        """What is told before and after the steps that decided the whole: who was added up, and whose share it is."""
        rule = programme.accumulate.rule if programme.accumulate else programme.qualifying.rule
        if not found.party.is_group and found.dealers == (payee,):
            return tuple(_of_earnings(programme, rule, found.contributions)), ()
        if not _is_split(programme):
            if programme.qualifying.source == "entitlements":
                return tuple(_of_earnings(programme, rule, found.contributions)), ()
            told = (_of_member(each, rule) for each in found.contributions if each.qualifying or each.paying)
            return (*told, self._added_up(found, rule)), ()
        whole = self._of_all(programme, found, window)
        if not whole.amount:
            return (self._added_up(found, rule),), ()
        share = (("own", bare(max(found.own(payee), ZERO))), ("base", bare(found.shared)), ("whole", whole.amount))
        amount = self._parts(programme, found, window, whole.amount).get(payee, ZERO)
        return (self._added_up(found, rule),), (Reason(SHARED, rule, (*share, ("amount", amount))),)

    def _added_up(self, found: Gathered, rule: Rule) -> Reason:
        figures = (("base", bare(found.measured.qualifying)), ("members", Decimal(len(found.contributions))))
        return Reason("group-total", rule, (("group", found.party.code), *figures))

    def _outside(self, programme: Programme, payee: str, window: Window) -> Entitlement:
        """Nothing for who is not paid (DK454): another stands for it, or nothing was ceded by it."""
        own = evolve(self.measured(programme, payee, window), days=None)
        decided = self.terms(programme, window).decide(own)
        rule = programme.accumulate.rule if programme.accumulate else programme.rule
        members = self.gathering.members(programme)
        parties = members.of(payee, window.first, window.through) if members is not None else ()
        heads = {members.head(each, window.through) or "" for each in parties} if members is not None else set()
        reason = Reason("not-paid-itself", rule, (("head", ", ".join(sorted(heads))),))
        nothing = self.terms(programme, window).rounded(ZERO)
        return evolve(
            decided,
            outcome=Outcome.REFUSED,
            code="DK454",
            amount=nothing,
            band=None,
            rate=None,
            reasons=(reason,),
            missing=(),
        )

    def _has_bought(self, programme: Programme, dealer: str, window: Window) -> bool:
        cells = self.standing.cells
        takes = {qualifying(programme), paying(programme)}
        for id in programme.qualifying.of:
            if id in self.standing.programmes:
                takes |= {qualifying(self.standing.programmes[id]), paying(self.standing.programmes[id])}
        return any(cells.has_lines(take, dealer, window.first, window.through) for take in takes)

    def _buyers_of_others(self, programme: Programme) -> Iterator[str]:
        for id in programme.qualifying.of:
            if id in self.standing.programmes:
                yield from self.standing.cells.payees(qualifying(self.standing.programmes[id]))


def _is_split(programme: Programme) -> bool:
    """Whether everyone has its own share; else one is paid for all."""
    return programme.accumulate is None or programme.accumulate.pay == "each"


def _together(given: list[Entitlement]) -> Entitlement:
    """What a payee has from several parties: the amounts added up, the figures of the one it belongs to last."""
    first = given[0]
    reasons = tuple(reason for each in given for reason in each.reasons)
    unknown = [each for each in given if each.amount is None]
    if unknown:
        missing = tuple(dict.fromkeys(fact for each in unknown for fact in each.missing))
        return evolve(unknown[0], reasons=tuple(reason for each in unknown for reason in each.reasons), missing=missing)
    paid = next((each for each in given if each.outcome is Outcome.GRANTED), first)
    amount = total_of_decimals(each.amount for each in given if each.amount is not None)
    return evolve(paid, amount=amount, reasons=reasons)


def _of_member(each: Contribution, rule: Rule) -> Reason:
    step = "group-member" if each.weight == ONE else "successor-weighted"
    return Reason(
        step, rule, (("dealer", each.dealer), ("base", bare(each.qualifying)), ("weight", _percent(each.weight)))
    )


def _of_earnings(programme: Programme, rule: Rule, contributions: Iterable[Contribution]) -> Iterator[Reason]:
    """Each amount that other programmes paid, and how much of it counts."""
    del programme
    for each in contributions:
        for earning in each.earnings:
            figures = (("earned", earning.amount or ZERO), ("weight", _percent(earning.weight)))
            names = (("dealer", each.dealer), ("programme", earning.title), ("period", earning.window.label))
            yield Reason("earned-elsewhere", rule, (*names, *figures, ("counted", earning.counted)))


def _left_out(programme: Programme, found: Gathered) -> Iterator[Reason]:
    if programme.eligible is not None:
        yield from (Reason("member-left-out", programme.eligible.rule, (("dealer", each),)) for each in found.left_out)


def _percent(weight: Number) -> str:
    return f"{canonical(bare(multiply(weight, Decimal(100))))}%"
