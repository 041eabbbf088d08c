"""Numbers whose form a standard decides, not the company: tax numbers, identity cards, bank cards, IBAN.

Each check takes a text without spaces around it and says whether it can be such a number. That a number is
well formed does not mean that it was ever given out.

* ``credit-code``: GB 32100-2015, unified social credit code (统一社会信用代码): 18 characters of an alphabet without
  I, O, S, V, Z; positions 3 to 8 are digits; weights 3^(i-1) mod 31; the check character makes the weighted sum a
  multiple of 31. Worked example of the standard's guide: 91350100M000100Y4 gives 1640, remainder 28, character 3.
* ``old-tax-number``: the 15-digit taxpayer number before 2015: six digits of the district, nine of the organisation
  code (GB 11714-1997), whose last may be a letter; the check character of the organisation code is verified where
  the number is one of an organisation.
* ``resident-id``: GB 11643-1999, 18 characters, a real birthday, check by ISO 7064 MOD 11-2.
* ``bank-card``: ISO/IEC 7812-1, 12 to 19 digits, check by Luhn.
* ``iban``: ISO 13616-1, lengths by country from the IBAN registry (SWIFT), check by ISO 7064 MOD 97-10.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

Check = Callable[[str], bool]
"""Whether a text has the form."""

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_VALUES = {each: value for value, each in enumerate(_ALPHABET)}
_WEIGHTS = tuple(pow(3, i, 31) for i in range(17))
_is_credit_code = re.compile(rf"[{_ALPHABET}]{{2}}[0-9]{{6}}[{_ALPHABET}]{{10}}").fullmatch

_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)
_is_old_tax_number = re.compile(r"[0-9]{6}[0-9A-Z]{8}[0-9X]").fullmatch

_RESIDENT_WEIGHTS = tuple(pow(2, 17 - i, 11) for i in range(17))
_is_resident_id = re.compile(r"[1-9][0-9]{16}[0-9X]").fullmatch
_RESIDENT_CHECK = "10X98765432"
_FIRST_YEAR = 1800

_is_card = re.compile(r"[0-9]{12,19}").fullmatch
_DOUBLED = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)

_is_iban = re.compile(r"[A-Z]{2}[0-9]{2}[0-9A-Z]{11,30}").fullmatch
_TO_DIGITS = {ord(each): str(value) for value, each in enumerate("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")}
_LENGTHS: Mapping[str, int] = {
    country: length
    for length, countries in {
        15: "NO",
        16: "BE",
        18: "DK FI FK FO GL NL SD",
        19: "MK SI",
        20: "AT BA EE KZ LT LU MN XK",
        21: "CH HR LI LV",
        22: "BG BH CR DE GB GE IE ME RS VA",
        23: "AE GI IL IQ OM SO TL",
        24: "AD CZ ES MD PK RO SA SE SK TN VG",
        25: "LY PT ST",
        26: "IS TR",
        27: "BI DJ FR GR IT MC MR SM",
        28: "AL AZ BY CY DO GT HN HU LB NI PL SV",
        29: "BR EG PS QA UA",
        30: "JO KW MU YE",
        31: "MT SC",
        32: "LC",
        33: "RU",
    }.items()
    for country in countries.split()
}
"""Characters of an IBAN by country: the registry kept by SWIFT for ISO 13616."""


def is_credit_code(text: str) -> bool:
    """Whether it can be a unified social credit code (GB 32100-2015)."""
    if not _is_credit_code(text):
        return False
    total = sum(_VALUES[each] * weight for each, weight in zip(text, _WEIGHTS, strict=False))
    return (total + _VALUES[text[17]]) % 31 == 0


def is_old_tax_number(text: str) -> bool:
    """Whether it can be a 15-digit taxpayer number of an organisation, as given out until 2015."""
    if not _is_old_tax_number(text):
        return False
    body = text[6:14]
    total = sum(int(each, 36) * weight for each, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True))
    return "0X987654321"[total % 11] == text[14]


def is_resident_id(text: str) -> bool:
    """Whether it can be the number of a Chinese identity card (GB 11643-1999); a small x counts as X."""
    text = text.upper()
    if not _is_resident_id(text):
        return False
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(int(each) * weight for each, weight in zip(text, _RESIDENT_WEIGHTS, strict=False))
    return born.year >= _FIRST_YEAR and _RESIDENT_CHECK[total % 11] == text[17]


def is_bank_card(text: str) -> bool:
    """Whether it can be the number of a payment card (ISO/IEC 7812-1, Luhn)."""
    if not _is_card(text):
        return False
    digits = [*map(int, reversed(text))]
    return (sum(digits[::2]) + sum(_DOUBLED[each] for each in digits[1::2])) % 10 == 0


def is_iban(text: str) -> bool:
    """Whether it can be an IBAN (ISO 13616-1); spaces between groups of four do not matter."""
    text = text.replace(" ", "")
    if not _is_iban(text) or _LENGTHS.get(text[:2]) != len(text):
        return False
    return int((text[4:] + text[:4]).translate(_TO_DIGITS)) % 97 == 1


STANDARDS: Mapping[str, Check] = {
    "credit-code": is_credit_code,
    "old-tax-number": is_old_tax_number,
    "resident-id": is_resident_id,
    "bank-card": is_bank_card,
    "iban": is_iban,
}
"""The built-in checks by the name that a policy writes."""
