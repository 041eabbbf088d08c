"""Decisions recorded as test cases by the commands that tell them: they hold at once, and fail for another figure.

Every command is asked about the books of the examples. What is changed in the policy afterwards decided the answer:
a wider reason is told beside each.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from attrs import frozen

from dealerkit.cli import main
from dealerkit.cli.verbs import VERBS, Verb
from tests.conftest import ROOT

EXAMPLES = ROOT / "examples"


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEALERKIT_LANG", "en")


@frozen
class Told:
    """A command on an example, the cases that it records, and a change of the policy that breaks the first of them."""

    example: str
    command: str
    day: str
    cases: tuple[str, ...]
    change: tuple[str, str]
    says: str
    """A figure of the first case, reckoned by hand."""
    ended: int = 0

    def __str__(self) -> str:
        return " ".join(self.command.split()[:2])


TOLD = [
    Told("credit-limits", "credit limits --dealer D01", "2026-03-31", ("credit.limits.rolling",),
         ("maximum: 300_000", "maximum: 7_000"), "limit:"),
    Told("collections", "credit ageing --dealer D01", "2026-06-30",
         ("collections.ageing", "collections.dso", "collections.turnover"),
         ("1-30 天, above: 0}", "1-30 天, above: 28}"), "1-30: 40000"),
    Told("collections", "credit dunning --dealer D01", "2026-06-30", ("collections.dunning",),
         ("title: 付款提醒, at: 7", "title: 付款提醒, at: 29"), "overdue: 40000"),
    Told("collections", "credit provision --dealer D01", "2026-06-30", ("collections.provision[key-accounts]",),
         ("1-30: 1.6%", "1-30: 1.7%"), "amount: 820"),
    Told("credit", "credit plan --dealer D01", "2026-06-30", ("collections.forecast",),
         ("history: 12 months", "history: 1 month"), "amount: 40000"),
    # The three bear a third each, to the cent; without the head of department the other two bear half each.
    Told("bad-debts", "credit liability --dealer D06", "2026-09-30", ("liability",),
         (", {who: department-head}]", "]"), "E06: 33333.33"),
    Told("price-protection", "rebate protect --dealer D01", "2026-06-30",
         ("price_protection.phones", "price_protection.phones", "price_protection.tablets"),
         ("window: 60 days", "window: 2 days"), "amount: 8100", 1),
    Told("special-bids", "rebate bids --dealer D01", "2026-06-30", ("special_bids.projects",),
         ("cap: {claim: 200_000", "cap: {claim: 20_000"), "amount: 68000"),
    Told("stock-rotation", "rebate rotation --dealer D01", "2026-06-30", ("stock_rotation.quarterly",),
         ("share: 5%", "share: 1%"), "amount: 7600"),
    Told("promises", "rebate promises --dealer D05", "2026-06-30", ("promises.price-protection",),
         ("days: {below: 91}", "days: {below: 90}"), "authority: within"),
    Told("consumer-goods", "rebate offset --dealer C01 --order 100000", "2026-06-30", ("offset",),
         ("share: 15%", "share: 10%"), "limit: 15000"),
    Told("contracts", "contract price --customer D1 --product T500 --price 29 --quantity 600", "2026-03-31",
         ("contracts.prices",),
         ("below: 8%}, then: {role: sales-director}", "below: 8%}, then: {role: finance}"), "signatures:"),
    Told("returns", "contract return --request R06", "2026-07-31", ("contracts.returns",),
         ("2026-01-01: 180", "2026-01-01: 190"), "amount: 24520"),
    Told("contacts", "customer leads --lead L01", "2026-03-31", ("customers.leads",),
         ("lasts: 3 months", "lasts: 2 months"), "until: 2026-06-02"),
    Told("contacts", "customer leads --leaves S1", "2026-03-31", ("customers.leads",),
         ("roles: [salesperson]", "roles: [sales-manager]"), 'to: ["S2"]'),
    Told("car-dealer-group", "customer access --as D01 --customer HZ-01-杭州东升-001", "2026-03-20",
         ("customers.access",),
         ("operations: [read, change, assign, print]", "operations: [change]"), "relation: own-department"),
    Told("car-dealer-group", "customer audit --customer HZ-01-杭州东升-001 --for open", "2026-03-20",
         ("customers.files", "customers.identity"),
         ("field: phone, format: mobile", "field: phone, format: bank"), "outcome:"),
    Told("classes", "customer classify --customer C02", "2026-09-30", ("scoring.classes.abc",),
         ("{class: A, up_to: 80%}", "{class: A, up_to: 5%}"), "class:"),
    Told("dealer-exit", "governance assess --dealer D1", "2026-06-30", ("governance.assess",),
         ("thin: 5%", "thin: 1%"), "verdict: end"),
    Told("dealer-exit", "governance exit --dealer D1", "2026-11-10", ("governance.exit",),
         ("steps: [8, 6, 4, 3]", "steps: [9, 6, 4, 3]"), "outcome: granted"),
    Told("contracts", "contract audit --contract C1", "2026-03-31", ("contracts.kinds.distribution",),
         ("services: {due: 30 days", "services: {due: 300 days"), "outcome: "),
    Told("complaints", "complaint next 1042 --now 2026-03-10T10:00 --actor E01", "2026-03-10", ("flows.complaint",),
         ("within: 7 days", "within: 5 days"), "state: judged"),
]  # fmt: skip


def recorded(told: Told, folder: Path) -> tuple[Path, int]:
    """The example's policy with the cases that the command recorded, and how the command ended."""
    shutil.copytree(EXAMPLES / told.example, folder / "example")
    policy, book = folder / "example" / "policy", folder / "example" / "book"
    group, verb, *rest = told.command.split()
    asked = [group, verb, str(policy), str(book), *rest, "--as-of", told.day, "--rejects", str(folder / "r.csv")]
    return policy, main([*asked, "--as-case", str(policy / "recorded.yaml")])


