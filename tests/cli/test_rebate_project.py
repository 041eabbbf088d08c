"""``rebate project`` from end to end: a policy, a book and an order in files, and how the runs end."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from types import SimpleNamespace

import pytest

from dealerkit import cli
from tests.report import settling

LINES = """\
document,line_no,date,dealer,product,quantity,net_amount
1,1,2026-01-10,A,P,2,800.00
2,1,2026-02-10,B,P,1,1500.00
"""
ORDER = '{"dealer": "A", "lines": [\n  {"product": "P", "quantity": 4, "net_amount": "1,200.00"}]}'


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a policy, a book and an order, in which commands run."""
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    write("policy.yaml", settling.POLICY)
    write("book/customers.csv", "customer,name,kind,status\nA,甲公司,dealer,active\nB,乙公司,dealer,inactive\n")
    write("book/figures.csv", "subject,period,fact,value\nA,2026-Q1,days_to_pay,10\nB,2026-Q1,days_to_pay,10\n")
    write("book/lines.csv", LINES)
    write("order.json", ORDER)
    return tmp_path


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def project(capfd: pytest.CaptureFixture[str], *more: str, as_of: str = "2026-02-14") -> tuple[int, str, str]:
    ended = cli.main(["rebate", "project", "policy.yaml", "book", "--as-of", as_of, *more])
    out, err = capfd.readouterr()
    return ended, out, err


def weigh(capfd: pytest.CaptureFixture[str], text: str, *more: str) -> tuple[int, str, str]:
    write("order.json", text)
    return project(capfd, "--order", "order.json", *more)


