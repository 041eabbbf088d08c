"""The ``customers.codes`` room (编码规则), key by key.

    codes:
      customer: {pattern: "{city}-{first_contact:MM}-{name}-{sequence:3}", by: first_contact, restarts: year}
      job:      {pattern: "{date:YYYYMMDD}-{project}-{opener}-{sequence:3}", by: date, restarts: month, per: department}

Source: a CRM's handbook: city, month of first contact (two digits), name, three-digit yearly sequence; a job number
carries date, project and opener, restarts monthly per department, never repeats, stays the same through changes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from attrs import frozen

from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import KEY, TEXT, choice
from dealerkit.policy.shapes import ByKey, Shape, entry, listing, record, ruled

_SPELLINGS = cast(
    "Shape[Mapping[str, Mapping[str, str]]]",
    ByKey(cast("Shape[object]", KEY), cast("Shape[object]", ByKey(cast("Shape[object]", TEXT), TEXT))),
)


@frozen(kw_only=True)
class Scheme:
    """How one kind of code is made, and so how it is checked."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    pattern: str = entry(
        TEXT, "columns in braces and signs between them; {date:YYYYMM} a day's parts, {sequence:3} the running number"
    )
    by: str = entry(KEY, "the column with the day that says in which period a code belongs")
    restarts: str = entry(choice("month", "year", "never"), "when the running number begins anew at 1")
    per: tuple[str, ...] = entry(listing(KEY), "columns for each value of which numbers run apart", default=())
    spelt: Mapping[str, Mapping[str, str]] = entry(
        _SPELLINGS, "how values of a column are spelt in the code: {city: {上海: SH}}", default={}
    )
    loose: str | None = entry(
        KEY, "a column that may have changed since the code was made: any text stands for it", default=None
    )


SCHEME = record(Scheme)


@frozen(kw_only=True)
class Codes:
    """How codes of customers and numbers of jobs are made."""

    rule: Rule = ruled()
    title: str | None = entry(TEXT, "what people call it", default=None)
    source: str | None = entry(TEXT, "where the rules come from", default=None)
    customer: Scheme | None = entry(SCHEME, "the code of a customer, in `customers.customer`", default=None)
    job: Scheme | None = entry(SCHEME, "the number of a job, in `jobs.job`", default=None)

    def schemes(self) -> Mapping[str, Scheme]:
        """The schemes that are written, by what they are of."""
        written = {"customer": self.customer, "job": self.job}
        return {name: each for name, each in written.items() if each is not None}


CODES: Shape[Codes] = record(Codes)


def codes_of(policy: Policy) -> Codes | None:
    """The room of a policy, if it has one."""
    section = policy.sections.get("customers")
    return cast("Codes | None", getattr(section, "codes", None))
