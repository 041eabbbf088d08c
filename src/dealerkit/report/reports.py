"""Reports: one result in every form: a page for people, tables for spreadsheets, JSON for programs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from attrs import field, frozen

from dealerkit.policy.policy import Policy
from dealerkit.report.findings import Json
from dealerkit.report.languages import Language
from dealerkit.report.pages import Page
from dealerkit.report.tables import Table

SCHEMA_VERSION = 1
"""Version of the JSON of reports; it rises when a reader of the old form would misread the new one."""


@frozen(eq=False)
class Report:
    """One result. ``name`` is the stem of its files; each form is made when it is asked for.

    ``page`` is what fits a screen, ``paper`` the same with nothing left out. ``tables`` are complete,
    the first is the one that a pipe gets as CSV. ``further`` are forms that only this result has, by name.
    ``answers`` are the tables that each answer something of its own, for a result that has several: a pipe
    then gets the first that has rows, and is told of the others.
    """

    name: str
    page: Callable[[Language], Page]
    paper: Callable[[Language], Page]
    tables: Callable[[Language], tuple[Table, ...]]
    document: Callable[[Language], dict[str, Json]]
    further: Mapping[str, Callable[[Language], str]] = field(factory=dict)
    answers: Callable[[Language], tuple[Table, ...]] | None = None


def document_head(policy: Policy, as_of: date) -> dict[str, Json]:
    """What the JSON of a result on a day begins with: by which policy, and in which currency."""
    header = policy.header
    return {
        "schema_version": SCHEMA_VERSION,
        "policy": {"name": header.name, "revision": header.revision},
        "as_of": as_of.isoformat(),
        "currency": header.currency,
    }