class TestProjection:
    def test_everybody_is_carried_on_to_the_period_s_end(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = project(capfd)
        assert (ended, err) == (0, "")
        assert "1,600.00" in out

    def test_a_pipe_gets_the_projections_as_csv(self, capfd: pytest.CaptureFixture[str]):
        rows = list(csv.DictReader(project(capfd, "--format", "csv")[1].splitlines()))
        assert [(row["programme"], row["payee"], row["projected"], row["code"]) for row in rows] == [
            ("volume", "A", "16.00", ""),
            ("volume", "B", "0.00", "DK330"),
            ("units", "A", "40.00", ""),
            ("units", "B", "0.00", "DK332"),
        ]

    def test_one_programme_of_one_dealer(self, capfd: pytest.CaptureFixture[str]):
        document = json.loads(project(capfd, "--programme", "volume", "--dealer", "A", "--format", "json")[1])
        assert [(each["programme"], each["payee"]) for each in document["projections"]] == [("volume", "A")]

    @pytest.mark.parametrize("form", ["csv", "md", "html", "json", "xlsx", "table"])
    def test_a_folder_gets_every_form(self, capfd: pytest.CaptureFixture[str], form: str):
        assert project(capfd, "--format", form, "--out", "results")[0] == 0
        assert any(Path("results").iterdir())

    def test_an_undetermined_amount_is_a_warning_that_names_the_fact(self, capfd: pytest.CaptureFixture[str]):
        write("book/figures.csv", "subject,period,fact,value\n")
        ended, out, err = project(capfd)
        assert ended == 0
        assert "DK367" in err
        assert "period.days_to_pay" in err
        assert "volume" in out

    @pytest.mark.parametrize("options", [(), ("--programme", "volume"), ("--dealer", "A")])
    def test_a_day_on_which_nothing_runs_is_refused(self, capfd: pytest.CaptureFixture[str], options: tuple[str, ...]):
        ended, out, err = project(capfd, *options, as_of="2027-01-15")
        assert (ended, out) == (2, "")
        assert "DK324" in err

    @pytest.mark.parametrize(("options", "code"), [(("--programme", "volumes"), "DK371"), (("--dealer", "Z"), "DK932")])
    def test_what_is_not_there_is_refused(self, capfd: pytest.CaptureFixture[str], options: tuple[str, str], code: str):
        ended, out, err = project(capfd, *options)
        assert (ended, out) == (2, "")
        assert code in err


class TestOrder:
    def test_an_order_is_weighed(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = project(capfd, "--order", "order.json")
        assert (ended, err) == (0, "")
        assert "The order adds 150.00 in all." in out

    def test_it_may_come_from_a_pipe(self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(ORDER.encode("utf-8-sig"))))
        assert "The order adds 150.00" in project(capfd, "--order", "-")[1]

    def test_the_command_may_say_whose_it_is(self, capfd: pytest.CaptureFixture[str]):
        text = ORDER.replace('"dealer": "A", ', "")
        document = json.loads(weigh(capfd, text, "--dealer", "A", "--format", "json")[1])
        assert (document["payee"], document["adds"]) == ("A", "150.00")

    def test_numbers_are_exact(self, capfd: pytest.CaptureFixture[str]):
        # As binary fractions 0.1 and 0.2 are a little more than 0.3.
        text = '{"dealer": "A", "lines": [{"quantity": 1, "net_amount": 0.1}, {"quantity": 1, "net_amount": 0.2}]}'
        document = json.loads(weigh(capfd, text, "--programme", "volume", "--format", "json")[1])
        assert document["programmes"][0]["adds_to_base"] == "0.30"

    def test_an_unusable_line_is_a_finding_at_its_place(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = weigh(capfd, ORDER.replace("1,200.00", "12O0"))
        assert ended == 1
        assert "order.json:2:3: DK835" in err
        assert "nothing can be told" in out

    def test_there_must_be_such_a_file(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = project(capfd, "--order", "ordre.json")
        assert ended == 2
        assert "did you mean `order.json`?" in err

    @pytest.mark.parametrize(
        ("text", "place", "said"),
        [
            ('{"dealer": "A",\n "lines": [}', "2:12", "it is not JSON from here on"),
            ("[" * 100_000, "1:1", "it is not JSON from here on"),
            ("[1]", "1:1", "it is an object with `lines`"),
            ('{"dealer": "A", "line": []}', "1:1", "found `line`"),
            ('{"dealer": "A", "lines": []}', "1:1", "at least one"),
            ('{"dealer": "A", "lines": [1]}', "1:1", "a list of objects"),
            ('{"dealer": ["A"], "lines": [{}]}', "1:1", "`dealer` is the dealer's code"),
            ('{"dealer": "A", "dealer": "B", "lines": [{}]}', "1:1", "each key stands once; found `dealer`"),
            ('{"lines": [{"product": "{"},\n {"qty": 4}]}', "2:2", "found `qty`"),
            ('{"lines": [{"date": "2026-01-01"}]}', "1:12", "without `date` and `dealer`"),
            ('{"lines": [{"quantity": [4]}]}', "1:12", "a text or a number"),
        ],
    )
    def test_what_is_no_order_is_refused_where_it_is_not(
        self, capfd: pytest.CaptureFixture[str], text: str, place: str, said: str
    ):
        ended, out, err = weigh(capfd, text)
        assert (ended, out) == (2, "")
        assert f"order.json:{place}: DK322" in err
        assert said in err

    def test_another_encoding_is_refused(self, capfd: pytest.CaptureFixture[str]):
        Path("order.json").write_bytes(ORDER.replace('"P"', '"手机"').encode("gb18030"))
        ended, _, err = project(capfd, "--order", "order.json")
        assert ended == 2
        assert "UTF-8" in err

    @pytest.mark.parametrize(("text", "options"), [('{"lines": [{"net_amount": 1}]}', ()), (ORDER, ("--dealer", "B"))])
    def test_an_order_of_nobody_or_of_another_is_refused(
        self, capfd: pytest.CaptureFixture[str], text: str, options: tuple[str, ...]
    ):
        ended, _, err = weigh(capfd, text, *options)
        assert ended == 2
        assert "DK323" in err
