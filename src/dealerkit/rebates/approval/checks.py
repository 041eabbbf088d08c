"""What can be known to be wrong with the matrix for approvals before anything is to be approved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from typing import cast

from dealerkit.authority import Matrix, Signature
from dealerkit.policy.facts import Catalogue
from dealerkit.policy.policy import Policy
from dealerkit.policy.tables import Table
from dealerkit.problems import Problem, Severity, nearest, problem
from dealerkit.rebates.approval.subjects import AMOUNT, ASKED, DEALER, SUBJECT

_NUMBERS = ("amount", "quantity", "number")
_LONG = 4


def check_approvals(policy: Policy) -> Iterator[Problem]:
    """DK280 a column that nothing of a posting or correction fills, DK281 a role that looks misspelt (a warning)."""
    matrix = cast("Matrix", policy.sections.get("authority", {}))
    for name, asked in ASKED.items():
        if name in matrix:
            yield from _columns(matrix[name], asked, policy.catalogue)
            yield from _roles(name, matrix)


def _columns(subject: Table[Signature], asked: tuple[str, ...], catalogue: Catalogue) -> Iterator[Problem]:
    is_posting = subject.id == SUBJECT
    dealers = tuple(fact.name for fact in catalogue if fact.name.startswith(DEALER)) if is_posting else ()
    for column in subject.columns:
        kind = ""
        if column.name in asked:
            kind = "amount" if column.name == AMOUNT else "word"
            if column.kind.name in (_NUMBERS if column.name == AMOUNT else ("word",)):
                continue
        elif column.name in dealers:
            continue
        yield problem(
            "DK280",
            column.at,
            address=f"{subject.rule.address}.columns.{column.name}",
            subject=subject.id,
            column=column.name,
            kind=kind,
            nearest="" if kind else nearest(column.name, (*asked, *dealers)),
            known=() if kind else tuple(sorted(asked)),
        )


def _roles(name: str, matrix: Mapping[str, Table[Signature]]) -> Iterator[Problem]:
    """A role that is named once in the whole matrix and is nearly another one."""
    named: dict[str, int] = {}
    for table in matrix.values():
        for row in table.rows:
            for role in (row.then.role, row.then.second):
                if role is not None:
                    named[role] = named.get(role, 0) + 1
    for row in matrix[name].rows:
        for role in (row.then.role, row.then.second):
            close = _misspelt(role, named) if role is not None and named[role] == 1 else ""
            if close:
                yield problem(
                    "DK281",
                    row.rule.at,
                    address=row.rule.address,
                    severity=Severity.WARNING,
                    subject=name,
                    role=role or "",
                    nearest=close,
                )


def _misspelt(role: str, named: Mapping[str, int]) -> str:
    """A role named more often that differs in one word, by a slip."""
    return next((each for each in sorted(named) if named[each] > 1 and _is_slip(role, each)), "")


def _is_slip(role: str, other: str) -> bool:
    """Whether one word of a role is another's with a slip; short words and numbers are meant as they stand."""
    pairs = [(a, b) for a, b in zip_longest(role.split("-"), other.split("-"), fillvalue="") if a != b]
    return len(pairs) == 1 and all(len(word) >= _LONG and word.isalpha() for word in pairs[0]) and _is_near(*pairs[0])


def _is_near(one: str, other: str) -> bool:
    """Whether a letter was added, left out or changed, or two neighbours changed places."""
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])