def run(policy: Path, capfd: pytest.CaptureFixture[str], day: str) -> tuple[int, str]:
    """How the recorded cases end: their ids end with the day."""
    capfd.readouterr()
    ended = main(["test", str(policy), "--only", day])
    return ended, capfd.readouterr().out


@pytest.mark.slow
@pytest.mark.parametrize("told", TOLD, ids=str)
def test_what_a_command_tells_is_recorded_holds_and_fails_for_another_figure(
    told: Told, tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    policy, ended = recorded(told, tmp_path)
    assert ended == told.ended, capfd.readouterr().err
    text = (policy / "recorded.yaml").read_text(encoding="utf-8")
    found = re.findall(r"(?m)^    of: (.*)$", text)
    assert tuple(found[: len(told.cases)]) == told.cases
    assert f"      {told.says}" in text
    passed, out = run(policy, capfd, told.day)
    assert passed == 0, out

    before, after = told.change
    file = next(each for each in sorted(policy.glob("*.yaml")) if each.name not in {"recorded.yaml", "tests.yaml"}
                and before in each.read_text(encoding="utf-8"))  # fmt: skip
    file.write_text(file.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    failed, out = run(policy, capfd, told.day)
    assert failed == 1
    assert "DK261" in out or "DK262" in out


ACCESS = next(each for each in TOLD if each.cases == ("customers.access",))


def test_what_says_who_somebody_is_is_not_written_where_it_decides_nothing(tmp_path: Path):
    policy, _ = recorded(ACCESS, tmp_path)
    text = (policy / "recorded.yaml").read_text(encoding="utf-8")
    assert "phone: x" in text
    book = (EXAMPLES / "car-dealer-group" / "book" / "customers.csv").read_text(encoding="utf-8")
    heading, first, *_ = (line.split(",") for line in book.splitlines())
    row = dict(zip(heading, first, strict=True))
    for personal in ("phone", "id_number", "bank_account", "name"):
        assert row[personal]
        assert row[personal] not in text


def test_a_request_that_no_book_has_stands_in_the_case(tmp_path: Path, capfd: pytest.CaptureFixture[str]):
    shutil.copytree(EXAMPLES / "returns", tmp_path / "example")
    policy, book = tmp_path / "example" / "policy", tmp_path / "example" / "book"
    request = tmp_path / "request.json"
    request.write_text(
        '{"dealer": "D02", "lines": [{"product": "P100", "asked": "return", "serial": "S002", "cause": "unsold"}]}',
        encoding="utf-8",
    )
    asked = ["contract", "return", str(policy), str(book), str(request), "--as-of", "2026-07-31"]
    assert main([*asked, "--as-case", str(policy / "recorded.yaml")]) == 0, capfd.readouterr().err
    assert "return: request" in (policy / "recorded.yaml").read_text(encoding="utf-8")
    assert run(policy, capfd, "contracts-returns")[0] == 0


class TestRefused:
    def asked(self, folder: Path) -> list[str]:
        shutil.copytree(EXAMPLES / "credit-limits", folder / "example")
        policy = folder / "example" / "policy"
        asked = ["credit", "limits", str(policy), str(folder / "example" / "book"), "--as-of", "2026-03-31"]
        return [*asked, "--as-case", str(policy / "recorded.yaml")]

    def test_without_one_who_is_asked_about_there_is_nothing_to_record(
        self, tmp_path: Path, capfd: pytest.CaptureFixture[str]
    ):
        asked = self.asked(tmp_path)
        assert main(asked) == 1
        told = capfd.readouterr()
        assert "DK298" in told.err
        assert "D07" in told.out  # the answer is told all the same
        assert not Path(asked[-1]).exists()

    def test_what_rests_on_more_than_a_case_holds_is_no_case(
        self, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ):
        monkeypatch.setattr("dealerkit.book.recording.MOST_ROWS", 0)
        asked = self.asked(tmp_path)
        assert main([*asked, "--dealer", "D01"]) == 1
        assert "DK297" in capfd.readouterr().err
        assert not Path(asked[-1]).exists()


def commands(verbs: tuple[Verb, ...] = VERBS, group: str = "") -> Iterator[tuple[str, str]]:
    for verb in verbs:
        yield from commands(verb.verbs, f"{verb.name} ") if verb.verbs else [(f"{group}{verb.name}", verb.module)]


def test_the_guide_names_every_command_that_records_and_no_other():
    recording = {
        name
        for name, module in commands()
        if any(each.name == "as_case" for each in import_module(module).COMMAND.params)
    }
    guide = (ROOT / "docs" / "testing.md").read_text(encoding="utf-8")
    rows = re.findall(r"(?m)^\| `([a-z ]+?)(?: --[^`]*)?` \|", guide.partition("## Recording a decision")[2])
    assert set(rows) == recording
