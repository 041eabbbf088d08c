"""``credit check``: orders from files and pipes, each answered after those before it."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from dealerkit import cli

POLICY = """\
policy: {name: test, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}
credit:
  payment_days: 30
  limits: {usual: {fixed: 10_000}}
  checks: [{id: limit, static: {above: 100%}, then: over-limit}]
  over_limit: {steps: [{id: first, times: 1, shipment: {below: 1/3}, sign: manager}, {id: cash, cash_first: true}]}
"""
NO_CREDIT = POLICY.partition("credit:")[0]
BOOK = {
    "customers": "customer,kind,status\nA,dealer,active\nB,dealer,active\n",
    "invoices": "invoice,date,customer,gross_amount\n",
    "receipts": "receipt,date,customer,amount\n",
    "deliveries": "delivery,date,customer,order,gross_amount\n",
    "orders": (
        "order,line_no,date,customer,product,quantity,gross_amount,status\n"
        "S9,1,2026-03-30,B,P,1,6000,open\n"
        "S8,1,2026-03-29,B,P,1,3000,open\nS8,2,2026-03-29,B,P,1,2000,open\n"
        "S7,1,2026-03-28,B,P,1,1000,released\n"
    ),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    Path("book").mkdir()
    write("policy.yaml", POLICY)
    for name, text in BOOK.items():
        write(f"book/{name}.csv", text)


def write(name: str, text: str | bytes) -> str:
    Path(name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return name


def run(capfd: pytest.CaptureFixture[str], *more: str, as_of: str = "2026-03-31") -> tuple[int, str, str]:
    ended = cli.main(("credit", "check", "policy.yaml", "book", *more, "--as-of", as_of))
    out, err = capfd.readouterr()
    return ended, out, err


def asked(capfd: pytest.CaptureFixture[str], name: str, text: str | bytes, *more: str) -> dict[str, object]:
    _, out, err = run(capfd, write(name, text), *more, "--format", "json")
    assert out, err
    found: dict[str, object] = json.loads(out)
    return found


def actions(found: dict[str, object]) -> list[tuple[str, str]]:
    return [(each["order"], each["action"]) for each in found["orders"]]  # type: ignore[attr-defined]


def codes(found: dict[str, object]) -> list[str]:
    return [each["code"] for each in found["errors"]]  # type: ignore[attr-defined]


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


class TestFiles:
    def test_orders_use_up_the_limit_as_they_pass(self, capfd: pytest.CaptureFixture[str]):
        orders = "order,customer,amount\nS1,A,6000\nS2,A,6000\nS3,A,4000\n"
        assert actions(asked(capfd, "orders.csv", orders)) == [("S1", "ship"), ("S2", "cash-first"), ("S3", "ship")]

    def test_each_alone_uses_up_nothing(self, capfd: pytest.CaptureFixture[str]):
        orders = "order,customer,amount\nS1,A,6000\nS2,A,6000\n"
        assert actions(asked(capfd, "orders.csv", orders, "--alone")) == [("S1", "ship"), ("S2", "ship")]

    def test_the_table_says_what_fails_and_who_signs(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = run(capfd, write("o.csv", "order,customer,amount\nS1,A,8000\nS2,A,3000\n"))
        assert (ended, err) == (0, "")
        row = next(line.split() for line in out.splitlines() if line.startswith("S2 "))
        assert row == ["S2", "A", "3,000.00", "release", "10,000.00", "8,000.00", "2,000.00", "limit", "manager"]

    def test_one_order_is_told_with_its_reasons(self, capfd: pytest.CaptureFixture[str]):
        out = run(capfd, write("o.json", '{"order": "S1", "customer": "A", "amount": 12000}'))[1]
        assert "S1, A: ship once it is paid: over the limit with all open orders" in out
        assert "policy.yaml:5" in out

    def test_json_may_hold_one_order_or_a_list(self, capfd: pytest.CaptureFixture[str]):
        assert actions(asked(capfd, "o.json", '{"customer": "A", "amount": "6,000.00"}')) == [("", "ship")]
        listed = '[{"order": "S1", "customer": "A", "amount": 6000}, {"order": "S2", "customer": "B", "amount": 1}]'
        assert actions(asked(capfd, "o.json", listed)) == [("S1", "ship"), ("S2", "release")]

    def test_json_lines_are_read_as_well(self, capfd: pytest.CaptureFixture[str]):
        orders = (
            '{"order": "S1", "customer": "A", "amount": 6000}\n\n{"order": "S2", "customer": "A", "amount": 6000}\n'
        )
        assert actions(asked(capfd, "o.jsonl", orders)) == [("S1", "ship"), ("S2", "cash-first")]

    def test_a_file_may_begin_with_a_mark_of_its_encoding(self, capfd: pytest.CaptureFixture[str]):
        marked = "\ufefforder,customer,amount\nS1,A,1\n"
        assert actions(asked(capfd, "o.csv", marked)) == [("S1", "ship")]
        assert actions(asked(capfd, "o.jsonl", '\ufeff{"customer": "A", "amount": 1}')) == [("", "ship")]

    def test_the_headings_of_the_book_s_orders_are_known(self, capfd: pytest.CaptureFixture[str]):
        columns = "{order: 订单号, date: 日期, customer: 客户, gross_amount: 含税金额, product: 商品, quantity: 数量}"
        write("book/columns.yaml", f"tables:\n  orders:\n    files: none-*.csv\n    columns: {columns}\n")
        Path("book/orders.csv").unlink()
        write("book/none-1.csv", "订单号,日期,客户,含税金额,商品,数量\n")
        orders = "订单号,客户,含税金额,日期\nS1,A,12000,2026-03-31\n"
        assert actions(asked(capfd, "o.csv", orders)) == [("S1", "cash-first")]

    def test_what_an_order_may_say_reaches_the_answer(self, capfd: pytest.CaptureFixture[str]):
        head = "order,customer,amount,date,wanted_on,contract,payment_days,currency"
        found = asked(capfd, "o.csv", f"{head}\nS1,A,1,2026-04-01,2026-04-03,K,60,CNY\n")
        days = [each["date"] for each in found["orders"]]  # type: ignore[attr-defined]
        assert (days, actions(found)) == (["2026-04-01"], [("S1", "ship")])

    def test_answers_are_written_as_csv_and_into_a_folder(self, capfd: pytest.CaptureFixture[str]):
        name = write("o.csv", "order,customer,amount\nS1,A,12000\n")
        out = run(capfd, name, "--format", "csv")[1]
        assert out.splitlines()[0] == (
            "order,customer,date,amount,action,code,limit,exposure,headroom,failing,sign,plan,release,until"
        )
        assert out.splitlines()[1].startswith("S1,A,2026-03-31,12000,cash first,DK502,10000,0,10000,limit")
        assert run(capfd, name, "--format", "md", "--out", "results")[0] == 0
        assert "S1, A: ship once it is paid" in Path("results/orders.md").read_text("utf-8")

    def test_in_chinese(self, capfd: pytest.CaptureFixture[str]):
        out = run(capfd, write("o.csv", "order,customer,amount\nS1,A,12000\n"), "--lang", "zh")[1]
        assert "读入 1 张订单，答复 1 张，拒绝 0 张。" in out
        assert "S1，A：款到发货" in out


class TestOrdersOfTheBook:
    def test_open_orders_are_asked_about_by_their_days_and_others_count(self, capfd: pytest.CaptureFixture[str]):
        # 1,000 is released and counts; S8 comes first: 1,000 + 5,000; then S9: 6,000 + 6,000 is over 10,000.
        ended, out, _ = run(capfd, "--format", "json")
        found = json.loads(out)
        assert (ended, actions(found)) == (0, [("S8", "ship"), ("S9", "cash-first")])
        assert [each["exposure"] for each in found["orders"]] == ["1000.00", "6000.00"]

    def test_without_any_it_says_so(self, capfd: pytest.CaptureFixture[str]):
        write("book/orders.csv", BOOK["orders"].splitlines()[0] + "\n")
        assert "There is no order to ask about." in run(capfd)[1]

    def test_an_open_order_may_be_asked_about_in_a_file_and_does_not_count_twice(
        self, capfd: pytest.CaptureFixture[str]
    ):
        # Without S9 itself 1,000 + 5,000 count: its 6,000 are over, 4,000 would not be.
        found = asked(capfd, "o.csv", "order,customer,amount\nS9,B,4000\n")
        assert actions(found) == [("S9", "ship")]


class TestBadRecords:
    @pytest.mark.parametrize(
        ("text", "code", "place"),
        [
            ('{"customer": "A", "amount": 1', "DK575", ":1:30"),
            ('{"customer": "A", "customer": "B", "amount": 1}', "DK575", ":1:1"),
            ('["A", 1]', "DK575", ":1:1"),
            ('{"dealer": "A", "amount": 1}', "DK575", ":1:1"),
            ('{"customer": "A", "amount": [1]}', "DK575", ":1:1"),
            ('{"customer": "A", "amount": true}', "DK575", ":1:1"),
            ('{"amount": 1}', "DK834", ":1:1"),
            ('{"customer": "A", "amount": 1e3}', "DK835", ":1:1"),
            ('{"customer": "A", "amount": NaN}', "DK835", ":1:1"),
            ('{"customer": "A", "amount": "12%"}', "DK837", ":1:1"),
            ('{"customer": "A", "amount": 1, "payment_days": 1.5}', "DK843", ":1:1"),
            ('{"customer": "A", "amount": 1, "date": "31.3.2026"}', "DK838", ":1:1"),
            (b'{"customer": "\xff"}', "DK575", ":1:1"),
            (b"[" * 100_000, "DK575", ":1:1"),
        ],
    )
    def test_a_record_that_cannot_be_read_costs_itself_and_is_told_where_it_stands(
        self, capfd: pytest.CaptureFixture[str], text: str | bytes, code: str, place: str
    ):
        bad = text if isinstance(text, bytes) else text.encode()
        ended, out, err = run(capfd, write("o.jsonl", bad + b'\n{"order": "S2", "customer": "A", "amount": 1}\n'))
        assert (ended, f"o.jsonl{place}: {code} " in err) == (1, True), err
        assert "2 orders read, 1 answered, 1 rejected." in out

    def test_a_row_of_a_table_that_cannot_be_read_is_told_at_its_cell(self, capfd: pytest.CaptureFixture[str]):
        ended, out, err = run(capfd, write("o.csv", "order,customer,amount\nS1,A,1O\nS2,A\nS3,,4\nS4,A,1\n"))
        assert (ended, "4 orders read, 1 answered, 3 rejected." in out) == (1, True)
        assert [place in err for place in ("o.csv:2:3: DK835", "o.csv:3:", "o.csv:4:2: DK834")] == [True] * 3

    def test_a_number_that_comes_again_is_rejected(self, capfd: pytest.CaptureFixture[str]):
        found = asked(capfd, "o.csv", "order,customer,amount\nS1,A,1\nS1,A,2\nS2,A,1\n")
        assert (actions(found), codes(found)) == ([("S1", "ship"), ("S2", "ship")], ["DK576"])
        assert (found["read"], found["answered"], found["rejected"]) == (3, 2, 1)

    def test_an_order_dated_before_the_one_before_it_costs_itself_only(self, capfd: pytest.CaptureFixture[str]):
        orders = "order,customer,amount,date\nS1,A,1,2026-04-02\nS2,A,1,2026-04-01\nS3,A,1,2026-04-02\n"
        ended, out, err = run(capfd, write("o.csv", orders), "--format", "json")
        found = json.loads(out)
        assert (ended, actions(found)) == (1, [("S1", "ship"), ("S2", "undetermined"), ("S3", "ship")])
        assert "o.csv:3:1: DK577 the desk is at 2026-04-02 and does not go back to 2026-04-01 for order `S2`" in err

    @pytest.mark.parametrize(
        ("row", "code"),
        [("S1,A,-5,", "DK540"), ("S1,A,,", "DK540"), ("S1,Z,5,", "DK541"), ("S1,A,5,USD", "DK542")],
    )
    def test_an_order_that_cannot_be_decided_is_undetermined_and_told(
        self, capfd: pytest.CaptureFixture[str], row: str, code: str
    ):
        ended, out, err = run(capfd, write("o.csv", f"order,customer,amount,currency\n{row}\n"), "--format", "json")
        assert (ended, code in err, actions(json.loads(out))) == (1, True, [("S1", "undetermined")])

    def test_a_hold_does_not_change_how_it_ends(self, capfd: pytest.CaptureFixture[str]):
        write("policy.yaml", POLICY.replace("then: over-limit", "then: block"))
        ended, out, _ = run(capfd, write("o.csv", "order,customer,amount\nS1,A,12000\n"))
        assert (ended, "S1, A: hold" in out) == (0, True)

    def test_a_heading_nobody_knows_is_told_and_passed_over(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = run(capfd, write("o.csv", "order,customer,amount,note\nS1,A,1,x\n"))
        assert (ended, err[:25]) == (0, "o.csv:1:4: warning: DK808")

    @pytest.mark.parametrize(
        ("name", "text", "code"),
        [
            ("o.csv", "order,dealer,amount\nS1,A,1\n", "DK575"),
            ("o.csv", "order,customer,amount,amount\nS1,A,1,2\n", "DK806"),
            ("o.csv", "order,customer,amount\n", "DK575"),
            ("o.json", "[]", "DK575"),
            ("o.json", b"\xff", "DK575"),
            ("o.json", '[{"customer": "A", "amount": 1}, 5]', "DK575"),
            ("o.xml", "<order/>", "DK812"),
        ],
    )
    def test_a_file_without_orders_is_told(
        self, capfd: pytest.CaptureFixture[str], name: str, text: str | bytes, code: str
    ):
        ended, _, err = run(capfd, write(name, text))
        assert (ended, code in err) == (1, True)

    def test_a_file_that_is_not_there_is_a_wrong_command(self, capfd: pytest.CaptureFixture[str]):
        ended, _, err = run(capfd, "orders.cvs")
        assert (ended, "DK910" in err) == (2, True)

    def test_a_policy_without_credit_is_told(self, capfd: pytest.CaptureFixture[str]):
        write("policy.yaml", NO_CREDIT)
        ended, _, err = run(capfd)
        assert (ended, "DK578" in err) == (3, True)


class _Source(io.RawIOBase):
    """Standard input that notes how much was written when each of its lines is asked for."""

    def __init__(self, given: list[bytes], answered: list[str]) -> None:
        self._given, self._answered = given, answered
        self.noted: list[int] = []

    def readline(self, size: int | None = -1, /) -> bytes:
        del size
        self.noted.append(len(self._answered))
        return self._given.pop(0) if self._given else b""


class TestPipes:
    def piped(
        self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, text: str, *more: str
    ) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
        return run(capfd, "-", *more)

    def test_every_line_has_its_answer_and_a_bad_one_its_error(
        self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ):
        one, two = (f'{{"order": "{number}", "customer": "A", "amount": 6000}}\n' for number in ("S1", "S2"))
        text = one + '{"order"\n\n' + two
        ended, out, err = self.piped(capfd, monkeypatch, text)
        found = lines(out)
        assert [(each["line"], each.get("action")) for each in found] == [(1, "ship"), (2, None), (4, "cash-first")]
        assert found[1]["error"]["code"] == "DK575"  # type: ignore[index]
        assert (ended, err) == (1, "3 orders read, 2 answered, 1 rejected.\n")

    def test_an_answer_is_written_before_the_next_line_is_read(
        self, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ):
        written: list[str] = []
        order = b'{"customer": "A", "amount": 1}\n'
        source = _Source([order, order, order], written)

        class Stdin:
            buffer = source

        monkeypatch.setattr(sys, "stdin", Stdin())
        monkeypatch.setattr("dealerkit.cli.console.give", written.append)
        assert run(capfd, "-")[0] == 0
        assert source.noted == [0, 1, 2, 3]

    def test_another_form_waits_for_the_end(self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
        out = self.piped(capfd, monkeypatch, '{"order": "S1", "customer": "A", "amount": 1}\n', "--format", "csv")[1]
        assert out.startswith("order,customer,date,amount,action")

    def test_a_file_may_be_answered_line_by_line_too(self, capfd: pytest.CaptureFixture[str]):
        out = run(capfd, write("o.csv", "order,customer,amount\nS1,A,1\nS2,A,x\n"), "--format", "jsonl")[1]
        assert [(each["line"], "error" in each) for each in lines(out)] == [(2, False), (3, True)]

    def test_nothing_piped_is_no_order(self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
        assert self.piped(capfd, monkeypatch, "") == (0, "", "0 orders read, 0 answered, 0 rejected.\n")

    def test_a_line_that_never_ends_is_refused_and_the_pipe_goes_on(
        self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ):
        text = f'"{"x" * (1 << 20)}\n' + '{"customer": "A", "amount": 1}\n'
        found = lines(self.piped(capfd, monkeypatch, text)[1])
        assert [(each["line"], "error" in each) for each in found] == [(1, True), (2, False)]

    def test_a_policy_without_credit_is_told_before_anything_is_read(
        self, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ):
        write("policy.yaml", NO_CREDIT)
        ended, out, err = self.piped(capfd, monkeypatch, "{}")
        assert (ended, out, "DK578" in err) == (3, "", True)
