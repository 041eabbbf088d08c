"""The forms of values as a policy names them, ready to be asked: one function a form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from attrs import frozen

from dealerkit.customers.files.patterns import Refusal, compiled
from dealerkit.customers.files.section import Bank, Files, Format
from dealerkit.customers.files.standards import STANDARDS, Check
from dealerkit.customers.staff import Staff

OF_A_BANK = "bank"
"""The form of an account number that is looked at by the rules of its bank."""


def forms_of(files: Files) -> Mapping[str, Check]:
    """Every form by name: the policy's own, and the standards under their names where no own one has it."""
    found: dict[str, Check] = dict(STANDARDS)
    # A form of any others may name one that stands after it.
    for each in files.formats.values():
        if each.any is None:
            found[each.id] = _plain(each)
    for each in files.formats.values():
        if each.any is not None:
            found[each.id] = _any_of(each.any, found)
    return found


def _plain(written: Format) -> Check:
    if written.standard is not None:
        return STANDARDS[written.standard]
    matches = compiled(written.pattern or "")
    if isinstance(matches, Refusal):
        return never
    return cast("Check", matches)


def _any_of(names: tuple[str, ...], known: Mapping[str, Check]) -> Check:
    checks = tuple(known.get(name, never) for name in names)
    return lambda text: any(each(text) for each in checks)


def between(signs: tuple[str, ...]) -> re.Pattern[str] | None:
    """What stands between several values in one cell, with the spaces around it; None where a cell is one value."""
    return re.compile(r"\s*(?:" + "|".join(map(re.escape, signs)) + r")\s*") if signs else None


def each_of(signs: tuple[str, ...], form: Check) -> Check:
    """A form that every value of a cell must have, where a cell may hold several."""
    found = between(signs)
    if found is None:
        return form
    return lambda text: all(form(each) for each in found.split(text.strip()))


def held_by(role: str, staff: Staff) -> Check:
    """Whether an employee has, or had, a role; remembers each answer."""
    known: dict[str, bool] = {}

    def holds(value: str) -> bool:
        employee = f"{value}"
        found = known.get(employee)
        if found is None:
            found = known[employee] = staff.has_held(employee, role)
        return found

    return holds


def never(text: str) -> bool:
    """A form that cannot be made is a finding of the policy; nothing has it."""
    del text
    return False


@frozen(eq=False)
class Banks:
    """The listed banks by every name under which records know them."""

    by_name: Mapping[str, tuple[Bank, Check | None]]

    def find(self, name: str) -> Bank | None:
        """The bank that a record names; its branch may follow its name."""
        found = self._find(name)
        return found[0] if found else None

    def _find(self, name: str) -> tuple[Bank, Check | None] | None:
        exact = self.by_name.get(name)
        if exact is not None:
            return exact
        # "中国工商银行上海分行" is at 中国工商银行: the longest name that begins it.
        begun = [known for known in self.by_name if known and name.startswith(known)]
        return self.by_name[max(begun, key=len)] if begun else None

    def number(self, bank: str, account: str) -> str:
        """An account number without signs between digits and without what its bank drops."""
        found = self._find(bank) if bank else None
        if found:
            for prefix in found[0].drops:
                if account.startswith(prefix):
                    account = account[len(prefix) :]
                    break
        return account if account.isalnum() else "".join(each for each in account if each.isalnum())

    def trouble(self, bank: str, account: str, kind: str, usable: object) -> str:
        """What is wrong with an account: bank, begins, form, passbook; nothing is ``""``."""
        found = self._find(bank)
        if found is None:
            return "bank"
        rule, form = found
        number = self.number(bank, account)
        if rule.begins and not number.startswith(rule.begins):
            return "begins"
        if not (number.isdecimal() if form is None else form(number)):
            return "form"
        if rule.everywhere and kind == "passbook" and usable is not True:
            return "passbook"
        return ""


def banks_of(files: Files | None) -> Banks | None:
    """The banks of a policy; None where it lists none."""
    if files is None or not files.banks:
        return None
    forms = forms_of(files)
    return Banks(
        {
            name: (bank, forms.get(bank.format, never) if bank.format else None)
            for bank in files.banks.values()
            for name in (bank.names or (bank.id,))
        }
    )
