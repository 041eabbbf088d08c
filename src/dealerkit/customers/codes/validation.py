"""What can be known to be wrong with the rules on codes before there is any code."""

from __future__ import annotations

from collections.abc import Iterator

from dealerkit.book import TABLES, Kind
from dealerkit.customers.codes.pattern import Coder, Fault, coder_of
from dealerkit.customers.codes.section import Scheme, codes_of
from dealerkit.customers.files.validation import unknown_column
from dealerkit.policy.policy import Policy
from dealerkit.problems import Problem, problem

_TABLES = {"customer": "customers", "job": "jobs"}


def check(policy: Policy) -> Iterator[Problem]:
    """DK733 a pattern that makes no codes, DK731 a column that is nowhere."""
    codes = codes_of(policy)
    if codes is None:
        return
    for of, scheme in codes.schemes().items():
        coder = coder_of(scheme)
        if isinstance(coder, Fault):
            yield problem(
                "DK733",
                scheme.rule.at,
                address=scheme.rule.address,
                pattern=scheme.pattern,
                why=f"codes-{coder.why}",
                part=coder.part,
            )
        else:
            yield from _columns(coder, of, scheme, policy)


def _columns(coder: Coder, of: str, scheme: Scheme, policy: Policy) -> Iterator[Problem]:
    table = TABLES[_TABLES[of]]
    for column in coder.columns:
        if column not in table.by_name and f"dealer.{column}" not in policy.catalogue:
            yield unknown_column(scheme.rule, "pattern", column, table.name)
    days = {part.column for part in coder.parts if part.day} | {scheme.by}
    for column in sorted(days):
        found = table.by_name.get(column)
        if found is not None and found.kind not in {Kind.DATE, Kind.MOMENT}:
            yield problem(
                "DK733",
                scheme.rule.at,
                address=scheme.rule.address,
                pattern=scheme.pattern,
                why="codes-no-day",
                part=column,
            )
