"""What comes of an order: the action, the checks behind it, the signatures it needs, the limit and the exposure."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction

from attrs import field, frozen

from dealerkit.credit.outcomes import decided
from dealerkit.decisions import Decision, Reason, Rule
from dealerkit.problems import Problem


class Action(Enum):
    """What an order desk does with an order; the later ones are stricter."""

    SHIP = "ship"
    RELEASE = "release"
    """Ships as a release over the limit once it is signed."""
    REFER = "refer"
    """Waits for somebody's word, case by case."""
    CASH_FIRST = "cash-first"
    """Ships once it is paid."""
    HOLD = "hold"
    UNDETERMINED = "undetermined"
    """Something is not known: it may not ship on this answer, and nobody has refused it."""


@frozen(kw_only=True)
class Exposure:
    """What counts against a limit, component by component, each as the policy counts it (below zero: taken off)."""

    receivables: Decimal
    delivered: Decimal
    open_orders: Decimal
    bills: Decimal
    deposits: Decimal
    unapplied: Decimal
    total: Decimal
    beyond_horizon: Decimal = Decimal(0)
    """Open orders that were left out because they are wanted later than the horizon."""


@frozen(kw_only=True)
class LimitFound:
    """The limit that holds for a customer or a group on a day.

    ``amount`` is None where there is no limit (``unlimited``) and where it is undetermined (``missing`` names
    why). ``rule`` is None where no limit of the policy is for the customer: nobody has granted him credit, and
    ``amount`` is zero. ``cash_first`` says that a customer without history pays first.
    """

    subject: str
    day: date
    amount: Decimal | None
    rule: Rule | None = None
    method: str = ""
    unlimited: bool = False
    cash_first: bool = False
    base: Decimal | None = None
    """What the method alone gives, before bounds, opening and temporary increases."""
    temporary: Decimal = Decimal(0)
    until: date | None = None
    """The last day on which it holds, where it ends: of the rule, of what was granted, of what backs it."""
    expired_on: date | None = None
    """The day on which what was granted ended, where it has ended and nothing follows it."""
    review_on: date | None = None
    most_of_one_load: Decimal | None = None
    open_loads: int | None = None
    """How many unpaid loads a load-on-load limit allows; one without a value of a load is ``unlimited`` in money."""
    reasons: tuple[Reason, ...] = ()
    tried: tuple[Reason, ...] = ()
    """Limits that were looked at and are not for the customer, or not of that day."""
    missing: tuple[str, ...] = ()
    code: str = ""
    """Why it is undetermined: DK003 a fact is missing, DK001 and DK002 of a decision table, or another code."""
    problems: tuple[Problem, ...] = field(default=(), repr=False)

    @property
    def is_known(self) -> bool:
        """Whether there is an amount, or none is needed."""
        return self.unlimited or self.amount is not None


@frozen(kw_only=True)
class SublimitFound:
    """A limit within the limit, and what counts against it; ``amount`` and ``headroom`` are None as in a limit."""

    id: str
    rule: Rule
    amount: Decimal | None
    used: Decimal | None
    headroom: Decimal | None
    unlimited: bool = False
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()


@frozen(kw_only=True)
class Checked:
    """One check, or one requirement of eligibility, as it came out.

    ``failed`` is None where it cannot be told; ``missing`` then names what is not known. ``level`` is what
    follows for this customer if it fails, ``off`` where it is not looked at. ``value`` and ``bound`` are the
    figure and what it was compared with, in the check's own unit; a check that passed may leave them out.
    """

    id: str
    rule: Rule
    kind: str
    level: str
    failed: bool | None
    value: Decimal | Fraction | int | None = None
    bound: Decimal | Fraction | int | None = None
    to: str = ""
    plan: bool = False
    answered: str = ""
    """The signed word that lets the order through, where the check refers it and somebody answered."""
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()


@frozen(kw_only=True)
class Signature:
    """A signature that an answer asks for."""

    role: str
    second: str = ""
    for_: str = ""
    """The id of the step or check that asks."""


@frozen(kw_only=True)
class Offer:
    """A step of the ladder as it stands for an order: open, or why not."""

    step: str
    rule: Rule
    open: bool | None
    sign: str = ""
    second: str = ""
    used: int = 0
    times: int | None = None
    bound: Decimal | None = None
    """The amount that the shipment, or the excess, must stay below."""
    expires_on: date | None = None
    due_on: date | None = None
    cash_first: bool = False
    plan: bool = False
    plan_amount: Decimal | None = None
    """What a repayment plan is asked for: all that is over the limit, the order included."""
    excess: Decimal | None = None
    """How far the order goes beyond the limit, with what counts against it already."""
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()


@frozen(kw_only=True)
class OrderAnswer:
    """The answer to an order: what to do with it, and everything that was looked at.

    ``failing`` are the checks that failed or cannot be told, in the policy's order; ``checks`` all of them,
    eligibility first. ``headroom`` is the largest order that the limit checks would let pass now, the limit less
    the exposure where there is no such check, None without a limit. ``signatures`` are those that it waits for.
    ``offers`` is the ladder where the order is over the limit; ``release`` the number of the signed release it
    ships under. ``missing`` names what is not known of the order itself. ``amount`` is in the policy's currency.
    """

    order: str
    customer: str
    day: date
    amount: Decimal | None
    action: Action
    limit: LimitFound
    exposure: Exposure | None
    headroom: Decimal | Fraction | None
    checks: tuple[Checked, ...] = ()
    signatures: tuple[Signature, ...] = ()
    offers: tuple[Offer, ...] = ()
    release: str = ""
    plan: bool = False
    missing: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = field(default=(), repr=False)
    """What was decided by beside checks and ladder: the release it ships under."""
    revision: str = field(default="", repr=False)
    problems: tuple[Problem, ...] = field(default=(), repr=False)

    @property
    def failing(self) -> tuple[Checked, ...]:
        """The checks that failed or cannot be told, without those that are off."""
        return tuple(each for each in self.checks if each.failed is not False and each.level != "off")

    @property
    def decision(self) -> Decision:
        """The answer as a decision with reasons: granted where it ships, refused where it waits."""
        return decided(self)
