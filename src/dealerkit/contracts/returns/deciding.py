"""One line of a return: lot by lot the first rule that holds, and whose word it still needs.

The lines are decided in the order in which they came in: what one takes back the next has no more.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import cast

from attrs import evolve, frozen

from dealerkit.authority.matrix import decide
from dealerkit.authority.signing import Document, Judged, Signing, Verdict, subject_of
from dealerkit.book import Book
from dealerkit.contracts.returns.facts import AMOUNT, ROOT
from dealerkit.contracts.returns.known import Known
from dealerkit.contracts.returns.lots import Taken, Unexplained, lots_of, through_of
from dealerkit.contracts.returns.purchases import Lot
from dealerkit.contracts.returns.records import CREDITED, EXCHANGED, Asked, Records
from dealerkit.contracts.returns.results import Fate, Part, Why, scaled
from dealerkit.contracts.returns.section import ACCEPT, EXCHANGE, REFER, REFUSE, REPAIR, ReturnRule, Returns
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.measures.masters import Masters
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg
from dealerkit.values.days import add_days
from dealerkit.values.durations import Duration, Unit
from dealerkit.values.exact import EXACT, ZERO, Number, add, multiply, subtract
from dealerkit.values.rounding import Mode, Rounding
from dealerkit.values.workdays import EVERY_DAY, Unpublished, WorkCalendar

_CENTS = Rounding(Decimal("0.01"), Mode.HALF_UP)
_ONE_DAY = timedelta(days=1)
_FATES = {ACCEPT: Fate.ACCEPT, EXCHANGE: Fate.EXCHANGE, REPAIR: Fate.REPAIR, REFUSE: Fate.REFUSE}

Args = tuple[tuple[str, Arg], ...]


@frozen
class Chosen:
    """The rule that a lot comes under; without one, what is missing to say."""

    rule: ReturnRule | None
    reasons: tuple[Reason, ...] = ()
    tried: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    code: str = ""


@frozen(eq=False)
class Desk:
    """The policy and the book, ready to decide lines as things stand at the end of a day."""

    policy: Policy
    rules: Returns
    book: Book
    records: Records
    as_of: date
    known: Known
    signing: Signing
    calendar: WorkCalendar | None

    @classmethod
    def open(cls, policy: Policy, rules: Returns, book: Book, records: Records, as_of: date) -> Desk:
        """The desk of a policy over a book."""
        known = Known(policy, rules, Masters(book, policy.catalogue))
        return cls(policy, rules, book, records, as_of, known, Signing(policy, book, as_of), policy.calendar())

    def parts_of(self, asked: Asked, taken: Taken, most: Decimal | None = None) -> tuple[Part, ...]:
        """What becomes of each unit of a line, and takes back what comes back; ``most`` units were confirmed."""
        if asked.quantity <= 0:
            return (Part(Fate.REFUSE, ZERO, why=Why.NO_UNITS, reasons=(self._said("return-no-units", ()),)),)
        if self.rules.unnamed == "undetermined" and not (asked.document or asked.serial):
            return (_unknown(asked.quantity, (f"{ROOT}.document",), self._said("return-unnamed", ())),)
        found = [*self._parts(asked, taken)]
        parts = tuple(self._signed(asked, found))
        if most is not None:
            parts = tuple(self._confirmed(parts, most))
        self._take(asked, parts, taken)
        return parts

    def _parts(self, asked: Asked, taken: Taken) -> Iterator[tuple[Lot | None, Part]]:
        through = through_of(asked, self.as_of)
        for lot in lots_of(asked, self.records, taken, through, self.rules.unnamed):
            if isinstance(lot, Unexplained) and lot.why is Why.NOT_BOUGHT and not self.records.has_lines:
                yield None, _unknown(lot.quantity, ("lines",), self._said("return-no-lines", ()))
            elif isinstance(lot, Unexplained):
                args: Args = (("quantity", lot.quantity), ("product", asked.product), ("on", asked.on))
                if lot.earlier:
                    args = (("serial", asked.serial), ("earlier", lot.earlier))
                elif asked.document:
                    args = (*args, ("document", asked.document))
                reason = self._said(f"return-{lot.why.value}", args)
                yield None, Part(Fate.REFUSE, lot.quantity, why=lot.why, reasons=(reason,))
            else:
                yield lot, self._part(asked, lot)

    def _part(self, asked: Asked, lot: Lot) -> Part:
        facts = self.known.facts(asked, lot)
        chosen = self._chosen(asked, lot, facts)
        value = None if lot.price is None else multiply(lot.price, lot.quantity)
        part = Part(
            Fate.REFUSE,
            lot.quantity,
            rule=chosen.rule,
            value=value,
            bought_on=lot.on,
            document=lot.document,
            lot=lot.id,
            reasons=chosen.reasons,
            tried=chosen.tried,
        )
        rule = chosen.rule
        if chosen.missing:
            return evolve(part, fate=Fate.UNDETERMINED, credit=None, missing=chosen.missing, code=chosen.code)
        if rule is None:
            return evolve(part, why=Why.NO_RULE, reasons=(*part.reasons, self._said("return-no-rule", ())))
        if rule.then == REFER:
            return evolve(part, fate=Fate.REFER)
        return self._given(part, rule, rule.then, lot, facts)

    def _given(self, part: Part, rule: ReturnRule, then: str, lot: Lot, facts: Mapping[str, Value | Missing]) -> Part:
        """The part with what it is given: the credit less the charge, or no money at all."""
        quantity: Args = (("quantity", part.quantity), ("product", str(facts.get("product.product", ""))))
        if then != ACCEPT:
            reason = Reason(f"return-{then}", rule.rule, (("quantity", part.quantity),))
            return evolve(part, fate=_FATES[then], reasons=(*part.reasons, reason))
        if lot.price is None or part.value is None:
            missing = ("lines.net_amount",)
            reason = Reason("return-no-price", rule.rule, quantity[:1])
            return evolve(
                part,
                fate=Fate.UNDETERMINED,
                credit=None,
                reasons=(*part.reasons, reason),
                missing=missing,
                code="DK003",
            )
        each = rule.charge
        if isinstance(each, Expression):
            asked = each.evaluate(facts)
            if isinstance(asked, Missing):
                return evolve(part, fate=Fate.UNDETERMINED, credit=None, missing=asked.facts or (AMOUNT,), code="DK003")
            each = cast("Decimal", asked)
        charge: Number = ZERO if each is None else multiply(min(max(each, ZERO), lot.price), part.quantity)
        credit = subtract(part.value, charge)
        args: Args = (
            ("quantity", part.quantity),
            ("price", lot.price),
            ("document", lot.document),
            ("bought_on", lot.on),
            ("credit", credit),
        )
        if charge:
            args = (*args, ("each", min(each or ZERO, lot.price)), ("charge", charge))
        step = "return-charged" if charge else "return-accept"
        return evolve(
            part,
            fate=Fate.CHARGED if charge else Fate.ACCEPT,
            charge=charge,
            credit=credit,
            reasons=(*part.reasons, Reason(step, rule.rule, args)),
        )

    def _chosen(self, asked: Asked, lot: Lot, facts: Mapping[str, Value | Missing]) -> Chosen:
        """The first rule that holds for a lot."""
        tried: list[Reason] = []
        for rule in self.rules.rules.values():
            if rule.asked and asked.asked not in rule.asked:
                args: Args = (("asked", asked.asked), ("wanted", rule.asked))
                tried.append(Reason("return-not-asked", rule.rule, args))
                continue
            held: list[Reason] = []
            missing: tuple[str, ...] = ()
            for found in self._conditions(asked, lot, rule, facts):
                if isinstance(found, Missing):
                    missing = found.facts
                elif found.step in _FAILED:
                    tried.append(found)
                    break
                else:
                    held.append(found)
            else:
                if missing and rule.if_missing == "undetermined":
                    unknown = Reason("return-unknown", rule.rule, (("facts", missing),))
                    return Chosen(rule, (unknown,), tuple(tried), missing, "DK003")
                if missing:
                    tried.append(Reason("return-skipped", rule.rule, (("facts", missing),)))
                    continue
                return Chosen(rule, (Reason("return-rule", rule.rule), *held), tuple(tried))
        return Chosen(None, (), tuple(tried))

    def _conditions(
        self, asked: Asked, lot: Lot, rule: ReturnRule, facts: Mapping[str, Value | Missing]
    ) -> Iterator[Reason | Missing]:
        """Each condition of a rule: the reason it holds or fails, or what is not known."""
        if rule.within is not None:
            zero = self.known.day_zero(asked, lot, rule)
            name = rule.from_ or self.rules.day_zero
            if zero is None or zero > asked.on:
                # Nothing comes back before it was sold: a day that lies after the request is not believed.
                yield Missing((f"{ROOT}.{name}",))
            else:
                last = self._last_day(rule.within, zero)
                if last is None:
                    yield Missing(("calendar",))
                else:
                    args: Args = (("zero", zero), ("last", last), ("on", asked.on), ("within", str(rule.within)))
                    yield Reason("return-in-time" if asked.on <= last else "return-too-late", rule.rule, args)
        if rule.when is not None:
            found = rule.when.evaluate(facts)
            if isinstance(found, Missing):
                yield Missing(found.facts or (rule.when.text,))
            else:
                step = "return-holds" if found is True else "return-not-met"
                yield Reason(step, rule.rule, (("condition", rule.when.text),))

    def _last_day(self, within: Duration, zero: date) -> date | None:
        is_counted = within.unit in {Unit.DAYS, Unit.WEEKS, Unit.WORKING_DAYS}
        start = zero - _ONE_DAY if self.rules.counts_day_zero and is_counted else zero
        found = within.after(start, self.calendar or EVERY_DAY)
        if isinstance(found, Unpublished):
            return None
        is_shorter = self.rules.counts_day_zero and not is_counted
        return add_days(found, -1) if is_shorter else found

    def _signed(self, asked: Asked, parts: list[tuple[Lot | None, Part]]) -> Iterator[Part]:
        """The parts, with those that are referred as their signers have decided."""
        judged: dict[str, tuple[Decision, Judged | None]] = {}
        for _, part in parts:
            rule = part.rule
            if part.fate is Fate.REFER and rule is not None and rule.id not in judged:
                same = [(lot, each) for lot, each in parts if each.fate is Fate.REFER and each.rule == rule]
                judged[rule.id] = self._judged(asked, rule, same)
        for lot, part in parts:
            rule = part.rule
            if part.fate is not Fate.REFER or rule is None or lot is None:
                yield part
                continue
            needed, verdict = judged[rule.id]
            yield self._ruled(asked, lot, part, needed, verdict)

    def _judged(
        self, asked: Asked, rule: ReturnRule, parts: list[tuple[Lot | None, Part]]
    ) -> tuple[Decision, Judged | None]:
        """Who decides about the units that a rule refers, and what they have said; None where nobody may."""
        values = [part.value for _, part in parts]
        amount: Number | None = ZERO
        for each in values:
            amount = None if amount is None or each is None else add(amount, each)
        needed = self._needed(asked, parts[0][0] or Lot(asked.on, asked.quantity), rule, amount)
        if needed.outcome is not Outcome.GRANTED:
            return needed, None
        worth = None if amount is None else self.rounded(amount)
        document = Document(rule.authority or ROOT, asked.reference, worth, asked.salesperson)
        return needed, self.signing.judged(document, needed)

    def _needed(self, asked: Asked, lot: Lot, rule: ReturnRule, amount: Number | None) -> Decision:
        if rule.authority is None:
            second: Args = (("second", rule.second),) if rule.second else ()
            return Decision(Outcome.GRANTED, values=(("role", rule.to or ""), *second))
        table = subject_of(self.policy, rule.authority)
        if table is None:
            return Decision(Outcome.REFUSED, "DK001")
        facts: dict[str, Value | Missing] = {}
        for column in table.columns:
            name = column.name
            if name == "amount":
                facts[name] = Missing(("lines.net_amount",)) if amount is None else amount
            elif "." in name:
                facts[name] = self.known.fact(name, asked, lot)
            else:
                own = f"{ROOT}.{name}" in self.policy.catalogue
                facts[name] = self.known.fact(f"{ROOT}.{name}", asked, lot) if own else Missing((name,))
        return decide(table, facts)

    def _ruled(self, asked: Asked, lot: Lot, part: Part, needed: Decision, judged: Judged | None) -> Part:
        rule = part.rule
        assert rule is not None  # noqa: S101  # only parts under a rule are referred
        roles = tuple(str(needed.value(name)) for name in ("role", "second") if needed.value(name))
        reasons = (*part.reasons, *needed.reasons)
        if judged is None:
            if needed.outcome is Outcome.REFUSED:
                reason = Reason("return-nobody-may", rule.rule, (("subject", rule.authority or ""),))
                return evolve(part, fate=Fate.REFUSE, reasons=(*reasons, reason), tried=(*part.tried, *needed.tried))
            return evolve(
                part, fate=Fate.UNDETERMINED, credit=None, reasons=reasons, missing=needed.missing, code=needed.code
            )
        told: Args = (("roles", roles), ("reference", asked.reference), ("amount", part.value or ZERO))
        refer = Reason("return-refer", rule.rule, told)
        signed = evolve(part, judged=judged, reasons=(*reasons, refer))
        by = tuple(each.by for each in judged.entries if not each.fault)
        if judged.verdict is Verdict.WAITING:
            return evolve(signed, needs=judged.missing or roles)
        if judged.verdict is Verdict.REFUSED:
            reason = Reason("return-declined", rule.rule, (("by", by),))
            return evolve(signed, fate=Fate.REFUSE, reasons=(*signed.reasons, reason))
        granted = evolve(signed, reasons=(*signed.reasons, Reason("return-granted", rule.rule, (("by", by),))))
        return self._given(granted, rule, rule.granted, lot, self.known.facts(asked, lot))

    def _confirmed(self, parts: tuple[Part, ...], most: Decimal) -> Iterator[Part]:
        """The parts with no more units coming back than the warehouse confirmed; the first parts come first."""
        left = most
        for part in parts:
            if part.fate in {Fate.REFUSE, Fate.REPAIR}:
                yield part
                continue
            here = min(part.quantity, left)
            left = EXACT.subtract(left, here)
            if here:
                yield scaled(part, here)
            if here < part.quantity:
                lost = EXACT.subtract(part.quantity, here)
                reason = self._said("return-not-confirmed", (("quantity", lost), ("most", most)))
                yield Part(Fate.REFUSE, lost, why=Why.NOT_CONFIRMED, reasons=(reason,))

    def _take(self, asked: Asked, parts: tuple[Part, ...], taken: Taken) -> None:
        """Remember what comes back. Where it was done already, what was done counts, not what should have been."""
        coming = [part for part in parts if part.bought_on is not None and (asked.done or part.fate in _COMING)]
        left = asked.taken_back if asked.done else asked.quantity
        for part in coming:
            if part.bought_on is None or part.fate is Fate.EXCHANGE:
                continue
            here = min(part.quantity, left)
            left = EXACT.subtract(left, here)
            taken.take(asked.key, part.lot, here)
        if asked.serial and coming and asked.done in {"", CREDITED, EXCHANGED}:
            taken.serials.setdefault(asked.serial, asked.number)

    def rounded(self, amount: Number) -> Decimal:
        """An amount to the cent, or as the policy rounds."""
        rule = self.policy.header.rounding
        return (_CENTS if rule is None else rule.rounding).apply(amount)

    def _said(self, step: str, args: Args) -> Reason:
        return Reason(step, self.rules.rule, args)


_COMING = frozenset({Fate.ACCEPT, Fate.CHARGED, Fate.EXCHANGE, Fate.REFER, Fate.UNDETERMINED})
"""What comes back, or may yet: until it is decided nobody else gives the same units back."""

_FAILED = frozenset({"return-too-late", "return-not-met"})


def _unknown(quantity: Decimal, missing: tuple[str, ...], reason: Reason) -> Part:
    return Part(Fate.UNDETERMINED, quantity, credit=None, reasons=(reason,), missing=missing, code="DK003")
