"""Nothing unapproved is posted, by whichever command: the example of credits that wait, from end to end."""

from __future__ import annotations

import csv
import json
import random
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from dealerkit import cli
from dealerkit.assembly import load
from dealerkit.cli.posting import post
from dealerkit.policy.policy import Policy
from dealerkit.rebates.ledger import ACCRUAL, Account, Posting
from tests.conftest import ROOT

BOOK, POLICY = "credits/book", "credits/policy"
DAY = "2026-04-20"
VERBS = ("settle", "protect", "bids", "rotation", "contest")
GRANTED = {
    "volume|D1|2026-Q1|settlement|1",
    "price_protection.phones|D1|2026-04-01/P1|settlement|1",
    "contests.spring|D2|2026-01-01..2026-03-31|settlement|1",
}
NEEDED = {
    "volume|D1|2026-Q1|settlement|1": ("200", {"E1"}),
    "volume|D2|2026-Q1|settlement|1": ("100", {"E1"}),
    "price_protection.phones|D1|2026-04-01/P1|settlement|1": ("800", {"E1"}),
    "price_protection.phones|D2|2026-04-01/P1|settlement|1": ("400", {"E1"}),
    "special_bids.projects|D1|K1|settlement|1": ("6000", {"E2", "E3"}),
    "stock_rotation.quarterly|D2|R1|settlement|1": ("1000", {"E1"}),
    "contests.spring|D1|2026-01-01..2026-03-31|settlement|1": ("3000", {"E5"}),
    "contests.spring|D1|2026-01-01..2026-03-31|settlement|2": ("1", {"E5", "E3"}),
    "contests.spring|D2|2026-01-01..2026-03-31|settlement|1": ("2000", {"E5"}),
}
"""Every proposal of the example, its amount, and who must sign it."""
PRIZE = {each for each in NEEDED if each.startswith("contests.spring|D1")}


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    shutil.copytree(ROOT / "examples" / "credit-approvals", "credits")


def run(capfd: pytest.CaptureFixture[str], verb: str, *more: str, as_of: str = DAY) -> tuple[int, str, str]:
    ended = cli.main(["rebate", verb, POLICY, BOOK, "--as-of", as_of, *more])
    out, err = capfd.readouterr()
    return ended, out, err


def posted() -> set[str]:
    return {each["id"] for each in csv.DictReader(Path(BOOK, "postings.csv").read_text("utf-8").splitlines())}


def sign(rows: list[tuple[str, str, str, str, str]]) -> None:
    """Write the approvals anew: posting, amount, who asked, who decided, outcome."""
    head = "approval,subject,reference,amount,requested_at,requested_by,decided_at,decided_by,outcome\n"
    lines = (
        f"A{number},rebate-settlement,{id},{amount},2026-04-15,{asked},2026-04-16,{by},{outcome}\n"
        for number, (id, amount, asked, by, outcome) in enumerate(rows)
    )
    Path(BOOK, "approvals.csv").write_text(head + "".join(lines), encoding="utf-8")


def policy() -> Policy:
    loaded = load([Path(POLICY)])
    assert loaded.policy is not None
    return loaded.policy


