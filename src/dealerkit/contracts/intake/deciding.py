"""May this order be taken: everything that stands against it, and whose word it waits for.

Every rule is asked, so that nobody is sent twice. Refused is stronger than not known, and that than waiting.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import cast

from attrs import frozen

from dealerkit.contracts.intake.facts import AMOUNT, ROOT
from dealerkit.contracts.intake.records import Taken
from dealerkit.contracts.intake.section import Intake, RouteStep
from dealerkit.contracts.steps import Roles, Step
from dealerkit.decisions import Decision, Outcome, Reason, Rule
from dealerkit.measures.masters import Masters
from dealerkit.policy.expressions import Expression
from dealerkit.policy.policy import Policy
from dealerkit.policy.types import Missing, Value
from dealerkit.problems import Arg

TAKE, WAIT, REFUSE, UNKNOWN = "take", "wait", "refuse", "undetermined"

INCOMPLETE, WAITING, NOT_TAKEN = "DK690", "DK691", "DK692"
Args = tuple[tuple[str, Arg], ...]


@frozen
class Said:
    """What one rule says of an order: whether it stands against it, and how."""

    verdict: str
    rule: Rule
    step: str
    args: Args = ()
    code: str = ""
    lacking: tuple[str, ...] = ()
    waits_for: str = ""

    @property
    def reason(self) -> Reason:
        """It, as a step of the decision."""
        return Reason(self.step, self.rule, self.args)


@frozen(eq=False)
class Desk:
    """The policy and the book, ready to say of orders whether they may be taken."""

    policy: Policy
    rules: Intake
    masters: Masters
    roles: Roles
    steps: Mapping[str, Sequence[Step]]
    firsts: dict[str, date]
    """The day of each customer's first business; an order that is taken becomes one."""
    as_of: date

    def decide(self, order: Taken) -> Decision:
        """Whether the order may be taken.

        Its figures: ``answer`` (take, wait, refuse, undetermined), ``lacking`` columns, ``waits_for``, ``channel``,
        ``received``, ``new_business``. Codes: DK690 it is not complete, DK692 it is refused, DK003 something is not
        known, DK691 it waits for somebody.
        """
        if order.is_cancelled:
            values: Args = (("answer", REFUSE), ("received", order.on.date()), ("refused_by", ("cancelled",)))
            return Decision(Outcome.REFUSED, values=values, reasons=(Reason("intake-cancelled", self.rules.rule),))
        said = tuple(self._said(order))
        verdicts = {each.verdict for each in said}
        answer = next((each for each in (REFUSE, UNKNOWN, WAIT) if each in verdicts), TAKE)
        if answer == REFUSE:
            # Nobody is asked to sign what is not taken.
            said = tuple(each for each in said if each.step != "intake-next")
        decisive = next((each for each in said if each.verdict == answer), None)
        outcome = {TAKE: Outcome.GRANTED, REFUSE: Outcome.REFUSED}.get(answer, Outcome.UNDETERMINED)
        lacking = tuple(dict.fromkeys(name for each in said for name in each.lacking))
        values = (
            ("answer", answer),
            ("lacking", lacking or ""),
            ("waits_for", next((each.waits_for for each in said if each.waits_for), "") if answer == WAIT else ""),
            ("channel", order.text("channel")),
            ("received", order.on.date()),
            ("new_business", "yes" if self._is_new(order) else "no"),
            ("refused_by", tuple(each.step.removeprefix("intake-") for each in said if each.verdict == REFUSE) or ""),
        )
        if answer == TAKE:
            day = order.on.date()
            self.firsts[order.customer] = min(self.firsts.get(order.customer, day), day)
        missing = lacking if answer == UNKNOWN else ()
        code = "" if decisive is None else decisive.code
        return Decision(outcome, code, order.amount, values, tuple(each.reason for each in said), missing=missing)

    def _said(self, order: Taken) -> Iterator[Said]:
        yield from self._channel(order)
        yield from self._dangerous(order)
        yield from self._papers(order)
        yield from self._route(order)

    def _channel(self, order: Taken) -> Iterator[Said]:
        name = order.text("channel")
        channel = self.rules.channels.get(name)
        if channel is None:
            yield Said(REFUSE, self.rules.rule, "intake-channel", (("channel", name),), NOT_TAKEN)
            yield self._complete(order, self.rules.rule, self.rules.required)
            return
        yield self._complete(order, channel.rule, (*self.rules.required, *channel.required))
        by = order.text("confirmed_by") if self._is_confirmed(order) else ""
        if channel.confirm is not None:
            held = self.roles.of(by, order.on.date()) if by else ()
            args: Args = (("by", by), ("role", channel.confirm), ("channel", name))
            if not by:
                yield Said(WAIT, channel.rule, "intake-unconfirmed", args, WAITING, (), channel.confirm)
            elif held is not None and channel.confirm not in held:
                yield Said(WAIT, channel.rule, "intake-confirmed-by-another", args, WAITING, (), channel.confirm)
            else:
                yield Said(TAKE, channel.rule, "intake-confirmed", args)
        if channel.read_back:
            if order.row.get("read_back") is True:
                yield Said(TAKE, channel.rule, "intake-read-back", (("channel", name),))
            else:
                yield Said(
                    WAIT,
                    channel.rule,
                    "intake-not-read-back",
                    (("channel", name),),
                    WAITING,
                    (),
                    order.text("taken_by"),
                )

    def _is_confirmed(self, order: Taken) -> bool:
        """Whether it was confirmed by the day of the question, and not only later."""
        at = order.row.get("confirmed_at")
        return not isinstance(at, datetime) or at.date() <= self.as_of

    def _complete(self, order: Taken, rule: Rule, required: Sequence[str]) -> Said:
        lacking = order.lacking(dict.fromkeys(required))
        if lacking:
            return Said(REFUSE, rule, "intake-incomplete", (("lacking", lacking),), INCOMPLETE, lacking)
        return Said(TAKE, rule, "intake-complete", (("lines", len(order.lines)),))

    def _dangerous(self, order: Taken) -> Iterator[Said]:
        rule = self.rules.dangerous
        if rule is None:
            return
        is_dangerous = self._is_dangerous(order)
        if isinstance(is_dangerous, Missing):
            facts = is_dangerous.facts
            yield Said(UNKNOWN, rule.rule, "intake-danger-unknown", (("facts", facts),), "DK003", facts)
            return
        if not is_dangerous:
            return
        by = order.text("declared_by")
        args: Args = (("declaration", order.text("declaration")), ("by", by), ("role", rule.role or ""))
        held = self.roles.of(by, order.on.date()) if by else ()
        lacking = order.lacking(("declaration", "declared_by"))
        if lacking:
            yield Said(REFUSE, rule.rule, "intake-undeclared", args, NOT_TAKEN, lacking)
        elif rule.role is not None and held is not None and rule.role not in held:
            yield Said(REFUSE, rule.rule, "intake-declared-by-another", args, NOT_TAKEN)
        else:
            yield Said(TAKE, rule.rule, "intake-declared", args)

    def _is_dangerous(self, order: Taken) -> bool | Missing:
        """Whether the order says so or one of its products is; not known where neither can be said."""
        flag = order.row.get("dangerous")
        where = None if self.rules.dangerous is None else self.rules.dangerous.where
        if flag is True:
            return True
        if where is None:
            return False if flag is False else Missing((f"{ROOT}.dangerous",))
        unknown: Missing | None = None
        for line in order.lines:
            product = str(line.get("product") or "")
            facts = {name: self.masters.product(name, product, order.on.date()) for name in where.reads}
            found = where.evaluate({**self.policy.parameters_at(order.on.date()), **facts})
            if isinstance(found, Missing):
                unknown = unknown or found
            elif found is True:
                return True
        return False if unknown is None else unknown

    def _is_new(self, order: Taken) -> bool:
        """Whether it is the first business: as the order says, else where the customer never ordered before."""
        flag = order.row.get("new_business")
        if isinstance(flag, bool):
            return flag
        return self.firsts.get(order.customer, date.max) >= order.on.date()

    def _papers(self, order: Taken) -> Iterator[Said]:
        rule = self.rules.new_business
        if rule is None:
            return
        if self._is_new(order):
            lacking = order.lacking(rule.papers)
            step = "intake-papers-lacking" if lacking else "intake-papers"
            args: Args = (("papers", lacking or rule.papers),)
            yield Said(REFUSE if lacking else TAKE, rule.rule, step, args, NOT_TAKEN if lacking else "", lacking)
        if rule.without_contract is None or self._has_contract(order):
            return
        lacking = order.lacking((rule.without_contract,))
        step = "intake-no-settlement" if lacking else "intake-settlement"
        args = (("paper", rule.without_contract), ("customer", order.customer))
        yield Said(REFUSE if lacking else TAKE, rule.rule, step, args, NOT_TAKEN if lacking else "", lacking)

    def _has_contract(self, order: Taken) -> bool:
        day = order.on.date()
        contracts = self.masters.contracts_in_force(order.customer, day)
        named = order.text("contract")
        return any(named in {"", str(row.get("contract") or "")} for row in contracts)

    def _route(self, order: Taken) -> Iterator[Said]:
        """The signatures of an order, one after the other; the first that lacks ends it."""
        done = {step.duty: step for step in self.steps.get(order.number, ())}
        for rule in self.rules.route.values():
            applies = self._applies(rule, order)
            if isinstance(applies, Missing):
                facts = applies.facts
                yield Said(UNKNOWN, rule.rule, "intake-route-unknown", (("facts", facts),), "DK003", facts)
                return
            if not applies:
                continue
            role = rule.role or (rule.by_type or {}).get(order.text("type"), "")
            if not role:
                yield Said(REFUSE, rule.rule, "intake-no-way", (("type", order.text("type")),), NOT_TAKEN)
                return
            found = self._signed(rule, role, done.get(rule.id))
            yield found
            if found.verdict != TAKE:
                return

    def _signed(self, rule: RouteStep, role: str, step: Step | None) -> Said:
        if step is None:
            return Said(WAIT, rule.rule, "intake-next", (("role", role),), WAITING, (), role)
        args: Args = (("by", step.employee), ("role", role), ("on", step.on.date()))
        held = self.roles.of(step.employee, step.on.date())
        if held is not None and role not in held:
            return Said(WAIT, rule.rule, "intake-signed-by-another", args, WAITING, (), role)
        if step.is_refused:
            return Said(REFUSE, rule.rule, "intake-refused", args, NOT_TAKEN)
        return Said(TAKE, rule.rule, "intake-signed", args)

    def _applies(self, rule: RouteStep, order: Taken) -> bool | Missing:
        if rule.when is None:
            return True
        found = rule.when.evaluate(self._facts(rule.when, order))
        return found if isinstance(found, Missing) else found is True

    def _facts(self, when: Expression, order: Taken) -> Mapping[str, Value | Missing]:
        day = order.on.date()
        facts: dict[str, Value | Missing] = dict(self.policy.parameters_at(day))
        for name in when.reads:
            root, _, column = name.partition(".")
            if root == "dealer":
                facts[name] = self.masters.dealer(name, order.customer, day)
            elif root == "contract":
                facts[name] = self.masters.contract_of_dealer(name, order.customer, day)
            else:
                value = order.amount if name == AMOUNT else cast("Value | None", order.row.get(column))
                facts[name] = Missing((name,)) if value is None else value
        return facts
