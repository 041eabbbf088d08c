"""Contracts, customers and scores: words of a policy that must not be taken for others, and bounds of lists."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from dealerkit import assembly
from dealerkit.contracts.prices.costs import Costs, Day, carded
from dealerkit.customers.touch.spans import due_day
from dealerkit.policy.types import Missing
from dealerkit.receivables.instalments import Status, status_of
from dealerkit.report.handbook import handbook
from dealerkit.report.languages import LANGUAGES, Language
from tests.conftest import ROOT
from tests.report.handbook.policies import policy

HEAD = """\
policy: {name: small, title: Small, revision: "1", currency: CNY, effective: 2026-01-01.., calendar: CN}
"""


def written(text: str, address: str, lang: Language) -> str:
    book = handbook(policy(HEAD + text), lang, date(2026, 6, 30))
    return next(each.markdown() for each in book.chapters if each.address == address).replace("\\", "")


WAREHOUSE = """\
scoring:
  figures:
    accuracy: {of: warehouse, by: holder, from: stock, sum: quantity, over: quarter}
  scorecards:
    warehouse:
      title: Stock keeping
      of: warehouse
      total: 100
      if_missing: zero
      items: [{id: accuracy, of: figure.accuracy, weight: 100, bands: [{at: 0, points: 1}, {above: 9, points: 2}]}]
      grades: [{at: 0, grade: C}]
"""


@pytest.mark.parametrize(("lang", "said"), [("en", "each warehouse."), ("zh", "每个仓库。")])
def test_a_kind_of_subjects_is_no_scorecard_that_bears_its_name(lang: Language, said: str):
    assert said in written(WAREHOUSE, "scoring.scorecards", lang)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_figure_without_a_title_is_called_by_its_name(lang: Language):
    assert "accuracy" in written(WAREHOUSE, "scoring.scorecards", lang)


@pytest.mark.parametrize(
    ("lang", "rows"),
    [
        ("en", "| Range | Points |\n| --- | ---: |\n| from 0 through 9 | 1 |\n| above 9 | 2 |"),
        ("zh", "| 区间 | 分数 |\n| --- | ---: |\n| 0 至 9（含） | 1 |\n| 超过 9 | 2 |"),
    ],
)
def test_bands_of_both_kinds_of_bounds_are_told_from_where_to_where(lang: Language, rows: str):
    assert rows in written(WAREHOUSE, "scoring.scorecards", lang)


def test_a_band_of_one_value_is_that_value():
    one = WAREHOUSE.replace("{above: 9, points: 2}", "{at: 9, points: 2}, {above: 9, points: 3}")
    assert "| from 0 to below 9 | 1 |\n| 9 | 2 |\n| above 9 | 3 |" in written(one, "scoring.scorecards", "en")


CLASSES = """\
scoring:
  figures: {sales: {title: Sales, from: lines, sum: net_amount, over: year}}
  classes:
    size:
      title: Size
      into: {big: {title: Large customer}, small: {title: Small customer}}
      if_missing: undetermined
      counts:
        of: figure.sales
        bands: [{class: big, up_to: 20%}, {class: small, up_to: 100%}]
        rounding: up
        ties: better
        at_zero_or_below: ranked
    visit:
      into: {weekly: {title: Each week}, never: {title: Never}}
      if_missing: never
      rules: {first: [{class: weekly, when: 'class.size == "big"'}, {class: never, when: 'class.size not in ["big"]'}]}
"""


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        (
            "en",
            [
                "| Each week | the class by Size is Large customer |",
                "| Never | the class by Size is not Large customer |",
                "A customer who cannot be classed because something about him is not known has no class yet.",
                "Whose figure is zero or below is ranked and counted like all others.",
                "is not known: Never.",
            ],
        ),
        (
            "zh",
            [
                "| Each week | 按 Size 的等级为 Large customer |",
                "因情况不明不能定级的客户，暂不定级。",
                "数值为零或负的与其他客户一样排名计数。",
                "因情况不明不能定级的客户定为：Never。",
            ],
        ),
    ],
)
def test_a_class_is_called_by_its_title_and_a_fixed_word_by_what_it_does(lang: Language, sentences: list[str]):
    text = written(CLASSES, "scoring.classes", lang)
    assert [each for each in sentences if each not in text] == []


RFM = """\
scoring:
  figures: {sales: {title: Sales, from: lines, sum: net_amount, over: year}}
  classes:
    rfm:
      into: {best: {title: Champions}, rest: {title: Others}}
      if_missing: rest
      rfm:
        parts: {monetary: {title: Money, of: figure.sales, bands: [{at: 10, score: 2}], below: 1}}
        segments:
          hit: first
          columns: {monetary: {type: count, from: 1, to: 2}}
          rows: [{id: a, monetary: 2, then: {class: best}}, {id: b, then: {class: rest}}]
"""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_table_of_scores_is_headed_by_their_titles_and_says_nothing_of_kinds(lang: Language):
    text = written(RFM, "scoring.classes", lang)
    assert "| Money |" in text
    assert "ype: count" not in text
    assert "盘点" not in text


PRICES = """\
authority: {discount: {hit: unique, rows: [{id: all, discount: {at: 0}, then: {role: boss}}]}}
contracts:
  prices:
    levels: [{id: usual}, {id: special, role: boss}]
    discount: discount
    below_floor: {then: refuse}
    if_no_floor: ignore
    cost: {negative: NEGATIVE}
