"""What the commands on collections have in common: what must be there before they can answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dealerkit.assembly.recording import stated_cases
from dealerkit.book.recording import Asking
from dealerkit.cli import exits
from dealerkit.cli.claimed import unknown_customer
from dealerkit.cli.results import Material, Refused
from dealerkit.credit.collecting.section import SECTION, collections_of
from dealerkit.policy.stated import StatedCase
from dealerkit.problems import Problem, problem


def of_customer(
    material: Material, as_of: date, customer: str, addresses: tuple[str, ...]
) -> Iterator[StatedCase | Problem]:
    """What rules of ``collections`` say of one customer, as test cases; none where nobody is named."""
    askings = (Asking(of=each, as_of=as_of, own={"customer": customer}, who=(customer,)) for each in addresses)
    return stated_cases(material.policy, material.book, askings if customer else ())


def refused(material: Material, dealer: str, parts: tuple[str, ...]) -> Refused | None:
    """DK493 where the policy lacks a part of ``collections``, DK802 without invoices, DK932 for an unknown dealer."""
    section = collections_of(material.policy)
    lacking = [each for each in parts if section is None or getattr(section, each) is None]
    if lacking:
        return Refused((problem("DK493", None, section=f"{SECTION}.{lacking[0]}"),), exits.NOT_RUN)
    missing = material.book.lacking("invoices", ())
    if missing:
        return Refused(missing, exits.NOT_RUN)
    unknown = unknown_customer(material, dealer)
    return None if unknown is None else Refused((unknown,))
