"""Whether somebody may do something with a part of a customer's file, and who has to approve it.

Nothing is allowed but what a grant allows. Of several grants that hold, one without approval is enough: a grant
more never takes anything away. Where a refusal holds beside a grant, the policy says which of them wins. Whoever
asks does not approve, and two signatures are of two people.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import cast

from attrs import field, frozen

from dealerkit.authority import Matrix
from dealerkit.authority import decide as who_signs
from dealerkit.customers.access.request import Asker, Request
from dealerkit.customers.access.rules import ALL, HIDDEN, REFUSAL, Access, Grant, Refusal
from dealerkit.customers.colleagues import Colleagues
from dealerkit.customers.known import Fact, Ground
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.policy.expressions import Expression
from dealerkit.policy.types import Missing
from dealerkit.problems import Arg
from dealerkit.values.workdays import Unpublished, WorkCalendar

_EVERY_DAY = WorkCalendar("", frozenset(), frozenset(), frozenset(), date.min, date.max)
_OF_CUSTOMER = ("dealer", "contract")
_MOST_KEPT = 50_000
_RANK = {Outcome.GRANTED: 0, Outcome.UNDETERMINED: 1, Outcome.REFUSED: 2}


@frozen(eq=False)
class Desk:
    """The rules on access and a book, opened for requests."""

    rules: Access
    ground: Ground
    colleagues: Colleagues = field(init=False, repr=False)
    _asks_customer: bool = field(init=False, repr=False)
    _decided: dict[tuple[object, ...], Decision] = field(factory=dict, init=False, repr=False)

    @colleagues.default
    def _of_the_book(self) -> Colleagues:
        return Colleagues(self.ground)

    @_asks_customer.default
    def _by_the_rules(self) -> bool:
        return any(name.startswith(_OF_CUSTOMER) for name in self._reads())

    def _reads(self) -> Iterator[str]:
        """Every fact that any of the rules asks for, those of the authority matrix too."""
        for where in (
            *(each.where for each in self.rules.grants.values()),
            *(each.where for each in (self.rules.refusals or {}).values()),
        ):
            yield from () if where is None else where.reads
        for grant in self.rules.grants.values():
            table = self._matrix().get(grant.approval or "")
            yield from () if table is None else (column.name for column in table.columns)

    def _matrix(self) -> Matrix:
        return cast("Matrix", self.ground.policy.sections.get("authority", {}))

    def decide(self, request: Request) -> Decision:
        """Whether a request is granted, and by which rules.

        Refused with DK758 where no grant allows it, with DK759 where a rule refuses it (a refusal, the time of
        lending, the time files are kept). Undetermined with DK760 where approvals are still to be given, with DK003
        where a fact is missing. Its figures are ``relation``, ``classes``, ``needs``, ``second`` and ``waits_for``.
        """
        owner = self._owner(request)
        asked = (self.rules.class_of(request.field),) if request.field else (*self.rules.classes,)
        key = self._key(request, owner, asked)
        known = self._decided.get(key)
        if known is None:
            if len(self._decided) >= _MOST_KEPT:
                self._decided.clear()
            limit = self._limited(request)
            known = self._decided[key] = self._decision(request, owner, asked) if limit is None else limit
        return known

    def _key(self, request: Request, owner: str, asked: tuple[str, ...]) -> tuple[object, ...]:
        """All that a decision depends on: a log has few different requests, and many entries of each."""
        # Only these look at the customer beyond whose it is; only a hidden field is named in the reasons.
        about = request.customer if self._asks_customer or request.operation == "destroy" else ""
        named = request.field if HIDDEN in asked else ""
        said = (request.identified, request.outside, request.statistics, request.days)
        return (request.person, request.operation, request.on, request.approved_by, *said, owner, asked, about, named)

    def _decision(self, request: Request, owner: str, asked: tuple[str, ...]) -> Decision:
        asker = Asker.of(request, self.colleagues, owner)
        found = [self._of_class(request, asker, each) for each in asked]
        # The strictest part decides for the whole; the first of them where several are as strict.
        worst = max(found, key=lambda each: (_RANK[each.outcome], each.code == "DK003"))
        values: dict[str, Arg] = {
            "relation": asker.relation,
            "classes": asked,
            "needs": "",
            "second": "",
            "waits_for": (),
        }
        values |= dict(worst.values)
        return Decision(
            worst.outcome,
            worst.code,
            values=tuple(values.items()),
            reasons=_each_once(each for one in found if one.outcome is worst.outcome for each in one.reasons),
            tried=worst.tried,
            reads=worst.reads,
            missing=worst.missing,
            as_of=request.on,
        )

    def reads(self, person: str, customer: str, on: date) -> Mapping[str, Decision]:
        """Whether somebody may read each class of a customer's file."""
        request = Request(person, "read", customer, on)
        asker = Asker.of(request, self.colleagues, self._owner(request))
        return {each: self._of_class(request, asker, each) for each in self.rules.classes}

    def _owner(self, request: Request) -> str:
        owner = str(self.ground.customer(request.customer, "owner", request.on) or "")
        if request.operation == "create" and self.ground.customer(request.customer, "customer", request.on) is None:
            # Whoever registers a customer is the first to be responsible for him.
            return request.person
        return owner

    def _limited(self, request: Request) -> Decision | None:
        """The refusal by time: lent for too long, destroyed too early; None where time is no obstacle."""
        lending, retention = self.rules.lending, self.rules.retention
        calendar = self.ground.policy.calendar()
        if request.operation == "lend" and lending is not None:
            if request.days is None:
                return Decision(Outcome.UNDETERMINED, "DK003", missing=("access.days",), as_of=request.on)
            last = _day(lending.at_most.after(request.on, calendar or _EVERY_DAY))
            if last is None:
                return Decision(Outcome.UNDETERMINED, "DK368", missing=("calendar",), as_of=request.on)
            if request.days > (last - request.on).days:
                args: tuple[tuple[str, Arg], ...] = (("days", request.days), ("most", str(lending.at_most)))
                reason = Reason("access-lent-too-long", lending.rule, args)
                return Decision(Outcome.REFUSED, "DK759", reasons=(reason,), as_of=request.on)
        if request.operation == "destroy" and retention is not None:
            closed = self.ground.customer(request.customer, "closed_on", request.on)
            if not isinstance(closed, date):
                return Decision(Outcome.UNDETERMINED, "DK003", missing=("dealer.closed_on",), as_of=request.on)
            kept = _day(retention.keep.after(closed, calendar or _EVERY_DAY))
            if kept is None or request.on <= kept:
                until: Arg = str(retention.keep) if kept is None else kept
                reason = Reason("access-still-kept", retention.rule, (("closed", closed), ("until", until)))
                return Decision(Outcome.REFUSED, "DK759", reasons=(reason,), as_of=request.on)
        return None

    def _of_class(self, request: Request, asker: Asker, name: str) -> Decision:
        if name == HIDDEN:
            reason = Reason("access-unlisted", self.rules.rule, (("field", request.field),))
            return Decision(Outcome.REFUSED, "DK758", reasons=(reason,))
        known = self.rules.classes.get(name)
        classified = known is not None and known.classified
        own = request.facts(classified=classified)
        facts = self.ground.facts(request.customer, request.on, {**own, "relation": asker.relation})
        refused = self._refused(request, asker, name, facts)
        granted = self._granted(request, asker, name, facts)
        if refused is None:
            return granted
        if refused.outcome is Outcome.REFUSED:
            wins = self.rules.conflict == REFUSAL or granted.outcome is Outcome.REFUSED
            return refused if wins else granted
        # Whether it is refused is not known: that matters where it might be allowed, and the refusal would win.
        return refused if self.rules.conflict == REFUSAL and granted.outcome is not Outcome.REFUSED else granted

    def _refused(self, request: Request, asker: Asker, name: str, facts: Mapping[str, Fact]) -> Decision | None:
        unsure: list[Refusal] = []
        missing: tuple[str, ...] = ()
        for each in (self.rules.refusals or {}).values():
            if request.operation not in each.operations or not _includes(each.classes, name):
                continue
            if asker.is_one_of(each.except_):
                continue
            holds = _holds(each.where, facts)
            if holds is True:
                reason = Reason("access-refused", each.rule, (("operation", request.operation),))
                return Decision(Outcome.REFUSED, "DK759", reasons=(reason,))
            if isinstance(holds, Missing):
                unsure.append(each)
                missing += holds.facts
        if unsure:
            tried = tuple(Reason("access-maybe-refused", each.rule, (("missing", missing),)) for each in unsure)
            return Decision(Outcome.UNDETERMINED, "DK003", tried=tried, missing=missing)
        return None

    def _granted(self, request: Request, asker: Asker, name: str, facts: Mapping[str, Fact]) -> Decision:
        """The decision of the grants: a plain one, one with approvals, or that there is none."""
        tried: list[Reason] = []
        missing: tuple[str, ...] = ()
        asking: list[Decision] = []
        for each in self.rules.grants.values():
            why = _why_not(each, request, asker, name)
            holds = False if why else _holds(each.where, facts)
            if holds is True and each.approval is None:
                reason = Reason("access-granted", each.rule, (("scope", each.scope), ("class", name)))
                return Decision(Outcome.GRANTED, reasons=(reason,), tried=tuple(tried))
            if holds is True:
                asking.append(self._approved(each, request, asker, facts))
            elif isinstance(holds, Missing):
                missing += holds.facts
            else:
                tried.append(Reason(f"access-not-{why or 'where'}", each.rule, _args(each, request, name)))
        if asking:
            best = min(asking, key=lambda each: _RANK[each.outcome])
            if best.outcome is Outcome.GRANTED or not missing:
                return best
        if missing:
            return Decision(Outcome.UNDETERMINED, "DK003", tried=tuple(tried), missing=missing)
        return Decision(Outcome.REFUSED, "DK758", reasons=(), tried=tuple(tried))

    def _approved(self, grant: Grant, request: Request, asker: Asker, facts: Mapping[str, Fact]) -> Decision:
        """What a grant with approvals comes to: who must sign, and whether they have."""
        table = self._matrix().get(grant.approval or "")
        first = Reason("access-with-approval", grant.rule, (("approval", grant.approval or ""),))
        if table is None:
            return Decision(Outcome.REFUSED, "DK758", reasons=(first,))
        names = (column.name for column in table.columns)
        signed = who_signs(table, {name: value for name in names if (value := facts.get(name)) is not None})
        if signed.outcome is not Outcome.GRANTED:
            code = "DK758" if signed.outcome is Outcome.REFUSED else signed.code
            return Decision(
                signed.outcome, code, reasons=(first, *signed.reasons), tried=signed.tried, missing=signed.missing
            )
        roles = tuple(str(signed.value(name)) for name in ("role", "second") if signed.value(name))
        waits = self._waiting(roles, request, asker)
        values: tuple[tuple[str, Arg], ...] = (
            ("needs", roles[0]),
            ("second", roles[1] if len(roles) > 1 else ""),
            ("waits_for", waits),
        )
        if waits:
            return Decision(
                Outcome.UNDETERMINED, "DK760", values=values, reasons=(first, *signed.reasons), reads=signed.reads
            )
        last = Reason("access-approved", grant.rule, (("approved_by", request.approved_by),))
        return Decision(Outcome.GRANTED, values=values, reasons=(first, *signed.reasons, last), reads=signed.reads)

    def _waiting(self, roles: tuple[str, ...], request: Request, asker: Asker) -> tuple[str, ...]:
        """The roles of which nobody has signed: each signature is of another person, and none of whoever asks."""
        signers = [each for each in dict.fromkeys(request.approved_by) if each != request.person]
        may = [[i for i, who in enumerate(signers) if self._may_sign(who, role, request, asker)] for role in roles]
        used: set[int] = set()
        waits: list[str] = []
        # The role that fewer can sign for chooses first, so that one person is not spent where another would do.
        for number in sorted(range(len(roles)), key=lambda each: len(may[each])):
            free = [each for each in may[number] if each not in used]
            if free:
                used.add(free[0])
            else:
                waits.append(roles[number])
        return tuple(role for role in roles if role in waits)

    def _may_sign(self, who: str, role: str, request: Request, asker: Asker) -> bool:
        for duty in self.colleagues.duties(who, request.on):
            mine = role not in self.rules.department_roles or (asker.department and duty.department == asker.department)
            # Who holds the duty for the one who asks would sign in his name.
            if duty.role == role and mine and duty.giver != request.person:
                return True
        return False


