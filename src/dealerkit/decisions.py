"""What follows from a policy, and why: rules, reasons, decisions.

A decision names the rules that decided, the rules that were tried and not met, and the facts both
read. Explanation, rule coverage and profiling all read this one record. Wording is elsewhere: a
reason carries a ``step`` (``band``, ``gate``, ``cap-payout`` …) and arguments, and
``dealerkit.report.messages`` turns it into a sentence.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import frozen

from dealerkit.problems import Arg, Location


class Outcome(Enum):
    """How a question ended. A refusal is an answer; *undetermined* names what is missing."""

    GRANTED = "granted"
    REFUSED = "refused"
    UNDETERMINED = "undetermined"


@frozen
class Rule:
    """One addressable piece of a policy: where it stands and what it is called."""

    address: str
    at: Location
    title: str = ""


@frozen
class Read:
    """A fact or parameter a decision read: its name, its value, and where the value was written."""

    name: str
    value: Arg
    at: Location | None = None


@frozen
class Reason:
    """One step towards a decision: what kind of step, by which rule, with which figures."""

    step: str
    rule: Rule
    args: tuple[tuple[str, Arg], ...] = ()

    def arg(self, name: str) -> Arg:
        """The argument called ``name``; ``""`` where the reason has none."""
        for known, value in self.args:
            if known == name:
                return value
        return ""


@frozen
class Decision:
    """An outcome with its reasons.

    ``code`` is empty for a plain grant and names the outcome otherwise (``DK001`` no rule matched,
    ``DK002`` several rules matched, ``DK003`` a fact is missing, or a domain's own code).
    ``values`` are the decided figures beside ``amount`` (a role, a second signature, a date).
    ``reasons`` decided; ``tried`` were looked at and did not hold; ``reads`` is what both read.
    """

    outcome: Outcome
    code: str = ""
    amount: Decimal | None = None
    values: tuple[tuple[str, Arg], ...] = ()
    reasons: tuple[Reason, ...] = ()
    tried: tuple[Reason, ...] = ()
    reads: tuple[Read, ...] = ()
    missing: tuple[str, ...] = ()
    as_of: date | None = None
    known_at: date | None = None
    revision: str = ""

    @property
    def because(self) -> tuple[str, ...]:
        """Addresses of the rules that decided, in the order they did."""
        return tuple(reason.rule.address for reason in self.reasons)

    def value(self, name: str) -> Arg:
        """The decided figure called ``name``; ``""`` where there is none."""
        for known, value in self.values:
            if known == name:
                return value
        return ""
