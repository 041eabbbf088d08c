"""Programmes for tests: written as YAML, as users write them, with the parts that do not matter filled in."""

from __future__ import annotations

from textwrap import indent

from dealerkit.policy.facts import Catalogue, Fact
from dealerkit.policy.nodes import parse
from dealerkit.policy.reading import Reading
from dealerkit.policy.shapes import Keyed
from dealerkit.policy.types import BOOLEAN, MONEY, NUMBER, SHARE, Type
from dealerkit.problems import Problem
from dealerkit.rebates.facts import FACTS
from dealerkit.rebates.programme import REBATES, Programme

CATALOGUE = Catalogue(
    (
        *FACTS,
        Fact("period.display_score", NUMBER, meaning="points for display", source="figures"),
        Fact("period.reports_on_time", BOOLEAN, meaning="whether reports came on time", source="figures"),
        Fact("period.agreed_cap", MONEY, meaning="the cap agreed with the payee", source="figures"),
    )
)
PARAMETERS: dict[str, Type] = {"payout_cap": MONEY, "second_bound": MONEY, "top_rate": SHARE}

_SETTLE = "settle: {payout: credit-note, negative: carry-forward}"


def read(text: str) -> tuple[Keyed[Programme] | None, list[Problem]]:
    """The ``rebates:`` section as written, with what is wrong with it."""
    parsed = parse(text.encode(), "policy.yaml")
    assert parsed.root is not None, parsed.problems
    reading = Reading(CATALOGUE, PARAMETERS)
    section = REBATES.read(parsed.root, reading, "rebates")
    return (section if isinstance(section, Keyed) else None), reading.problems


def written(body: str, **replaced: str) -> str:
    """A section with one programme ``p`` of these lines; what every programme needs is added where it is not said."""
    lines = {"period": "period: quarter", "qualifying": "qualifying: {measure: net_amount}", "settle": _SETTLE}
    lines |= {"method": "method: retrospective", "kind": "kind: percent"}
    lines = {
        key: line for key, line in lines.items() if not any(each.startswith(f"{key}:") for each in body.split("\n"))
    }
    return "p:\n" + indent("\n".join([*lines.values(), body.strip("\n")]), "  ")


def programme(body: str) -> Programme:
    """One programme, which must be sound as far as reading goes."""
    section, problems = read(written(body))
    assert section is not None, problems
    return section["p"]
