"""Codes of customers and numbers of jobs (DK733, DK748) in English."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK733": Wording(
        "the pattern `{pattern}` makes no codes: {why}[ (`{part}`)]",
        "write columns in braces, a day's parts as in `{{date:YYYYMM}}`, and `{{sequence:3}}` once",
    ),
    "DK748": Wording(
        "{of} `{number}`: {what}[; expected `{expected}`][; {other}]",
        "correct the record; a number that was given out once is never given out again",
    ),
}

STEPS: dict[str, str] = {
    "code-next": "the highest running number of {period} is {highest}: the next code is {made}",
    "code-full": "{period} is full at {last}",
    "code-untold": "what the code is made of is not known",
    "code-checked": "{number} was read by the pattern",
}

TERMS: dict[str, str] = {
    "codes-part": "a part is no column",
    "codes-day": "a day has the parts YYYY, YY, MM and DD",
    "codes-sequence": "it needs one running number with its width",
    "codes-loose": "what is loose must stand in it once",
    "codes-braces": "braces are not closed",
    "codes-no-day": "a day is needed, and the column holds none",
    "code-pattern": "it is not made by the pattern",
    "code-repeated": "it is given out twice",
    "code-changed": "the number was changed; it stays the same through changes",
    "code-gap": "running numbers are missing",
    "code-full": "the running numbers are used up",
    "code-mixed-up": "this number is also a customer's code; the two are different keys",
}