"""


@pytest.mark.parametrize(
    ("word", "english", "chinese", "cost"),
    [
        ("undetermined", "Once more was sold than was bought, it cannot be told.", "成本不能确定。", None),
        ("last-cost", "Once more was sold than was bought, it is the last average.", "沿用最近一次平均成本。", 60),
    ],
)
def test_the_cost_of_what_was_sold_before_it_was_bought(word: str, english: str, chinese: str, cost: int | None):
    text = PRICES.replace("NEGATIVE", word)
    assert english in written(text, "contracts.prices", "en")
    assert chinese in written(text, "contracts.prices", "zh")
    # Ten bought at 60, ten sold: nothing is short. One more, and it is.
    days = {
        date(2026, 1, 5): Day(bought=Decimal(10), cost=Decimal(600), sold=Decimal(10)),
        date(2026, 1, 6): Day(sold=Decimal(1)),
    }
    costs = Costs({"P": carded(days)}, word == "last-cost")
    assert costs.of("P", date(2026, 1, 5)) == 60
    after = costs.of("P", date(2026, 1, 6))
    assert isinstance(after, Missing) if cost is None else after == cost


def test_whoever_may_grant_a_level_stands_in_its_row():
    text = written(PRICES.replace("NEGATIVE", "last-cost"), "contracts.prices", "en")
    assert "| usual | anybody |" in text
    assert "Where no floor price is stated, there is no floor." in text


EXECUTION = """\
contracts:
  execution:
    amounts: gross
    grace: 3
    services: {due: 30 days, bill_within: 7 days}
    low_stock: {holders: [W1], days: 15, over: 90 days, tell: [boss]}
"""


@pytest.mark.parametrize(("late", "status"), [(3, Status.DUE), (4, Status.OVERDUE)])
def test_an_instalment_is_overdue_when_more_than_the_grace_has_passed(late: int, status: Status):
    said = "An instalment is overdue once more than 3 days have passed since it was due."
    assert said in written(EXECUTION, "contracts.execution", "en")
    assert "分期款到期后超过 3 天才算逾期。" in written(EXECUTION, "contracts.execution", "zh")
    assert status_of(Decimal(0), late, 3, is_paid=False) is status


TOUCH = """\
customers:
  touch:
    rest_days: keep
    done_when: [reached]
    measured_over: 1 month
    rules:
      talk: {every: 1 quarter, counted: calendar, due: "25", kind: [call]}
      data: {every: 1 month, counted: calendar, due: "25", kind: [data]}
"""


def test_a_day_of_a_quarter_is_one_of_its_last_month():
    english, chinese = (written(TOUCH, "customers.touch", lang) for lang in LANGUAGES)
    assert "Once each calendar quarter, by day 25 of its last month at the latest" in english
    assert "Once each calendar month, by day 25 of it at the latest" in english
    assert "每季度一次，最迟该期最后一个月第 25 天" in chinese
    assert due_day("25", (date(2026, 1, 1), date(2026, 3, 31))) == date(2026, 3, 25)
    assert due_day("25", (date(2026, 1, 1), date(2026, 1, 31))) == date(2026, 1, 25)


def test_a_contact_of_which_no_outcome_is_recorded_counts():
    assert "A contact counts where its outcome is reached, or where none is recorded." in written(
        TOUCH, "customers.touch", "en"
    )
    assert "联系结果为以下之一或未写明的才算完成：reached。" in written(TOUCH, "customers.touch", "zh")


CODES = """\
customers:
  codes: {customer: {pattern: "{city}-{sequence:3}", by: first_contact, restarts: never}}
"""


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "The running number never begins anew."), ("zh", "流水号不重新开始。")]
)
def test_a_running_number_that_never_begins_anew(lang: Language, said: str):
    assert said in written(CODES, "customers.codes", lang)


HIDDEN = """\
customers:
  access:
    unlisted: hidden
    conflict: refusal
    classes: {open: {columns: [name]}}
    grants: [{id: all, to: employee, scope: own, operations: read, classes: all}]
"""


@pytest.mark.parametrize(
    ("lang", "sentences"),
    [
        (
            "en",
            ["Nobody sees the columns and papers that no class lists.", "his own customers'", "Nobody has to approve."],
        ),
        ("zh", ["未列明的栏目和资料，任何人不得查阅。", "本人客户", "均无须批准。"]),
    ],
)
def test_what_no_class_lists_is_hidden_and_what_no_grant_asks_needs_no_approval(lang: Language, sentences: list[str]):
    text = written(HIDDEN, "customers.access", lang)
    assert [each for each in sentences if each not in text] == []


@pytest.mark.parametrize(("lang", "said"), [("en", "class 重要客户\n"), ("zh", "等级重要客户\n")])
def test_a_worked_example_calls_a_class_by_its_title(lang: Language, said: str):
    loaded = assembly.load([ROOT / "examples" / "classes" / "policy"])
    assert loaded.policy is not None
    book = handbook(loaded.policy, lang, date(2026, 6, 30))
    text = next(each.markdown() for each in book.chapters if each.address == "scoring.classes")
    assert said in text
    assert "important" not in text[text.index("## " + ("Worked" if lang == "en" else "算例")) :]
