"""What comes of returns: parts of a line with the same fate, lines, and whole returns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import Enum

from attrs import evolve, field, frozen

from dealerkit.authority.signing import Judged
from dealerkit.contracts.returns.records import Asked
from dealerkit.contracts.returns.section import ReturnRule
from dealerkit.decisions import Decision, Outcome, Reason
from dealerkit.problems import Arg, Problem
from dealerkit.values.exact import ZERO, Number, add, divide, multiply, total_of_decimals


class Fate(Enum):
    """What becomes of units."""

    ACCEPT = "accept"
    CHARGED = "accept-with-charge"
    EXCHANGE = "exchange"
    REPAIR = "repair"
    REFER = "refer"
    """It waits for the word of those who may decide."""
    REFUSE = "refuse"
    UNDETERMINED = "undetermined"

    @property
    def is_credited(self) -> bool:
        """Whether money is given for it."""
        return self in (Fate.ACCEPT, Fate.CHARGED)


class Why(Enum):
    """Why units are refused, where no rule that was written down says it."""

    NO_RULE = "no-rule"
    NOT_BOUGHT = "not-bought"
    """No purchase explains them, or what was bought came back already."""
    ALREADY_BACK = "already-back"
    """The unit with this serial number came back already."""
    UNNAMED = "no-document"
    NOT_CONFIRMED = "not-confirmed"
    """The warehouse confirmed fewer."""
    IN_PATH = "refused-in-path"
    NO_UNITS = "no-units"


_NEVER_BOUGHT = frozenset({Why.NOT_BOUGHT, Why.ALREADY_BACK, Why.UNNAMED, Why.NO_UNITS, Why.NOT_CONFIRMED})


@frozen
class Part:
    """Units of one line with the same fate.

    ``value`` is what they were bought for, ``credit`` what is given for them: exact, None where not known.
    ``needs`` are the roles that still have to sign what is referred.
    """

    fate: Fate
    quantity: Decimal
    rule: ReturnRule | None = None
    why: Why | None = None
    value: Number | None = None
    charge: Number = ZERO
    credit: Number | None = ZERO
    bought_on: date | None = None
    document: str = ""
    lot: int = -1
    """Which purchase they came from; below zero where it is known by serial number, or not at all."""
    needs: tuple[str, ...] = ()
    judged: Judged | None = None
    reasons: tuple[Reason, ...] = ()
    tried: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    code: str = ""


def scaled(part: Part, quantity: Decimal) -> Part:
    """The same for fewer units."""
    if quantity == part.quantity:
        return part

    def share(number: Number | None) -> Number | None:
        return None if number is None else divide(multiply(number, quantity), part.quantity)

    return evolve(
        part,
        quantity=quantity,
        value=share(part.value),
        charge=share(part.charge) or ZERO,
        credit=share(part.credit),
    )


@frozen(eq=False)
class LineResult:
    """One line: its parts, its credit to the cent, and what it waits for."""

    asked: Asked
    parts: tuple[Part, ...]
    credit: Decimal | None
    waits_for: str = ""
    """The role or step that is next before the credit may be given; empty where nothing is."""
    problems: tuple[Problem, ...] = field(default=(), repr=False)
    reasons: tuple[Reason, ...] = field(default=(), repr=False)
    """The steps on its way to the credit, and the one that is next."""
    shares: tuple[Decimal | None, ...] = field(default=(), repr=False)
    """What of the credit is for each part, to the cent; None where it is not known."""

    @property
    def fate(self) -> str:
        """What becomes of it, in a word; ``mixed`` where its units fare differently."""
        fates = {part.fate for part in self.parts}
        return fates.pop().value if len(fates) == 1 else "mixed"

    @property
    def payable(self) -> Decimal:
        """What is to be credited now: nothing while a step is open, and nothing twice."""
        if self.credit is None or self.waits_for or self.asked.done:
            return ZERO
        return self.credit

    def units(self, *fates: Fate) -> Decimal:
        """How many of its units have one of these fates."""
        return total_of_decimals(part.quantity for part in self.parts if part.fate in fates)

    @property
    def needs(self) -> tuple[str, ...]:
        """The roles that still have to sign."""
        return tuple(dict.fromkeys(role for part in self.parts for role in part.needs))

    @property
    def value(self) -> Number | None:
        """What the units that a purchase explains were bought for; None where a price is not known."""
        found: Number = ZERO
        for part in self.parts:
            if part.why in _NEVER_BOUGHT:
                continue
            if part.value is None:
                return None
            found = add(found, part.value)
        return found


@frozen(eq=False)
class Returned:
    """A whole return: its lines and the decision about it."""

    number: str
    dealer: str
    lines: tuple[LineResult, ...]
    decision: Decision

    @property
    def on(self) -> date:
        """The day of its first line."""
        return self.lines[0].asked.on


def decided(number: str, lines: Sequence[LineResult]) -> Returned:
    """The decision about a return: undetermined while a line is or waits for a signature, refused where all is.

    Its figures: the units ``accepted``, ``charged``, ``exchanged``, ``repaired``, ``referred``, ``refused`` and
    ``undetermined``; ``fate`` of the line where it has one; ``value`` of all units; ``charge``; ``needs``, who has to
    sign; ``waits_for``; ``credited`` before; ``payable`` now. Its amount is the credit in all.
    """
    parts = [part for line in lines for part in line.parts]
    figures = _figures(lines, parts)
    on_the_way = [reason for line in lines for reason in line.reasons]
    reasons = tuple(dict.fromkeys([*(reason for part in parts for reason in part.reasons), *on_the_way]))
    tried = tuple(dict.fromkeys(reason for part in parts for reason in part.tried))
    missing = tuple(dict.fromkeys(each for part in parts for each in part.missing))
    credits = [line.credit for line in lines]
    amount = None if any(each is None for each in credits) else total_of_decimals(each or ZERO for each in credits)
    outcome, code = Outcome.GRANTED, ""
    unknown = next((part for part in parts if part.fate is Fate.UNDETERMINED), None)
    if unknown is not None:
        outcome, code = Outcome.UNDETERMINED, unknown.code or "DK003"
    elif any(part.fate is Fate.REFER for part in parts):
        outcome, code = Outcome.UNDETERMINED, "DK795"
    elif all(part.fate is Fate.REFUSE for part in parts):
        outcome, code = Outcome.REFUSED, "DK794"
    decision = Decision(outcome, code, amount, figures, reasons, tried, missing=missing)
    return Returned(number, lines[0].asked.dealer, tuple(lines), decision)


_COUNTED = (
    ("accepted", (Fate.ACCEPT, Fate.CHARGED)),
    ("charged", (Fate.CHARGED,)),
    ("exchanged", (Fate.EXCHANGE,)),
    ("repaired", (Fate.REPAIR,)),
    ("referred", (Fate.REFER,)),
    ("refused", (Fate.REFUSE,)),
    ("undetermined", (Fate.UNDETERMINED,)),
)


def _figures(lines: Sequence[LineResult], parts: Sequence[Part]) -> tuple[tuple[str, Arg], ...]:
    fates = {part.fate.value for part in parts}
    found: list[tuple[str, Arg]] = [("fate", fates.pop() if len(fates) == 1 else "mixed")]
    found += [(name, total_of_decimals(p.quantity for p in parts if p.fate in fates)) for name, fates in _COUNTED]
    found.append(("needs", tuple(dict.fromkeys(role for line in lines for role in line.needs)) or ""))
    found.append(("waits_for", next((line.waits_for for line in lines if line.waits_for), "")))
    found.append(("why", ", ".join(dict.fromkeys(part.why.value for part in parts if part.why is not None))))
    values = [part.value for part in parts if part.why not in _NEVER_BOUGHT]
    if all(each is not None for each in values):
        found.append(("value", _sum(each for each in values if each is not None)))
    found.append(("charge", _sum(part.charge for part in parts)))
    found.append(("credited", total_of_decimals(line.asked.credited or ZERO for line in lines)))
    found.append(("payable", total_of_decimals(line.payable for line in lines)))
    found.append(("findings", tuple(dict.fromkeys(each.code for line in lines for each in line.problems)) or ""))
    return tuple(found)


def _sum(numbers: Iterable[Number]) -> Number:
    found: Number = ZERO
    for each in numbers:
        found = add(found, each)
    return found
