"""What is wrong with programmes that add up several payees, or what others pay, before any sale exists."""

from __future__ import annotations

import pytest

from dealerkit.rebates.joint.group_checks import check_groups
from tests.rebates.policies import read, written

OTHER = written("bands: [{at: 0, rate: 1%}]").replace("p:", "other:", 1)
GOODS = written("kind: goods\ngoods: {product: H1}\nbands: [{at: 100, pay: 1}]").replace("p:", "other:", 1)
BANDS = "bands: [{at: 0, rate: 50%}]"
ENTITLEMENTS = "qualifying: {from: entitlements, of: [other], measure: net_amount}"
CEDED = "accumulate: {over: ceded, pay: head, weights: [100%]}"


def found(body: str, other: str = OTHER) -> list[tuple[str, ...]]:
    section, problems = read(f"{written(body)}\n{other}")
    assert section is not None, problems
    args = ("given", "missing", "other", "name")
    return [
        (each.code, *(str(value) for name in args if (value := each.arg(name)) != "")) for each in check_groups(section)
    ]


@pytest.mark.parametrize(
    "body",
    [
        BANDS,
        f"accumulate: {{over: group}}\n{BANDS}",
        f"accumulate: {{over: parent, pay: head}}\n{BANDS}",
        f"{CEDED}\n{ENTITLEMENTS}\n{BANDS}",
        f"{CEDED}\n{BANDS}",
        f"{ENTITLEMENTS}\n{BANDS}",
        f"period: year\n{ENTITLEMENTS}\n{BANDS}",
    ],
)
def test_a_sound_programme_has_no_findings(body):
    assert found(body) == []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("accumulate: {over: ceded, weights: [50%]}", ("DK451", "over: ceded", "pay: head")),
        ("accumulate: {over: ceded, pay: head}", ("DK451", "over: ceded", "weights:")),
        ("accumulate: {over: parent, weights: [50%]}", ("DK451", "weights:", "over: ceded")),
        ("qualifying: {of: [other], measure: net_amount}", ("DK451", "of:", "from: entitlements")),
        ("accumulate: {over: group}\nperiod: contract-year", ("DK452", "accumulate:", "period: contract-year")),
        ("accumulate: {over: group}\npayee: buyer", ("DK452", "accumulate:", "payee: buyer")),
        (
            "accumulate: {over: group}\nguarantee: {payout: 5, over: year}",
            ("DK452", "accumulate:", "guarantee: {over: year}"),
        ),
        (f"accumulate: {{over: group}}\n{ENTITLEMENTS}", ("DK452", "from: entitlements", "over: group")),
        (
            f"{ENTITLEMENTS}\nagainst: {{baseline: same-period-last-year, missing: skip}}",
            ("DK452", "from: entitlements", "baseline: same-period-last-year"),
        ),
        (f"{ENTITLEMENTS}\npaying: {{measure: net_amount}}", ("DK452", "from: entitlements", "paying:")),
        (f"period: month\n{ENTITLEMENTS}", ("DK453", "other")),
        (f"period: {{kind: year, starts: april}}\n{ENTITLEMENTS}", ("DK453", "other")),
        ("qualifying: {from: entitlements, of: [others], measure: net_amount}", ("DK449", "others")),
        ("qualifying: {from: entitlements, of: [p], measure: net_amount}", ("DK450",)),
    ],
)
def test_what_does_not_fit_is_found(body, expected):
    assert found(f"{body}\n{BANDS}") == [expected]


def test_goods_are_no_money_to_be_added_up():
    assert found(f"{ENTITLEMENTS}\n{BANDS}", GOODS) == [("DK452", "from: entitlements", "other, kind: goods")]
