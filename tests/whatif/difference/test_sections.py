"""Impact rows of sections other than rebates, over the books of examples; every figure is worked out by hand."""

from __future__ import annotations

from datetime import date

from attrs import evolve

from dealerkit.assembly import load
from dealerkit.book import open_book
from dealerkit.cli.diff_on_book import touched_by
from dealerkit.policy.nodes import Node, Scalar, Sequence
from dealerkit.policy.overlays import found as located
from dealerkit.policy.policy import Policy
from dealerkit.report.difference_sections import SectionImpact
from dealerkit.whatif.difference.comparing import difference
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"


def policy_of(example: str) -> Policy:
    policy = load([EXAMPLES / example / "policy"]).policy
    assert policy is not None
    return policy


def changed(policy: Policy, address: str, text: str) -> Policy:
    """The policy with one value written otherwise; without the item of this id, where there is a list."""
    node = located(policy.root, address)
    assert node is not None
    other: Node
    if isinstance(node, Sequence):
        other = evolve(node, items=tuple(each for each in node.items if not _is(each, text)))
    else:
        assert isinstance(node, Scalar)
        other = evolve(node, text=text, runs=())
    made = policy.overlaid({address: (node.at, other)})
    assert isinstance(made, Policy), made
    return made


def _is(item: Node, id: str) -> bool:
    found = None if isinstance(item, Scalar | Sequence) else item.get("id")
    return isinstance(found, Scalar) and found.text == id


def touched(example: str, day: date, address: str, text: str) -> dict[str, SectionImpact]:
    old = policy_of(example)
    book = EXAMPLES / example / "book"
    found = difference(old, changed(old, address, text))
    sections = touched_by(found, open_book(book), open_book(book), day, None).sections
    return {each.section: each for each in sections.compared}


def lines(section: SectionImpact, *, for_people: bool = False) -> list[tuple[str, str, str, str | None, str | None]]:
    return [line for table in section.paired for line in table.lines("en", for_people=for_people)]


def test_credit():
    # D05 on 31 March: a deposit of 50,000 and an insurance of 100,000 covered at 90 %; the guarantee has ended. 80 % of
    # 140,000 is 112,000, 50 % is 70,000; he owes 25,000.
    found = touched("credit-limits", date(2026, 3, 31), "credit.limits.secured.backed.share", "50%")["credit"]
    assert [line[1:] for line in lines(found, for_people=True)] == [
        ("D05 / 海门电器", "limit", "112,000.00", "70,000.00"),
        ("D05 / 海门电器", "base", "112,000.00", "70,000.00"),
        ("D05 / 海门电器", "headroom", "87,000.00", "45,000.00"),
    ]
    assert (found.changed, found.before, found.after) == (1, 0, 0)


def test_classes():
    # C04 (80,000), C05 (80,000) and C06 (50,000) bought from 50,000 to under 100,000: a score of 4 and not of 3.
    address = "scoring.classes.rfm.rfm.parts.monetary.bands[50000].score"
    found = touched("classes", date(2026, 9, 30), address, "4")
    assert not found["scoring.figures"].is_changed
    assert not found["scoring.concentration"].is_changed
    assert [(line[1], line[3], line[4]) for line in lines(found["scoring.classes"])] == [
        (
            f"rfm / {who}",
            f"digits {digits}3; recency {digits[0]}; frequency {digits[1]}; monetary 3; total {total}",
            f"digits {digits}4; recency {digits[0]}; frequency {digits[1]}; monetary 4; total {total + 1}",
        )
        for who, digits, total in (
            ("C04 / 海门通讯", "43", 10),
            ("C05 / 北岭手机城", "22", 7),
            ("C06 / 安康电器", "33", 9),
        )
    ]


def test_governance():
    # D04 has 900 in stock and sold 3,600 in 365 days: 900 / 3,600 × 365 / 7 = 13.04 weeks, above 8 and not above 14.
    address = "governance.scan.signals[overstocked].weeks_of_stock.above"
    found = touched("governance", date(2026, 6, 30), address, "14")["governance.scan"]
    shows = [line[1:] for line in lines(found) if line[2] in {"state", "signals"}]
    assert shows == [
        ("D04", "signals", "库存周数, 库存系数", "库存系数"),
        ("D04 / 远方手机 / overstocked", "state", "shown", "quiet"),
    ]


def test_contracts():
    # C2 lacks targets, a licence that has ended, and the tax registration: 3 of 9, and 2 of 8 where none is asked for.
    # C1 and C3 have it, and the other kinds do not ask.
    address = "contracts.kinds.distribution.papers"
    found = touched("contracts", date(2026, 3, 31), address, "tax-registration")["contracts.kinds"]
    assert [line[1:] for line in lines(found) if line[0] == "contracts"] == [
        ("C2", "completeness", "0.666666666667", "0.75"),
        ("C2", "lacking", "targets, licence, tax-registration", "targets, licence"),
    ]
