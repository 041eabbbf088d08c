"""What holds for every command on credit: its forms, its language, and what was known on a day."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest

from dealerkit import cli
from tests.conftest import ROOT

EXAMPLE = ROOT / "examples" / "credit"
DAY = "2026-06-30"
CHINESE = re.compile("[\u4e00-\u9fff]")

# A program that reads a pipe goes by these names: one that is added stands at the end, none is renamed or moved.
COLUMNS = {
    "limits": (
        "customer,name,group,rule,method,amount,base,temporary,exposure,headroom,until,review_on,state,code,missing"
    ),
    "check": "order,customer,date,amount,action,code,limit,exposure,headroom,failing,sign,plan,release,until",
    "ageing": ("customer,name,not-due,1-30,31-60,61-90,over-90,no-due-date,credits,disputed,total,overdue,oldest"),
    "dunning": "customer,name,reached,sent,last_letter,letter,held,wakes_on",
    "provision": "customer,name,entry,owed,provision",
    "plan": "customer,customer_name,document,kind,amount,due_on,days_overdue,shift,expected_on,month",
    "liability": "debt,customer,shipment,part,rule,who,person,name,share,amount",
    "replay": (
        "order,customer,date,amount,happened,release,outcome,change,before,after,failing_before,failing,limit,exposure,"
        "missing"
    ),
}
TITLES = {
    "limits": ("Credit limits", "信用额度"),
    "check": ("Orders", "订单授信审核"),
    "ageing": ("Ageing", "账龄"),
    "dunning": ("Dunning", "催收"),
    "provision": ("Provision", "坏账准备"),
    "plan": ("Collection plan", "回款计划"),
    "liability": ("Bad debts and releases", "坏账责任与放行"),
    "replay": ("Replay", "回放"),
}

POLICY = """\
policy: {name: test, revision: "7", currency: CNY, effective: 2026-01-01..2026-12-31}
credit:
  payment_days: 30
  limits: {own: {fixed: 60_000}}
  checks: [{id: limit, static: {above: 100%}, then: block}]
liability: {rules: [{id: all, bearers: [{who: company}]}]}
collections:
  ageing: {by: due, buckets: [{id: not-due}, {id: late, above: 0}]}
  dunning: {levels: [{id: reminder, at: 7}]}
  provision: [{id: all, rates: {not-due: 0%, late: 10%}}]
  forecast: {by: due, overdue: this-month}
"""
BOOK = {
    "customers": "customer,kind,status\nA,dealer,active\n",
    "orders": (
        "order,line_no,date,customer,product,quantity,gross_amount,status\n"
        "O1,1,2026-04-01,A,P,1,50000,shipped\nO2,1,2026-06-30,A,P,1,20000,open\n"
    ),
    "deliveries": "delivery,date,customer,order,gross_amount,invoice\nL1,2026-04-02,A,O1,50000,F1\n",
    "invoices": "invoice,date,customer,order,gross_amount,due_on\nF1,2026-04-02,A,O1,50000,2026-05-02\n",
    "receipts": "receipt,date,customer,amount,invoice,recorded_at\nR1,2026-05-02,A,50000,F1,2026-07-05\n",
    "bad_debts": "debt,customer,date,amount,invoice,recorded_at\nB1,A,2026-06-15,1000,F1,2026-07-05\n",
}
"""F1 was paid in May and is lost in part in June; both were recorded in July only."""

LATER = {
    "credit limits": ("headroom", "40000", "-10000"),
    "credit check": ("action", "ship", "hold"),
    "credit ageing": ("overdue", None, "50000"),
    "credit dunning": ("letter", None, "reminder"),
    "credit provision": ("provision", None, "5000.00"),
    "credit plan": ("amount", None, "50000"),
    "credit liability": ("debt", "B1", None),
    "credit replay --from 2026-04-01 --to 2026-04-30": ("outcome", "paid on time", "overdue, not paid"),
    "explain --order O2": ("action", "ship", "hold"),
}
"""One figure of each command: with everything that is recorded now, and as known at the end of June."""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEALERKIT_LANG", "en")
    monkeypatch.chdir(tmp_path)


def asked(capfd: pytest.CaptureFixture[str], verb: str, *more: str) -> str:
    ended = cli.main(("credit", verb, str(EXAMPLE / "policy"), str(EXAMPLE / "book"), "--as-of", DAY, *more))
    out, err = capfd.readouterr()
    assert ended == 0, err
    return out


@pytest.mark.parametrize("verb", COLUMNS)
class TestForms:
    def test_programs_get_the_version_the_policy_and_the_day(self, capfd: pytest.CaptureFixture[str], verb: str):
        found = json.loads(asked(capfd, verb, "--format", "json"))
        assert found["schema_version"] == 1
        assert found["policy"] == {"name": "handset-credit", "revision": "2026.1"}
        assert (found["as_of"], found["currency"]) == (DAY, "CNY")

    def test_a_pipe_gets_columns_of_stable_names_in_either_language(self, capfd: pytest.CaptureFixture[str], verb: str):
        for lang in ("en", "zh"):
            out = asked(capfd, verb, "--format", "csv", "--lang", lang)
            assert out.splitlines()[0].lstrip("\ufeff") == COLUMNS[verb]
            rows = list(csv.reader(io.StringIO(out)))
            assert {len(row) for row in rows} == {len(COLUMNS[verb].split(","))}

    def test_it_speaks_the_language_it_is_asked_in(self, capfd: pytest.CaptureFixture[str], verb: str):
        english, chinese = (asked(capfd, verb, "--lang", lang) for lang in ("en", "zh"))
        assert english.startswith(TITLES[verb][0])
        assert chinese.startswith(TITLES[verb][1])
        headings = [line for line in chinese.splitlines() if re.fullmatch(r"[- ]{10,}", line)]
        assert headings
        above = [chinese.splitlines()[i - 1] for i, line in enumerate(chinese.splitlines()) if line in headings]
        assert [line for line in above if not CHINESE.search(line)] == []

    def test_the_same_question_has_the_same_answer(self, capfd: pytest.CaptureFixture[str], verb: str):
        assert asked(capfd, verb, "--format", "json") == asked(capfd, verb, "--format", "json")


@pytest.mark.parametrize("command", LATER)
def test_what_was_recorded_later_is_not_seen(capfd: pytest.CaptureFixture[str], command: str):
    Path("book").mkdir()
    Path("policy.yaml").write_text(POLICY, encoding="utf-8")
    for name, text in BOOK.items():
        (Path("book") / f"{name}.csv").write_text(text, encoding="utf-8")
    verb, _, options = command.partition(" --")
    more = f"--{options}".split() if options else []
    column, now, then = LATER[command]
    seen = []
    for known in ([], ["--known-at", DAY]):
        ended = cli.main((*verb.split(), "policy.yaml", "book", "--as-of", DAY, "--format", "csv", *more, *known))
        out, err = capfd.readouterr()
        assert ended == 0, err
        seen.append([row[column] for row in csv.DictReader(io.StringIO(out))])
    assert seen == [[now] if now else [], [then] if then else []]
