"""The commands on rebates from end to end: files in, words and files out, and how they end."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from dealerkit import cli
from tests.report import settling

LINES = """\
document,line_no,date,dealer,product,quantity,net_amount
1,1,2026-01-10,A,P,7,2001.00
2,1,2026-02-10,B,P,1,1500.00
"""
BAD = "3,1,2026-02-11,A,P,1,12O0.00\n4,1,2026-02-30,A,P,1,5.00\n"
LEDGER = "id,kind,programme,payee,period,seq,net,posted_on,revision,content_hash\n"
DAY = ("--as-of", "2026-03-31")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a policy and a book, in which commands run."""
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    write("policy.yaml", settling.POLICY)
    write("book/customers.csv", "customer,name,kind,status\nA,甲公司,dealer,active\nB,乙公司,dealer,inactive\n")
    write("book/figures.csv", "subject,period,fact,value\nA,2026-Q1,days_to_pay,40\n")
    write("book/lines.csv", LINES)
    write("book/postings.csv", LEDGER)
    return tmp_path


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def run(capfd: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    ended = cli.main(arguments)
    out, err = capfd.readouterr()
    return ended, out, err


def settle(capfd: pytest.CaptureFixture[str], *more: str) -> tuple[int, str, str]:
    return run(capfd, "rebate", "settle", "policy.yaml", "book", *DAY, *more)


class TestSettle:
    def test_a_clean_book_is_settled_silently_beside_the_result(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = settle(capfd)
        assert (ended, err) == (0, "")
        assert "2,001.00 × 2.5% × 50% = 25.0125 → 25.01" in out
        assert not Path("rejects.csv").exists()

    def test_a_pipe_gets_the_rows_as_csv(self, capfd: pytest.CaptureFixture[str]):
        rows = list(csv.DictReader(settle(capfd, "--format", "csv")[1].splitlines()))
        assert [(row["programme"], row["payee"], row["posted"]) for row in rows] == [
            ("volume", "A", "25.01"),
            ("volume", "B", "0.00"),
            ("units", "A", "140.00"),
            ("units", "B", "0.00"),
        ]

    def test_a_folder_gets_everything_and_the_screen_the_page(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = settle(capfd, "--out", "results")
        assert ended == 0
        assert out.startswith("Rebates of 小政策")
        names = ["postings.csv", "reasons.csv", "settlement.csv", "settlement.txt", "totals.csv"]
        assert sorted(each.name for each in Path("results").iterdir()) == names

    def test_only_what_is_asked_for_is_shown(self, capfd: pytest.CaptureFixture[str]):
        document = json.loads(settle(capfd, "--programme", "units", "--dealer", "A", "--format", "json")[1])
        assert [(row["programme"], row["payee"]) for row in document["rows"]] == [("units", "A")]

    @pytest.mark.parametrize(
        ("options", "code"),
        [(("--programme", "volumes"), "DK371"), (("--dealer", "Z"), "DK932"), (("--period", "2026Q1"), "DK933")],
    )
    def test_what_is_not_there_is_refused(self, capfd: pytest.CaptureFixture[str], options: tuple[str, str], code: str):
        ended, out, err = settle(capfd, *options)
        assert (ended, out) == (2, "")
        assert code in err

    def test_a_policy_without_programmes_cannot_be_run(self, capfd: pytest.CaptureFixture[str]):
        write("policy.yaml", settling.POLICY[: settling.POLICY.index("parameters:")])
        ended, _, err = settle(capfd)
        assert ended == 3
        assert "DK934" in err

    def test_a_book_without_lines_cannot_be_run(self, capfd: pytest.CaptureFixture[str]):
        Path("book/lines.csv").unlink()
        ended, out, err = settle(capfd)
        assert (ended, out) == (3, "")
        assert "DK802" in err


class TestRejects:
    def test_they_are_listed_with_place_reason_and_raw_text(self, capfd: pytest.CaptureFixture[str]):
        write("book/lines.csv", LINES + BAD)
        ended, out, err = settle(capfd)
        assert ended == 1
        assert "2 rejected rows, 0 accepted; all are in rejects.csv\n" in err
        assert "(first at lines.csv:4:7)" in err
        assert "2 rejected." in out
        with Path("rejects.csv").open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert [(row["file"], row["row"], row["column"], row["code"]) for row in rows] == [
            ("lines.csv", "4", "7", "DK835"),
            ("lines.csv", "5", "3", "DK840"),
        ]
        assert rows[0]["raw"] == "3,1,2026-02-11,A,P,1,12O0.00"

    def test_as_many_as_are_accepted_are_no_finding(self, capfd: pytest.CaptureFixture[str]):
        write("book/lines.csv", LINES + BAD)
        assert settle(capfd, "--accept-rejects", "2")[0] == 0
        assert settle(capfd, "--accept-rejects", "1")[0] == 1

    def test_they_go_where_the_files_go(self, capfd: pytest.CaptureFixture[str]):
        write("book/lines.csv", LINES + BAD)
        settle(capfd, "--out", "results")
        assert Path("results/rejects.csv").exists()
        assert not Path("rejects.csv").exists()

    def test_a_list_of_an_earlier_run_does_not_stay(self, capfd: pytest.CaptureFixture[str]):
        write("book/lines.csv", LINES + BAD)
        settle(capfd)
        write("book/lines.csv", LINES)
        settle(capfd)
        assert not Path("rejects.csv").exists()

    def test_a_file_of_somebody_else_stays(self, capfd: pytest.CaptureFixture[str]):
        write("rejects.csv", "mine\n")
        settle(capfd)
        assert Path("rejects.csv").read_text() == "mine\n"

    def test_a_list_that_cannot_be_written_ends_the_run(self, capfd: pytest.CaptureFixture[str]):
        write("book/lines.csv", LINES + BAD)
        Path("list").mkdir()
        ended, out, err = settle(capfd, "--rejects", "list")
        assert (ended, out) == (3, "")
        assert "DK913" in err

    def test_a_file_where_the_folder_for_it_should_be_is_told_so(self, capfd: pytest.CaptureFixture[str]):
        write("book/lines.csv", LINES + BAD)
        write("results", "a file")
        ended, _, err = settle(capfd, "--out", "results")
        assert ended == 3
        assert "DK911 `results` is a file where a folder is needed" in err


class TestPost:
    def test_what_is_posted_is_not_paid_again(self, capfd: pytest.CaptureFixture[str]):
        assert settle(capfd, "--post")[0] == 0
        with Path("book/postings.csv").open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert [(row["programme"], row["payee"], row["net"]) for row in rows] == [
            ("volume", "A", "25.01"),
            ("units", "A", "140.00"),
        ]
        ended, out, err = settle(capfd, "--post", "--format", "json")
        assert ended == 0
        assert json.loads(out)["postings"] == []
        assert err == "there is nothing to post\n"

    def test_a_book_without_ledger_gets_one(self, capfd: pytest.CaptureFixture[str]):
        Path("book/postings.csv").unlink()
        ended, out, err = settle(capfd, "--post")
        assert ended == 0
        assert "This book has no ledger" in out
        assert "2 postings appended to the ledger" in err
        assert json.loads(settle(capfd, "--format", "json")[1])["postings"] == []

    def test_a_ledger_keeps_by_when_until_when_and_how_a_posting_is_paid(self, capfd: pytest.CaptureFixture[str]):
        due = "due: {after: period-end, within: 10 days}, expires: {after: posting, within: 6 months}"
        write("policy.yaml", settling.POLICY.replace("payout: credit-note,", f"payout: credit-note, {due},"))
        write("book/postings.csv", LEDGER.replace("\n", ",due,expires,payout\n"))
        assert settle(capfd, "--post")[0] == 0
        with Path("book/postings.csv").open(encoding="utf-8-sig", newline="") as stream:
            rows = [(row["due"], row["expires"], row["payout"]) for row in csv.DictReader(stream)]
        assert rows == [("2026-04-10", "2026-09-30", "credit-note"), ("", "", "transfer")]
        assert json.loads(settle(capfd, "--format", "json")[1])["postings"] == []

    def test_a_chosen_dealer_alone_can_be_posted(self, capfd: pytest.CaptureFixture[str]):
        settle(capfd, "--programme", "units", "--post")
        left = json.loads(settle(capfd, "--format", "json")[1])["postings"]
        assert [each["programme"] for each in left] == ["volume"]

    @pytest.mark.parametrize("period", ["2026-Q1", "2026-Q2"])
    def test_periods_that_are_set_against_each_other_are_posted_together(
        self, capfd: pytest.CaptureFixture[str], period: str
    ):
        # Q1 was paid 25.01. 1,000.99 come back, and 1 % of 1,000.01 by half is 5.00; Q2 earns 1 % of 1,000, by half.
        settle(capfd, "--post")
        more = "3,1,2026-03-30,A,P,0,-1000.99\n4,1,2026-05-01,A,P,0,1000.00\n"
        write("book/lines.csv", LINES + more)
        with Path("book/figures.csv").open("a", encoding="utf-8") as figures:
            figures.write("A,2026-Q2,days_to_pay,40\n")
        asked = ("--as-of", "2026-06-30", "--programme", "volume", "--period", period, "--format", "json")
        found = json.loads(run(capfd, "rebate", "settle", "policy.yaml", "book", *asked)[1])["postings"]
        assert [(each["period"], each["net"]) for each in found] == [("2026-Q1", "-5.00"), ("2026-Q2", "5.00")]

    def test_nothing_is_posted_while_rows_are_rejected(self, capfd: pytest.CaptureFixture[str]):
        write("book/lines.csv", LINES + BAD)
        ended, _, err = settle(capfd, "--post")
        assert ended == 1
        assert "DK930" in err
        assert Path("book/postings.csv").read_text(encoding="utf-8") == LEDGER

    def test_tax_needs_a_column(self, capfd: pytest.CaptureFixture[str]):
        taxed = [f"{line},{'tax_rate' if not place else '13%'}" for place, line in enumerate(LINES.splitlines())]
        write("book/lines.csv", "\n".join(taxed) + "\n")
        ended, _, err = settle(capfd, "--post")
        assert ended == 1
        assert "DK931" in err
        assert Path("book/postings.csv").read_text(encoding="utf-8") == LEDGER

    def test_while_another_run_posts_nothing_is_posted(self, capfd: pytest.CaptureFixture[str]):
        write("book/.postings.lock", "")
        ended, _, err = settle(capfd, "--post")
        assert ended == 1
        assert "DK916" in err
        assert Path("book/postings.csv").read_text(encoding="utf-8") == LEDGER

    def test_a_ledger_that_takes_no_rows_is_a_problem(self, capfd: pytest.CaptureFixture[str]):
        write("book/columns.yaml", "tables:\n  postings:\n    files: postings-*.csv\n")
        Path("book/postings.csv").rename("book/postings-1.csv")
        ended, _, err = settle(capfd, "--post")
        assert ended == 1
        assert "DK867" in err


class TestOthers:
    def test_a_statement_is_for_the_dealer(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = run(capfd, "rebate", "statement", "policy.yaml", "book", *DAY, "--dealer", "A", "--lang", "zh")
        assert ended == 0
        assert out.startswith("甲公司 (A) 返利对账单\n")

    def test_a_statement_can_be_printed(self, capfd: pytest.CaptureFixture[str]):
        arguments = ("rebate", "statement", "policy.yaml", "book", *DAY, "--dealer", "A", "--format", "html")
        assert run(capfd, *arguments)[1].startswith("<!doctype html>")

    def test_margins_need_no_book(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = run(capfd, "rebate", "margins", "policy.yaml", *DAY)
        assert ended == 0
        assert "dumping headroom" in out

    def test_with_a_book_margins_say_who_stands_there(self, capfd: pytest.CaptureFixture[str]):
        write("book/lines.csv", LINES.replace("2001.00", "1990.00"))
        ended, out, _ = run(capfd, "rebate", "margins", "policy.yaml", "book", *DAY, "--programme", "volume")
        assert ended == 0
        assert "坎级返利 (volume): who stands just below a bound, on 2026-03-31" in out
        # 10.00 more would bring 2.5% of 2,000 instead of 1% of 1,990, half of it: 25.00 − 9.95.
        assert "15.05" in out

    def test_an_explanation_takes_the_latest_period(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = run(capfd, "explain", "policy.yaml", "book", *DAY, "--dealer", "A")
        assert ended == 0
        assert "坎级返利 2026-Q1: 25.01 earned" in out
        assert "台数奖励 2026-Q1: 140.00 earned" in out

    def test_an_explanation_of_a_period_that_is_not_there_is_refused(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = run(capfd, "explain", "policy.yaml", "book", *DAY, "--dealer", "A", "--period", "2026-Q2")
        assert ended == 2
        assert "DK933" in err


class TestEvaluate:
    def test_it_shows_each_domain_with_its_key_figures(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = run(capfd, "evaluate", "policy.yaml", "book", *DAY)
        assert ended == 0
        assert "2 payments, 165.01 CNY to 1 dealer" in out

    def test_its_folder_holds_the_overview_and_each_domains_files(self, capfd: pytest.CaptureFixture[str]):
        run(capfd, "evaluate", "policy.yaml", "book", *DAY, "--out", "results", "--format", "json")
        assert sorted(each.name for each in Path("results").iterdir()) == ["overview.json", "settlement.json"]

    def test_a_policy_that_no_domain_answers_is_told_so(self, capfd: pytest.CaptureFixture[str]):
        write("policy.yaml", settling.POLICY[: settling.POLICY.index("parameters:")])
        assert "no section that a domain answers" in run(capfd, "evaluate", "policy.yaml", "book", *DAY)[1]
