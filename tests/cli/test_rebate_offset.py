"""``rebate offset`` from end to end: a ledger and an order in, words and postings out."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from dealerkit import cli
from tests.rebates.histories import HEAD
from tests.rebates.offsetting import LIMIT, programme

HEADING = "id,kind,programme,payee,period,seq,net,tax,gross,currency,posted_on,revision,content_hash,reference,closes\n"
CREDIT = "volume|A|2026-Q1|settlement|1,settlement,volume,A,2026-Q1,1,860,0,860,CNY,2026-03-31,1,,,\n"
LINES = "date,dealer,product,quantity,net_amount\n2026-01-10,A,P,2,3798.00\n"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)
    write("policy.yaml", HEAD + "rebates:" + programme("volume") + LIMIT)
    write("book/customers.csv", "customer,name\nA,甲公司\nB,乙公司\n")
    write("book/lines.csv", LINES)
    write("book/postings.csv", HEADING + CREDIT)
    return tmp_path


def write(name: str, text: str) -> None:
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def ask(capfd: pytest.CaptureFixture[str], *more: str, dealer: str = "A") -> tuple[int, str, str]:
    start = ("rebate", "offset", "policy.yaml", "book", "--as-of", "2026-04-30", "--dealer", dealer)
    ended = cli.main([*start, *more])
    out, err = capfd.readouterr()
    return ended, out, err


def answer(capfd: pytest.CaptureFixture[str], *more: str) -> dict[str, object]:
    ended, out, err = ask(capfd, "--format", "json", *more)
    assert ended == 0, err
    found: dict[str, object] = json.loads(out)
    return found


def ledger() -> list[dict[str, str]]:
    with Path("book/postings.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


class TestAsking:
    def test_without_an_order_it_tells_the_credit_and_the_order_that_would_use_it_all(
        self, capfd: pytest.CaptureFixture[str]
    ):
        ended, out, err = ask(capfd)
        assert (ended, err) == (0, "")
        assert out.startswith("Credit of 甲公司 (A) as of 2026-04-30\n")
        assert "Open now: 860.00. An order of 5,733.34 would use it all." in out
        # 5,733.34 at 1,899.00 a unit.
        assert [line.split() for line in out.splitlines() if line.startswith("P ")] == [["P", "1,899.00", "4", "lines"]]

    def test_an_order_s_amount_is_paid_up_to_the_share(self, capfd: pytest.CaptureFixture[str]):
        out = ask(capfd, "--order", "2,000")[1]
        assert "An order of 2,000.00: 300.00 is paid with credit, 560.00 is left" in out
        assert "3,733.34 more on this order would use all of it" in out

    def test_programs_get_the_same_as_json(self, capfd: pytest.CaptureFixture[str]):
        found = answer(capfd, "--order", "2000", "--number", "SO-1")
        assert (found["open"], found["left"], found["order_to_use_all"], found["share"]) == (
            "860",
            "560.00",
            "5733.34",
            "0.15",
        )
        assert [each["outcome"] for each in found["orders"]] == ["granted"]  # type: ignore[attr-defined]
        assert [each["reference"] for each in found["postings"]] == ["SO-1"]  # type: ignore[attr-defined]

    def test_in_chinese(self, capfd: pytest.CaptureFixture[str]):
        assert "5,733.34 的订单可将其全部用完。" in ask(capfd, "--lang", "zh")[1]

    def test_a_file_of_orders_is_paid_one_after_the_other(self, capfd: pytest.CaptureFixture[str]):
        head = "order,date,customer,product,net_amount\n"
        write("orders.csv", f"{head}SO-2,2026-04-02,A,P,5000\nSO-1,2026-04-01,A,P,3000\nSO-3,2026-04-01,B,P,9\n")
        found = answer(capfd, "--order", "orders.csv")
        orders = [(each["number"], each["amount"]) for each in found["orders"]]  # type: ignore[attr-defined]
        assert orders == [("SO-1", "450.00"), ("SO-2", "410.00")]

    def test_a_file_is_read_under_the_headings_of_the_book(self, capfd: pytest.CaptureFixture[str]):
        columns = "{order: 订单号, date: 日期, customer: 客户, net_amount: 未税金额}"
        write("book/columns.yaml", f"tables:\n  orders:\n    files: orders-*.csv\n    columns: {columns}\n")
        write("book/orders-1.csv", "订单号,日期,客户,未税金额\n")
        write("today.csv", "订单号,日期,客户,未税金额\nSO-1,2026-04-01,A,3000\n")
        found = answer(capfd, "--order", "today.csv")
        assert [each["amount"] for each in found["orders"]] == ["450.00"]  # type: ignore[attr-defined]

    def test_a_heading_nobody_knows_is_told_and_passed_over(self, capfd: pytest.CaptureFixture[str]):
        write("orders.csv", "order,date,customer,net_amount,note\nS1,2026-04-02,A,1000,x\n")
        ended, out, err = ask(capfd, "--order", "orders.csv")
        assert (ended, err[:31]) == (0, "orders.csv:1:5: warning: DK808 ")
        assert "Order S1 of 1,000.00: 150.00 is paid with credit" in out

    def test_an_amount_in_json_that_is_none_is_told_where_it_stands(self, capfd: pytest.CaptureFixture[str]):
        write("order.JSON", '{"lines": [{"product": "P", "net_amount": 100},\n {"product": "P", "net_amount": "abc"}]}')
        ended, _, err = ask(capfd, "--order", "order.JSON")
        assert ended == 3
        assert err.startswith("order.JSON:2:2: DK835 `abc` under `net_amount` is no number\n")

    def test_an_order_in_json_is_the_one_that_project_takes(self, capfd: pytest.CaptureFixture[str]):
        write(
            "order.json",
            '{"dealer": "A", "lines": [{"product": "P", "net_amount": "1,500"}, {"product": "Q", "net_amount": 500}]}',
        )
        found = answer(capfd, "--order", "order.json", "--number", "SO-1")
        assert [(each["value"], each["amount"]) for each in found["orders"]] == [("2000", "300.00")]  # type: ignore[attr-defined]
        assert [each["reference"] for each in found["postings"]] == ["SO-1"]  # type: ignore[attr-defined]

    def test_a_refusal_does_not_change_how_it_ends(self, capfd: pytest.CaptureFixture[str]):
        ended, out, _ = ask(capfd, "--order", "2000", dealer="B")
        assert ended == 0
        assert "there is no open credit" in out


class TestPosting:
    def test_offsets_are_posted_once(self, capfd: pytest.CaptureFixture[str]):
        ask(capfd, "--order", "2000", "--number", "SO-1", "--post")
        ended, out, err = ask(capfd, "--order", "2000", "--number", "SO-1", "--post")
        assert (ended, err) == (0, "there is nothing to post\n")
        assert "300.00 of credit was used on `SO-1` before" in out
        last = ledger()[-1]
        assert (last["kind"], last["net"], last["reference"]) == ("offset", "300.00", "SO-1")
        assert (len(ledger()), last["closes"]) == (2, "volume|A|2026-Q1|settlement|1")

    def test_without_a_number_nothing_is_posted(self, capfd: pytest.CaptureFixture[str]):
        assert ask(capfd, "--order", "2000", "--post")[2] == "there is nothing to post\n"

    @pytest.mark.parametrize("accepted", ["0", "9"])
    def test_an_order_with_a_line_that_cannot_be_read_is_not_posted(
        self, capfd: pytest.CaptureFixture[str], accepted: str
    ):
        write("orders.csv", "order,date,customer,net_amount\nSO-1,2026-04-01,A,3000\nSO-1,2026-04-01,A,1O\n")
        ended, out, err = ask(capfd, "--order", "orders.csv", "--post", "--accept-rejects", accepted)
        assert (ended, out, len(ledger())) == (3, "", 1)
        assert err.startswith("orders.csv:3:4: DK835 `1O` under `net_amount` is no number\n")

    def test_what_has_expired_is_posted_without_an_order(self, capfd: pytest.CaptureFixture[str]):
        limit = "\noffset: {share: 15%, expires: {within: 10 days}}\n"
        write("policy.yaml", HEAD + "rebates:" + programme("volume") + limit)
        assert ask(capfd, "--post")[2] == "1 posting appended to the ledger\n"
        assert (ledger()[-1]["kind"], ledger()[-1]["net"]) == ("expiry", "860")
        assert ask(capfd, "--post")[2] == "there is nothing to post\n"

    def test_a_ledger_that_cannot_say_which_order_it_was_takes_none(self, capfd: pytest.CaptureFixture[str]):
        text = Path("book/postings.csv").read_text("utf-8")
        write("book/postings.csv", "\n".join(",".join(row.split(",")[:-2]) for row in text.splitlines()) + "\n")
        ended, _, err = ask(capfd, "--order", "2000", "--number", "SO-1", "--post")
        assert (ended, "DK865" in err, len(ledger())) == (1, True, 1)


class TestWrongQuestions:
    @pytest.mark.parametrize(
        ("arguments", "code", "ended"),
        [
            (("--order", "no-such.csv"), "DK910", 2),
            (("--order", "lines.csv"), "DK809", 3),
            (("--order", "orders.csv"), "DK326", 3),
            (("--order", "order.json"), "DK322", 3),
        ],
    )
    def test_an_order_that_cannot_be_read_is_told(
        self, arguments: tuple[str, ...], code: str, ended: int, capfd: pytest.CaptureFixture[str]
    ):
        write("lines.csv", LINES)
        write("orders.csv", "order,date,customer,net_amount\nSO-3,2026-04-01,B,9\n")
        write("order.json", "[]")
        found, out, err = ask(capfd, *arguments)
        assert (found, out, code in err) == (ended, "", True)

    def test_a_dealer_nobody_knows_is_told(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = ask(capfd, dealer="X")
        assert (ended, "DK932" in err) == (2, True)

    def test_a_policy_without_the_section_is_told(self, capfd: pytest.CaptureFixture[str]):
        write("policy.yaml", HEAD + "rebates:" + programme("volume"))
        ended, _, err = ask(capfd)
        assert (ended, "DK345" in err) == (3, True)

    def test_without_a_ledger_the_answer_says_so(self, capfd: pytest.CaptureFixture[str]):
        Path("book/postings.csv").unlink()
        ended, out, err = ask(capfd, "--order", "2000")
        assert (ended, "DK370" in err) == (0, True)
        assert "Open now: 0.00." in out
