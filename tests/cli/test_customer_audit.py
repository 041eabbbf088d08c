"""``customer audit`` as it is typed: tables, one customer, one purpose, and what cannot be asked."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dealerkit import cli
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "car-dealer-group"
DAY = ("--as-of", "2026-03-20")


Capture = pytest.CaptureFixture[str]
Document = dict[str, dict[str, list[dict[str, object]]]]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(
    capfd: Capture, *words: str, policy: Path = EXAMPLE / "policy", book: Path = EXAMPLE / "book"
) -> tuple[int, str, str]:
    ended = cli.main(("customer", "audit", str(policy), str(book), *DAY, *words))
    out, err = capfd.readouterr()
    return ended, out, err


@pytest.fixture
def document(capfd: Capture) -> Document:
    return dict(json.loads(run(capfd, "--format", "json")[1]))


def test_findings_about_customers_do_not_fail_the_command(capfd: Capture):
    assert run(capfd)[0] == 0


def test_the_document_has_a_table_for_each_question(document: Document):
    assert {"files_lacking", "files_late", "file_fines", "expenses_refused"} <= document["files"].keys()
    assert {"identity_shared", "identity_sources", "identity_changes"} <= document["identity"].keys()
    assert {"codes", "code_series"} <= document["codes"].keys()


def test_the_fines_of_an_employee_are_those_worked_out_by_hand(document: Document):
    # 顾问甲: 60; 50 × 2, twice, since X0003 came on the second working day after it was due; 20 × 2 three times.
    found = next(each for each in document["files"]["file_fines"] if each["employee"] == "顾问甲")
    assert (found["violations"], found["fine"]) == (6, "380")


def test_one_customer_is_answered_with_reasons_and_places(capfd: Capture):
    _, shown, _ = run(capfd, "--customer", "NB-02-陈秀杰-045", "--for", "reimburse")
    assert "地址 is missing" in shown
    assert "files.yaml:19" in shown
    assert "顾问甲" not in shown


def test_one_purpose_shows_only_what_stands_against_it(capfd: Capture):
    found = json.loads(run(capfd, "--for", "reimburse", "--format", "json")[1])
    assert {each["missing"] for each in found["files"]["files_lacking"]} == {"手机 (form)", "地址"}


def test_it_is_said_in_chinese(capfd: Capture):
    _, shown, _ = run(capfd, "--lang", "zh")
    assert "客户审核：4S店集团客户管理" in shown
    assert "共用信息的客户" in shown


@pytest.mark.parametrize(
    ("words", "code"), [(("--for", "lend"), "DK731"), (("--customer", "nobody"), "DK936")], ids=["purpose", "customer"]
)
def test_what_is_not_there_cannot_be_asked_about(words: tuple[str, ...], code: str, capfd: Capture):
    ended, _, err = run(capfd, *words)
    assert ended == 2
    assert code in err


def test_without_rules_on_customers_there_is_nothing_to_audit(capfd: Capture):
    ended, _, err = run(capfd, policy=ROOT / "examples" / "promises" / "policy")
    assert ended == 3
    assert "DK493" in err


def test_a_code_that_stands_twice_is_a_rejected_row_and_fails_the_command(here: Path, capfd: Capture):
    (here / "customers.csv").write_text(
        "customer,name,kind,status,phone\nC1,甲乙,企业,active,13800000000\nC1,丙丁,企业,active,13800000001\n", "utf-8"
    )
    assert run(capfd, book=here)[0] == 1
    assert "DK860" in (here / "rejects.csv").read_text("utf-8-sig")


def test_the_overview_has_a_row_for_each_room(capfd: Capture):
    cli.main(("evaluate", str(EXAMPLE / "policy"), str(EXAMPLE / "book"), *DAY))
    shown = capfd.readouterr().out
    assert all(title in shown for title in ("customer files", "customers' identity", "customers' codes"))