class TestPost:
    def test_every_verb_posts_what_is_approved_and_says_what_it_leaves(self, capfd: pytest.CaptureFixture[str]):
        said = "".join(run(capfd, verb, "--post")[2] for verb in VERBS)
        assert posted() == GRANTED
        left = [line for line in said.splitlines() if line.startswith("left, as it is not approved: ")]
        assert {line.partition(": ")[2].partition(", ")[0] for line in left} == set(NEEDED) - GRANTED
        assert "special_bids.projects|D1|K1|settlement|1, 6,000.00: waits for finance since 2026-04-15" in said
        assert "stock_rotation.quarterly|D2|R1|settlement|1, 1,000.00: refused by E1" in said
        assert "E1 does not count: he asked for it himself" in said

    @pytest.mark.parametrize("seed", range(12))
    def test_whatever_was_signed_only_what_all_signed_is_posted(self, capfd: pytest.CaptureFixture[str], seed: int):
        drawn = random.Random(seed)  # noqa: S311 - draws cases, guards nothing
        rows = []
        for id, (amount, people) in NEEDED.items():
            for by in sorted(people):
                if drawn.random() < 0.85:
                    asked = by if drawn.random() < 0.15 else "E4"
                    off = "1" if drawn.random() < 0.1 else ""
                    outcome = "refused" if drawn.random() < 0.1 else "granted"
                    rows.append((id, amount + off, asked, by, outcome))
        sign(rows)
        approved = set()
        for id, (amount, people) in NEEDED.items():
            mine = [row for row in rows if row[0] == id and row[1] == amount]
            askers = {row[2] for row in rows if row[0] == id}
            count = [row for row in mine if row[3] not in askers]
            if {row[3] for row in count if row[4] == "granted"} == people:
                approved.add(id)
        if not approved >= PRIZE:
            approved -= PRIZE
        for verb in drawn.sample(VERBS, len(VERBS)):
            assert run(capfd, verb, "--post")[0] == 0
        assert posted() == approved

    def test_what_is_approved_later_is_posted_later_and_once(self, capfd: pytest.CaptureFixture[str]):
        for verb in VERBS:
            run(capfd, verb, "--post")
        sign([(id, amount, "E4", by, "granted") for id, (amount, people) in NEEDED.items() for by in sorted(people)])
        for _ in range(2):
            for verb in VERBS:
                assert run(capfd, verb, "--post", as_of="2026-04-22")[0] == 0
        rows = list(csv.DictReader(Path(BOOK, "postings.csv").read_text("utf-8").splitlines()))
        assert sorted(each["id"] for each in rows) == sorted(NEEDED)

    def test_postings_of_every_verb_keep_the_fingerprint_of_their_rule(self, capfd: pytest.CaptureFixture[str]):
        sign([(id, amount, "E4", by, "granted") for id, (amount, people) in NEEDED.items() for by in sorted(people)])
        for verb in VERBS:
            run(capfd, verb, "--post")
        rows = list(csv.DictReader(Path(BOOK, "postings.csv").read_text("utf-8").splitlines()))
        assert len({each["rule"] for each in rows if each["rule"]}) == len(VERBS)
        assert all(each["rule"] for each in rows)

    @pytest.mark.parametrize("verb", VERBS)
    def test_the_files_say_who_must_sign(self, capfd: pytest.CaptureFixture[str], verb: str):
        run(capfd, verb, "--out", "out")
        rows = list(csv.DictReader(Path("out/approvals.csv").read_text("utf-8-sig").splitlines()))
        assert {each["posting or correction"] for each in rows} <= set(NEEDED)
        assert {each["state"] for each in rows} <= {"granted", "refused", "waiting"}
        assert rows

    def test_json_says_it_too(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = run(capfd, "bids", "--format", "json")
        (asked,) = json.loads(out)["approvals"]
        assert (asked["section"], asked["roles"], asked["missing"], asked["released"]) == (
            "special_bids",
            ["sales-director", "finance"],
            ["finance"],
            False,
        )

    def test_without_the_subject_everything_is_posted(self, capfd: pytest.CaptureFixture[str]):
        file = Path(POLICY, "policy.yaml")
        text = file.read_text("utf-8")
        file.write_text(text[: text.index("authority:")], encoding="utf-8")
        Path(POLICY, "tests.yaml").unlink()
        for verb in VERBS:
            ended, _, said = run(capfd, verb, "--post")
            assert (ended, "left" in said, "DK461" in said) == (0, False, False)
        assert posted() == set(NEEDED)


class TestTheDoor:
    """``post`` asks again, so that no command can pass by what must be approved."""

    @pytest.mark.parametrize("kind", ["settlement", "adjustment"])
    @pytest.mark.parametrize("scheme", ["volume", "special_bids.projects", "contests.spring"])
    def test_what_is_not_approved_is_refused_whole(self, scheme: str, kind: str):
        ours = Posting(Account(scheme, "D3", "X"), kind, 1, Decimal(5), Decimal(0), "CNY", date(2026, 4, 20))
        account = Account("volume", "D1", "2026-Q1")
        approved = Posting(account, "settlement", 1, Decimal(200), Decimal(0), "CNY", date(2026, 4, 20))
        done = post(Path(BOOK), policy(), (approved, ours))
        assert [(each.code, each.arg("id")) for each in done.problems] == [("DK935", ours.id)]
        assert posted() == set()
        assert post(Path(BOOK), policy(), (approved,)).problems == ()

    def test_accruals_need_no_approval(self):
        accrued = Posting(
            Account("volume", "D3", "2026-Q1"), ACCRUAL, 1, Decimal(5), Decimal(0), "CNY", date(2026, 4, 20)
        )
        assert post(Path(BOOK), policy(), (accrued,)).problems == ()


class TestApprovals:
    def test_list_what_waits_from_every_run(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = run(capfd, "approvals", "--format", "json")
        found = json.loads(out)
        assert {each["reference"] for each in found["approvals"]} == set(NEEDED)
        assert found["stale"] == []
        assert {each["section"] for each in found["approvals"]} == {
            "rebates",
            "price_protection",
            "special_bids",
            "stock_rotation",
            "contests",
        }

    def test_what_was_approved_and_is_posted_is_not_stale(self, capfd: pytest.CaptureFixture[str]):
        for verb in VERBS:
            run(capfd, verb, "--post")
        _, out, _ = run(capfd, "approvals", "--format", "json", as_of="2026-05-01")
        found = json.loads(out)
        assert found["stale"] == []
        assert {each["reference"] for each in found["approvals"] if each["posted"]} == GRANTED

    def test_a_name_that_no_run_proposes_is(self, capfd: pytest.CaptureFixture[str]):
        sign([("special_bids.projects|D1|K9|settlement|1", "1", "E4", "E1", "granted")])
        _, out, _ = run(capfd, "approvals", "--format", "json")
        assert json.loads(out)["stale"] == ["special_bids.projects|D1|K9|settlement|1"]

    def test_a_run_whose_tables_are_not_there_is_told_and_its_names_are_not_stale(
        self, capfd: pytest.CaptureFixture[str]
    ):
        Path(BOOK, "bid_claims.csv").unlink()
        ended, out, said = run(capfd, "approvals", "--format", "json")
        assert (ended, json.loads(out)["stale"], "warning: DK802" in said) == (0, [], True)

    def test_a_policy_without_rebates_has_approvals_too(self, capfd: pytest.CaptureFixture[str]):
        file = Path(POLICY, "policy.yaml")
        text = file.read_text("utf-8")
        file.write_text(text[: text.index("rebates:")] + text[text.index("price_protection:") :], encoding="utf-8")
        Path(POLICY, "tests.yaml").unlink()
        ended, out, _ = run(capfd, "approvals")
        assert (ended, "7 documents to be signed" in out) == (0, True)

    def test_the_title_says_of_what(self, capfd: pytest.CaptureFixture[str]):
        run(capfd, "approvals", "--lang", "zh", "--out", "out")
        rows = list(csv.reader(Path("out/approvals.csv").read_text("utf-8-sig").splitlines()))
        assert ["特价单", "项目特价"] in [row[:2] for row in rows]

    def test_a_role_that_nobody_holds_is_told_before_anything_waits_for_it(self, capfd: pytest.CaptureFixture[str]):
        employees = Path(BOOK, "employees.csv")
        employees.write_text(employees.read_text("utf-8").replace(",sales-director", ",director"), encoding="utf-8")
        sign([])
        Path(BOOK, "bid_claims.csv").write_text("claim,date,dealer,bid,product,sold_on,quantity\n", encoding="utf-8")
        _, _, said = run(capfd, "approvals")
        assert "DK463 nobody holds the role `sales-director`\n" in said

    def test_evaluate_says_of_every_domain_what_waits(self, capfd: pytest.CaptureFixture[str]):
        cli.main(["evaluate", POLICY, BOOK, "--as-of", DAY])
        assert capfd.readouterr()[1].count("DK461") == len(VERBS)


class TestStatement:
    def test_lists_what_is_subject_to_approval(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = run(capfd, "statement", "--dealer", "D1")
        _, _, waiting = out.partition("Beside rebates, subject to our approval")
        assert [line.split()[-1] for line in waiting.strip().splitlines()[2:]] == ["6,000.00", "3,000.00", "VAN"]

    def test_does_not_tell_what_was_refused(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = run(capfd, "statement", "--dealer", "D2", "--format", "json")
        assert [each["scheme"] for each in json.loads(out)["waiting_credits"]] == ["price_protection.phones"]

    def test_says_nothing_of_it_where_nothing_must_be_approved(self, capfd: pytest.CaptureFixture[str]):
        file = Path(POLICY, "policy.yaml")
        text = file.read_text("utf-8")
        file.write_text(text[: text.index("authority:")], encoding="utf-8")
        Path(POLICY, "tests.yaml").unlink()
        _, out, _ = run(capfd, "statement", "--dealer", "D1")
        assert "subject to our approval" not in out
