from __future__ import annotations

import pytest

from dealerkit.problems import Severity
from dealerkit.rebates.offset.checks import check_offset
from tests.rebates.offsetting import policy_with, programme

SHARE = "\nparameters:\n  part: {{unit: share, source: x, values: {values}}}\noffset: {{share: =part}}\n"


def codes(limit: str, *programmes: str) -> list[tuple[str, str]]:
    return [(each.code, each.severity.value) for each in check_offset(policy_with(limit, *programmes))]


@pytest.mark.parametrize("limit", ["\noffset: {share: 15%}\n", "\noffset: {share: 100%, expires: {within: 1 year}}\n"])
def test_a_sound_section_has_no_findings(limit: str):
    assert codes(limit) == []


@pytest.mark.parametrize(
    ("values", "severities"),
    [
        ("{2026-01-01: 15%}", []),
        ("{2026-01-01: 15%, 2026-07-01: 101%}", [Severity.ERROR]),
        ("{2026-01-01: 0, 2026-07-01: 15%}", [Severity.WARNING]),
        ("{2026-01-01: -1%, 2026-07-01: 15}", [Severity.ERROR, Severity.ERROR]),
    ],
)
def test_the_share_is_judged_on_every_day_it_changes(values: str, severities: list[Severity]):
    found = [*check_offset(policy_with(SHARE.format(values=values)))]
    assert [(each.code, each.severity) for each in found] == [("DK325", severity) for severity in severities]


def test_an_exception_must_be_a_programme():
    assert codes("\noffset: {share: 15%, except: [volume, mixes]}\n", programme("volume"), programme("mix")) == [
        ("DK327", "error")
    ]


def test_if_every_programme_is_excepted_or_transferred_nothing_is_left():
    limit = "\noffset: {share: 15%, except: [volume]}\n"
    assert codes(limit, programme("volume"), programme("mix", payout="transfer")) == [("DK328", "warning")]


@pytest.mark.parametrize("within", ["5 working days", "24 hours"])
def test_credit_is_not_used_by_working_days_or_hours(within: str):
    assert codes(f"\noffset: {{share: 15%, expires: {{within: {within}}}}}\n") == [("DK329", "error")]
