"""The ``promises:`` section (承诺), key by key: who may promise what, and by when it is decided and answered.

    promises:
      price-protection:
        authority: price-promise                   # a subject of the authority matrix
        order: [regional-manager, sales-director, general-manager]
        decide: 5 working days
        answer: 2 working days

    authority:
      price-promise:
        hit: unique
        rows:
          - {id: region, days: {below: 91}, then: {role: regional-manager}}
          - {id: director, days: {at: 91}, then: {role: sales-director}}

Source: a handset distributor's handbook: a region had promised protection without limit, and nobody had
decided or answered it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from attrs import frozen

from dealerkit.authority import Matrix, Signature
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.policy.scalars import DURATION, KEY, TEXT
from dealerkit.policy.shapes import entry, keyed, listing, named, record, ruled
from dealerkit.policy.tables import Table
from dealerkit.values.durations import Duration

SECTION = "promises"
PRICE_PROTECTION = "price-protection"
"""What a promise is about whose subject nobody wrote down."""


@frozen(kw_only=True)
class Subject:
    """What may be promised about one thing, by whom, and how long a decision and an answer may take."""

    rule: Rule = ruled()
    id: str = named()
    title: str | None = entry(TEXT, "the subject's name for people", default=None)
    authority: str | None = entry(
        KEY, "the subject of the authority matrix that says who may promise what; the same name if absent", default=None
    )
    order: tuple[str, ...] = entry(
        listing(KEY),
        "roles from the least to the highest: who stands above may promise what those below may; each only its own"
        " if absent",
        default=(),
    )
    without_limit: str | None = entry(
        KEY, "the role that may keep a promise that states no limit; nobody may if absent", default=None
    )
    decide: Duration = entry(
        DURATION, "by when a promise beyond its author's authority is decided; the day it was made is not counted"
    )
    answer: Duration = entry(DURATION, "by when the dealer has an answer; the day of the decision is not counted")

    @property
    def table(self) -> str:
        """The name of its table in the authority matrix."""
        return self.authority or self.id

    def suffices(self, role: str, needed: str) -> bool:
        """Whether a role may do what another may."""
        if role == needed:
            return bool(role)
        return {role, needed} <= {*self.order} and self.order.index(role) >= self.order.index(needed)


SUBJECTS = keyed(record(Subject))
"""The shape of the whole ``promises:`` section."""


def subjects_of(policy: Policy) -> Mapping[str, Subject]:
    """The subjects of a policy; none where it has no such section."""
    return cast("Mapping[str, Subject]", policy.sections.get(SECTION, {}))


def authority_of(policy: Policy, subject: Subject) -> Table[Signature] | None:
    """The subject's table in the authority matrix; None where there is none."""
    return cast("Matrix", policy.sections.get("authority", {})).get(subject.table)
