"""``customer touch``, ``access`` and ``leads`` from end to end, on the two examples."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import date, timedelta
from pathlib import Path
from typing import cast

import pytest

from dealerkit import cli
from tests.conftest import ROOT

CONTACTS = ROOT / "examples" / "contacts"
GROUP = ROOT / "examples" / "car-dealer-group"
Rows = list[dict[str, object]]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def asked(capfd: pytest.CaptureFixture[str], verb: str, example: Path, *more: str) -> tuple[int, str, str]:
    words = ("customer", verb, str(example / "policy"), str(example / "book"), "--as-of", "2026-03-31", *more)
    ended = cli.main(words)
    out, err = capfd.readouterr()
    return ended, out, err


def document(capfd: pytest.CaptureFixture[str], verb: str, example: Path, *more: str) -> dict[str, object]:
    return cast("dict[str, object]", json.loads(asked(capfd, verb, example, "--format", "json", *more)[1]))


def raw(example: Path, table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO((example / "book" / f"{table}.csv").read_text("utf-8"))))


class TestTouch:
    def test_missed_weeks_are_those_that_the_file_gives_when_read_line_by_line(self, capfd: pytest.CaptureFixture[str]):
        visits = {
            date.fromisoformat(row["date"])
            for row in raw(CONTACTS, "touches")
            if row["customer"] == "K02" and row["kind"] == "visit"
        }
        weeks = [date(2026, 2, 23) + timedelta(weeks=n) for n in range(5)]
        wanted = [week for week in weeks if not any(week <= day < week + timedelta(weeks=1) for day in visits)]
        rows = cast("Rows", document(capfd, "touch", CONTACTS)["touch_missed"])
        found = [row["source"] for row in rows if (row["rule"], row["subject"]) == ("visit-a", "K02")]
        assert sorted(map(str, found)) == [str(each) for each in wanted]

    def test_one_customer_is_told_alone(self, capfd: pytest.CaptureFixture[str]):
        rows = cast("Rows", document(capfd, "touch", CONTACTS, "--customer", "T02")["touch"])
        assert {row["subject"] for row in rows} == {"T02"}

    def test_one_employee_sees_what_is_his(self, capfd: pytest.CaptureFixture[str]):
        rows = cast("Rows", document(capfd, "touch", CONTACTS, "--employee", "S2")["touch_due"])
        assert rows
        assert all("S2" in str(row["by"]) for row in rows)

    def test_until_a_later_day_more_comes_up(self, capfd: pytest.CaptureFixture[str]):
        rows = cast("Rows", document(capfd, "touch", CONTACTS, "--until", "2026-04-10")["touch_ahead"])
        assert ("meeting-notice", "2026-04-02", "2026-04-08") in {
            (row["rule"], row["earliest"], row["latest"]) for row in rows
        }

    def test_an_employee_nobody_knows_is_told(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = asked(capfd, "touch", CONTACTS, "--employee", "S22")
        assert (ended, out) == (2, "")
        assert "DK936 there is no employee `S22`" in err

    def test_until_a_day_that_is_over_is_refused(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = asked(capfd, "touch", CONTACTS, "--until", "2026-01-01")
        assert (ended, out) == (2, "")
        assert "a day that is not before" in err

    def test_a_customer_nobody_knows_is_told_as_a_customer(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = asked(capfd, "touch", CONTACTS, "--customer", "K99")
        assert (ended, out) == (2, "")
        assert "DK936 there is no customer `K99`" in err

    def test_a_policy_without_a_touch_plan_says_so(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, "touch", GROUP)
        assert ended == 3
        assert "DK493" in err

    def test_it_speaks_chinese(self, capfd: pytest.CaptureFixture[str]):
        _, out, _ = asked(capfd, "touch", CONTACTS, "--lang", "zh")
        assert "现在应做" in out
        assert "按时率" in out

    def test_one_customer_is_told_what_the_book_lacks_for_him(self, capfd: pytest.CaptureFixture[str], here: Path):
        # Without the deliveries nobody can tell whom to call: that is no empty list.
        book = shutil.copytree(CONTACTS / "book", here / "book")
        (book / "deliveries.csv").unlink()
        words = ("customer", "touch", str(CONTACTS / "policy"), str(book), "--as-of", "2026-03-31", "--customer", "K02")
        cli.main(words)
        told = capfd.readouterr().err
        assert "DK802" in told
        assert "DK767" not in told


class TestAccess:
    CUSTOMER = "HZ-01-孙艳涛-003"

    def test_lendings_without_a_log_are_not_a_log_without_violations(
        self, capfd: pytest.CaptureFixture[str], here: Path
    ):
        book = shutil.copytree(GROUP / "book", here / "book")
        (book / "access_log.csv").unlink()
        cli.main(("customer", "access", str(GROUP / "policy"), str(book), "--as-of", "2026-03-31"))
        assert "DK802" in capfd.readouterr().err

    def test_a_misspelt_field_is_told_with_the_nearest(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = asked(capfd, "access", GROUP, "--as", "S03", "--customer", self.CUSTOMER, "--field", "fone")
        assert (ended, out) == (2, "")
        assert "DK731 `--field` names `fone`, which is nowhere" in err

    def test_a_book_without_a_log_is_not_an_audit_without_findings(
        self, capfd: pytest.CaptureFixture[str], tmp_path: Path
    ):
        policy = str(GROUP / "policy")
        ended = cli.main(("customer", "access", policy, str(tmp_path), "--as-of", "2026-03-20"))
        out, err = capfd.readouterr()
        assert (ended, out) == (3, "")
        assert "DK802" in err

    def test_a_hidden_field_is_nowhere_in_what_is_printed(self, capfd: pytest.CaptureFixture[str]):
        row = next(each for each in raw(GROUP, "customers") if each["customer"] == self.CUSTOMER)
        for form in ("table", "json", "csv", "md"):
            _, out, err = asked(capfd, "access", GROUP, "--as", "S01", "--customer", self.CUSTOMER, "--format", form)
            assert row["phone"] not in out + err
            assert row["id_number"] not in out + err

    def test_his_adviser_sees_the_phone_and_not_the_identity_number(self, capfd: pytest.CaptureFixture[str]):
        row = next(each for each in raw(GROUP, "customers") if each["customer"] == self.CUSTOMER)
        found = document(capfd, "access", GROUP, "--as", "S03", "--customer", self.CUSTOMER)
        seen = {each["field"]: each["value"] for each in cast("Rows", found["access_fields"])}
        assert (seen["phone"], seen["id_number"]) == (row["phone"], None)

    def test_a_refusal_is_an_answer_and_no_failure(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = asked(capfd, "access", GROUP, "--as", "S03", "--customer", self.CUSTOMER, "--operation", "copy")
        assert ended == 0
        assert "S03 may not copy the whole file" in out

    def test_two_signatures_let_data_leave_the_house(self, capfd: pytest.CaptureFixture[str]):
        words = ("--as", "S01", "--customer", self.CUSTOMER, "--operation", "share", "--outside")
        _, out, _ = asked(capfd, "access", GROUP, *words, "--approved-by", "I01")
        assert "To be signed by: customer-service-manager" in out
        _, out, _ = asked(capfd, "access", GROUP, *words, "--approved-by", "I01", "--approved-by", "C01")
        assert "S01 may share" in out

    def test_the_audit_names_every_entry_that_was_not_allowed(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, "access", GROUP)
        assert ended == 0
        found = document(capfd, "access", GROUP)
        assert [each["event"] for each in cast("Rows", found["access_violations"])] == ["L02", "L04", "L10"]
        assert "access_log.csv:3:1: warning: DK761" in err

    def test_a_person_without_a_customer_is_half_a_question(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, "access", GROUP, "--as", "S01")
        assert ended == 2
        assert "--customer" in err


class TestLeads:
    def test_who_leaves_is_followed_and_his_tasks_are_listed(self, capfd: pytest.CaptureFixture[str]):
        found = document(capfd, "leads", CONTACTS, "--leaves", "S4")
        tasks, customers = cast("Rows", found["leads_tasks"]), cast("Rows", found["leads_customers"])
        assert ([each["task"] for each in tasks], [each["to"] for each in customers]) == (["M02"], ["S3"])

    def test_a_registration_nobody_knows_is_told(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = asked(capfd, "leads", CONTACTS, "--lead", "L99")
        assert ended == 2
        assert "no registration `L99`" in err


def test_evaluate_shows_a_row_for_each_room(capfd: pytest.CaptureFixture[str]):
    words = ("evaluate", str(CONTACTS / "policy"), str(CONTACTS / "book"), "--as-of", "2026-03-31", "--format", "json")
    cli.main(words)
    out, _ = capfd.readouterr()
    assert sorted(json.loads(out)["domains"]) == [
        "customers.key_accounts",
        "customers.leads",
        "customers.reception",
        "customers.satisfaction",
        "customers.touch",
    ]
