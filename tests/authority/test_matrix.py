"""The authority matrix: who signs, and what is wrong with the matrix itself."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from dealerkit import authority
from dealerkit.authority import Signature
from dealerkit.decisions import Decision
from dealerkit.policy.facts import Fact
from dealerkit.policy.nodes import parse
from dealerkit.policy.policy import Policy, Section, read_policy
from dealerkit.policy.reading import Invalid, Reading
from dealerkit.policy.tables import Table
from dealerkit.policy.types import TEXT, Value

COMPENSATION = """
  compensation:
    title: 赔偿
    hit: unique
    rows:
      - {id: supervisor, amount: {below: 500}, then: {role: supervisor}}
      - {id: manager, amount: {at: 500, below: 5_000}, then: {role: manager}}
      - {id: general, amount: {at: 5_000}, then: {role: general-manager, second: finance}}
"""
HEAD = """
policy: {name: test, revision: "7", currency: CNY, effective: 2026-01-01..}
"""


def section(text: str) -> authority.Matrix:
    parsed = parse(f"authority:\n{text}".encode(), "policy.yaml")
    assert parsed.root is not None
    node = parsed.root.get("authority")
    assert node is not None
    reading = Reading()
    found = authority.SECTION_SHAPE.read(node, reading, "authority")
    assert reading.problems == []
    assert not isinstance(found, Invalid)
    return found


def policy(text: str, facts: tuple[Fact, ...] = ()) -> Policy:
    parsed = parse((HEAD + text).encode(), "policy.yaml")
    assert parsed.root is not None
    found, problems = read_policy(parsed.root, [Section("authority", authority.SECTION_SHAPE, facts)])
    assert problems == ()
    assert found is not None
    return found


class TestCompensation:
    @pytest.mark.parametrize(
        ("amount", "role", "second"),
        [
            ("499.99", "supervisor", ""),
            ("500", "manager", ""),
            ("4999.99", "manager", ""),
            ("5000", "general-manager", "finance"),
        ],
    )
    def test_the_amount_decides_who_signs(self, amount: str, role: str, second: str):
        found = authority.decide(section(COMPENSATION)["compensation"], {"amount": Decimal(amount)})
        assert (found.value("role"), found.value("second")) == (role, second)

    def test_the_decision_names_its_row(self):
        found = authority.decide(section(COMPENSATION)["compensation"], {"amount": Decimal(500)})
        assert found.because == ("authority.compensation.rows[manager]",)

    def test_a_sound_matrix_has_no_findings(self):
        assert list(authority.check(section(COMPENSATION))) == []

    def test_the_facts_of_a_subject_are_its_columns(self):
        assert [fact.name for fact in authority.facts(section(COMPENSATION)["compensation"])] == ["amount"]

    def test_a_role_that_signs_twice_is_found(self):
        twice = COMPENSATION.replace("second: finance", "second: general-manager")
        assert [(each.code, each.address) for each in authority.check(section(twice))] == [
            ("DK247", "authority.compensation.rows[general]")
        ]

    def test_every_subject_is_checked(self):
        gap = "  return:\n    hit: unique\n    rows: [{id: a, amount: {up_to: 10}, then: {role: clerk}}]\n"
        found = list(authority.check(section(COMPENSATION + gap)))
        assert [(each.code, each.address, each.arg("witness")) for each in found] == [
            ("DK237", "authority.return", "amount 10.01")
        ]


class TestPowerConnection:
    """Low voltage up to 10 kW: station. High voltage from 10 to under 1000 kVA: branch. From 1000 kVA,
    or with dual supply, or with a dedicated line: city company.
    """

    @pytest.fixture(scope="class")
    @staticmethod
    def subject(root: Path) -> Table[Signature]:
        parsed = parse((root / "examples" / "power-connection" / "authority.yaml").read_bytes(), "authority.yaml")
        assert parsed.root is not None
        found, problems = read_policy(parsed.root, [Section("authority", authority.SECTION_SHAPE)])
        assert problems == ()
        assert found is not None
        matrix = found.sections["authority"]
        return matrix["connection"]  # type: ignore[index, no-any-return]

    @pytest.mark.parametrize(
        ("case", "role"),
        [
            ({"voltage": "low", "load": Decimal(10)}, "station"),
            ({"voltage": "high", "capacity": Decimal(10)}, "branch"),
            ({"voltage": "high", "capacity": Decimal("999.99")}, "branch"),
            ({"voltage": "high", "capacity": Decimal(1000)}, "city-company"),
            ({"voltage": "low", "load": Decimal(5), "dual_supply": True}, "city-company"),
            ({"voltage": "high", "capacity": Decimal(20), "dedicated_line": True}, "city-company"),
            ({"voltage": "low", "load": Decimal(11)}, ""),
            ({"voltage": "high", "capacity": Decimal("9.99")}, ""),
        ],
    )
    def test_the_rule_gives_these_offices(self, subject: Table[Signature], case: dict[str, Value], role: str):
        found = authority.decide(subject, {"dual_supply": False, "dedicated_line": False, **case})
        assert found.value("role") == role
        assert (found.code == "DK001") == (not role)

    def test_the_check_finds_the_two_sizes_nobody_decides(self, subject: Table[Signature]):
        found = list(authority.check(authority.Matrix({"connection": subject})))
        assert [(each.code, each.arg("witness")) for each in found] == [
            ("DK237", "voltage low, load 10.01 kW, dual_supply false, dedicated_line false"),
            ("DK237", "voltage high, capacity 0 kVA, dual_supply false, dedicated_line false"),
        ]


class TestCases:
    """Test cases of a policy about a subject."""

    @staticmethod
    def answered(given: str, of: str = "authority.compensation") -> tuple[Decision | None, list[str]]:
        tests = f"tests:\n  c: {{of: '{of}', as_of: 2026-03-02, given: {given}, expect: {{role: manager}}}}\n"
        read = policy(f"authority:{COMPENSATION}\n{tests}")
        reading = Reading()
        found = authority.answer(read, read.cases["c"], reading)
        return found, [each.code for each in reading.problems]

    def test_a_case_is_decided_on_its_day(self):
        found, problems = self.answered("{amount: 500}")
        assert problems == []
        assert found is not None
        assert (found.value("role"), str(found.as_of), found.revision) == ("manager", "2026-03-02", "7")

    def test_a_case_may_be_about_a_row(self):
        found, _ = self.answered("{amount: 500}", "authority.compensation.rows[manager]")
        assert found is not None
        assert found.value("role") == "manager"

    def test_a_fact_the_subject_does_not_ask_for_is_found(self):
        assert self.answered("{amuont: 500}") == (None, ["DK266"])

    def test_given_must_be_facts_by_name(self):
        assert self.answered("500") == (None, ["DK132"])

    def test_a_column_named_like_a_fact_of_the_catalogue_is_that_fact(self):
        text = "  return:\n    hit: unique\n    rows: [{id: a, dealer.class: A, then: {role: clerk}}]\n"
        tests = (
            "tests:\n  c: {of: authority.return, as_of: 2026-03-02, given: {dealer.class: A}, expect: {role: clerk}}\n"
        )
        read = policy(f"authority:\n{text}\n{tests}", (Fact("dealer.class", TEXT, meaning="visit class"),))
        found = authority.answer(read, read.cases["c"], Reading())
        assert found is not None
        assert found.value("role") == "clerk"