def _holds(where: Expression | None, facts: Mapping[str, Fact]) -> bool | Missing:
    if where is None:
        return True
    found = where.evaluate(facts)
    return found if isinstance(found, Missing) else found is True


def _includes(classes: tuple[str, ...], name: str) -> bool:
    return ALL in classes or name in classes


def _why_not(grant: Grant, request: Request, asker: Asker, name: str) -> str:
    """Why a grant does not concern a request; nothing where it does."""
    if not asker.is_one_of(grant.to):
        return "role"
    if request.operation not in grant.operations:
        return "operation"
    if not _includes(grant.classes, name):
        return "class"
    return "" if asker.reaches(grant.scope) else "scope"


def _args(grant: Grant, request: Request, name: str) -> tuple[tuple[str, Arg], ...]:
    where = "" if grant.where is None else grant.where.text
    return (
        ("roles", grant.to),
        ("operation", request.operation),
        ("class", name),
        ("scope", grant.scope),
        ("condition", where),
    )


def _each_once(reasons: Iterator[Reason]) -> tuple[Reason, ...]:
    found: dict[tuple[str, str], Reason] = {}
    for each in reasons:
        found.setdefault((each.step, each.rule.address), each)
    return tuple(found.values())


def _day(found: date | Unpublished) -> date | None:
    return None if isinstance(found, Unpublished) else found
