"""What the handbook says of special bids, price protection, stock rotation and contests, held to the engine.

Each case says by hand what the sentence promises at its bound; the engine must answer so.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import cache

import pytest

from dealerkit import assembly
from dealerkit.assembly.testing import result_of
from dealerkit.decisions import Rule
from dealerkit.policy.policy import Policy
from dealerkit.policy.records import NOWHERE
from dealerkit.rebates.granting.payment import Payment, due_on, usable_through
from dealerkit.rebates.negatives import movements
from dealerkit.report.handbook import handbook
from dealerkit.report.languages import LANGUAGES, Language
from dealerkit.values.durations import read_duration
from tests.conftest import ROOT
from tests.report.handbook.policies import policy
from tests.report.handbook.test_held_to_the_engine import chapter as of_spec
from tests.report.handbook.test_held_to_the_engine import results

HEAD = 'policy: {name: s, title: S, revision: "1", currency: CNY, effective: 2026-01-01..2026-12-31}\n'
SETTLE = "settle: {payout: transfer, negative: carry-forward, due: 10 days, expires: 12 months}"


def with_case(rules: str, of: str, given: str, expect: str) -> str:
    case = f"tests:\n  one:\n    of: {of}\n    as_of: 2026-06-30\n    given: {{{given}}}\n    expect: {{{expect}}}\n"
    return f"{HEAD}{rules}\n{case}"


@cache
def loaded(text: str) -> Policy:
    return policy(text)


def chapter(text: str, address: str, lang: Language) -> str:
    book = handbook(loaded(text), lang, date(2026, 6, 30))
    return next(each.markdown() for each in book.chapters if each.address == address).replace("\\", "")


def bids(keys: str) -> str:
    return f"special_bids:\n  s: {{{keys}, {SETTLE}}}"


def bid(more: str = "", last: str = "2026-03-31") -> str:
    """A bid down to 90; the dealer paid 100 by the book, unless ``more`` leaves that open."""
    return (
        f"bids: [{{bid: B, dealer: D, product: P, from: 2026-03-01, to: {last}, method: down-to, value: 90"
        f"{more or ', book_price: 100'}}}]"
    )


def claimed(quantity: int, more: str = "", on: str = "2026-03-31") -> str:
    return (
        f"bid_claims: [{{claim: K, date: {on}, sold_on: 2026-03-10, dealer: D, bid: B, product: P,"
        f" quantity: {quantity}{more}}}]"
    )


def reported(more: str = "") -> str:
    return f"sell_through: [{{date: 2026-03-10, dealer: D, product: P, quantity: 12{more}}}]"


END = ", book_price: 100, end_customer: C"
BIDS = {
    "no-more-than-was-reported": (
        "price: book, sell_through: {}",
        "No more may be claimed than was reported.",
        "申请不得超过已报实销。",
        [(f"{bid()}, {reported()}, {claimed(13)}", "amount: 120, credited: 12, refused: 1")],
    ),
    # 5 % of 12 is 0.6, and one more is 1.6: one whole unit.
    "the-share-and-the-units-in-whole-units": (
        "price: book, sell_through: {share: 5%, units: 1}",
        "Further units that may be claimed beyond what was reported, for each line of a bid: 1.",
        "特价单每一行另可超出已报实销 1 件。",
        [(f"{bid()}, {reported()}, {claimed(14)}", "amount: 130, credited: 13, refused: 1")],
    ),
    "the-end-customer-must-be-named": (
        "price: book, sell_through: {}",
        "A report must name the end customer of the bid, or else of the claim, where one is stated.",
        "特价单（或申请）写明最终客户的，实销报告须写明同一客户。",
        [
            (f"{bid(END)}, {reported()}, {claimed(1, ', end_customer: C')}", "outcome: refused, code: DK473"),
            (f"{bid(END)}, {reported(', outlet: C')}, {claimed(1, ', end_customer: C')}", "amount: 10"),
            (f"{bid()}, {reported()}, {claimed(1, ', end_customer: C')}", "outcome: refused, code: DK473"),
            (f"{bid()}, {reported()}, {claimed(1)}", "amount: 10"),
        ],
    ),
    "the-same-document-where-a-claim-names-one": (
        "price: book, sell_through: {document: same}",
        "Where a claim names a document, a report must name the same.",
        "申请写明单据的，实销报告须写明同一单据。",
        [
            (f"{bid()}, {reported(', document: X')}, {claimed(1, ', document: Y')}", "outcome: refused, code: DK473"),
            (f"{bid()}, {reported(', document: X')}, {claimed(1, ', document: X')}", "amount: 10"),
            (f"{bid()}, {reported(', document: X')}, {claimed(1)}", "amount: 10"),
        ],
    ),
    "a-price-that-is-not-known": (
        "price: book",
        "the book price that the bid states, less the price of the bid. Where that price is not known, it stays",
        "特价单所写的账面价减去该特价。该价格不明时，补偿暂不能确定。",
        [(f"{bid(', status: approved')}, {claimed(1)}", "outcome: undetermined, code: DK474")],
    ),
    "a-price-that-is-not-known-refuses": (
        "price: {from: book, if_missing: refuse}",
        "A unit for which that price is not known is credited with nothing.",
        "该价格不明的件数，不予补偿。",
        [(f"{bid(', status: approved')}, {claimed(1)}", "outcome: refused, code: DK473")],
    ),
    # A bid from 1 March that may run for a month ends with 31 March.
    "as-long-as-a-bid-may-run": (
        "price: book, longest: 1 month",
        "A bid that runs for longer than 1 month is not honoured.",
        "期限超过 1 个月的特价单不予认可。",
        [
            (f"{bid()}, {claimed(1)}", "amount: 10"),
            (f"{bid(last='2026-04-01')}, {claimed(1)}", "outcome: refused, code: DK473"),
        ],
    ),
    "counted-from-the-last-day-of-the-bid": (
        "price: book, claim: {within: 20 days, after: bid}",
        "That is counted from the last day of the bid, which is not counted itself.",
        "自特价单最后一天起算，当日不计。",
        [
            (f"{bid()}, {claimed(1, on='2026-04-20')}", "amount: 10"),
            (f"{bid()}, {claimed(1, on='2026-04-21')}", "outcome: refused, code: DK473"),
        ],
    ),
    "ours-whatever-is-claimed": (
        "price: book, pays: ours",
        "What we reckon is paid, whatever a claim asks for.",
        "一律按我方计算支付。",
        [
            (f"{bid()}, {claimed(1, ', amount: 4')}", "amount: 10"),
            (f"{bid()}, {claimed(1, ', amount: 40')}", "amount: 10"),
        ],
    ),
}


@pytest.mark.parametrize(("keys", "english", "chinese", "cases"), BIDS.values(), ids=BIDS.keys())
def test_what_is_said_of_special_bids_is_what_the_engine_does(
    keys: str, english: str, chinese: str, cases: list[tuple[str, str]]
):
    for given, expect in cases:
        text = with_case(bids(keys), "special_bids.s", given, expect)
        assert english in chapter(text, "special_bids.s", "en")
        assert chinese in chapter(text, "special_bids.s", "zh")
        assert result_of(loaded(text), loaded(text).cases["one"]).problems == ()


def protection(keys: str) -> str:
    return f"price_protection:\n  s: {{stock: purchases, {keys}}}"


def cut(after: str, *lines: str) -> str:
    """A cut from 100 on 1 April; nothing was sold before it."""
    return (
        "dealer: D, product: P, prices: [{product: P, price: 100, valid_to: 2026-03-31},"
        f" {{product: P, price: {after}, valid_from: 2026-04-01}}], lines: [{', '.join(lines)}],"
        " sell_through: [{date: 2026-04-02, dealer: D, product: P, quantity: 1}]"
    )


def bought(on: str, quantity: int = 10, price: str = "100") -> str:
    return f"{{date: {on}, dealer: D, product: P, quantity: {quantity}, unit_price: {price}}}"


def asked(quantity: int) -> str:
    return f"price_claims: [{{claim: K, date: 2026-04-10, dealer: D, product: P, quantity: {quantity}}}]"


OLD, NEW = bought("2026-01-01", 5), bought("2026-03-20", 5)
PROTECTION = {
    "the-least-drop": (
        "drop: {minimum: 20}",
        "A drop of the price list below CNY 20 for a unit is not protected.",
        "价目表每件降价不足 20 元的不补。",
        [
            (cut("80", bought("2026-03-20")), "amount: 200"),
            (cut("80.01", bought("2026-03-20")), "outcome: refused, code: DK384"),
        ],
    ),
    "any-drop": (
        "window: 60 days",
        "A unit is credited with the drop of the price list, however small.",
        "每件按价目表的降价额补偿，多少不限。",
        [(cut("99.99", bought("2026-03-20")), "amount: 0.10")],
    ),
    "what-was-paid-less-the-new-price": (
        "drop: {from: price-paid}",
        "unit is credited with what the dealer paid for it less the new price, never with less than nothing;",
        "每件按经销商实际进价减新价补偿，不低于零；",
        [
            (cut("80", bought("2026-03-20", price="90")), "amount: 100"),
            (cut("80", bought("2026-03-20", price="70")), "amount: 0"),
            (
                cut("80", "{date: 2026-03-20, dealer: D, product: P, quantity: 10}"),
                "outcome: undetermined, code: DK003",
            ),
        ],
    ),
    # Sixty days before 1 April is 31 January.
    "the-first-day-of-the-window-counts": (
        "window: 60 days",
        "Units bought up to 60 days before the cut are protected; that day still counts.",
        "调价前 60 天内（含首日）购进的受保护。",
        [
            (cut("80", bought("2026-01-31")), "amount: 200"),
            (cut("80", bought("2026-01-30")), "outcome: refused, code: DK385"),
        ],
    ),
    "of-any-age-and-unclaimed": (
        "drop: {from: list-price}",
        "It does not matter when a unit was bought.",
        "不论何时购进均受保护。",
        [(cut("80", bought("2025-01-30")), "amount: 200")],
    ),
}


@pytest.mark.parametrize(("keys", "english", "chinese", "cases"), PROTECTION.values(), ids=PROTECTION.keys())
def test_what_is_said_of_price_protection_is_what_the_engine_does(
    keys: str, english: str, chinese: str, cases: list[tuple[str, str]]
):
    for given, expect in cases:
        text = with_case(protection(keys), "price_protection.s", given, expect)
        assert english in chapter(text, "price_protection.s", "en")
        assert chinese in chapter(text, "price_protection.s", "zh")
        assert result_of(loaded(text), loaded(text).cases["one"]).problems == ()


def test_a_part_of_the_stock_that_is_claimed_is_what_was_bought_last():
    given = f"{cut('80', OLD, NEW)}, {asked(5)}"
    text = with_case(
        protection("window: 30 days, claim: 30 days"), "price_protection.s", given, "amount: 100, refused: 0"
    )
    assert "it is taken to be the units bought last" in chapter(text, "price_protection", "en")
    assert "视为最后购进的" in chapter(text, "price_protection", "zh")
    assert result_of(loaded(text), loaded(text).cases["one"]).problems == ()


PROMISE = "promises: [{promise: R, date: 2026-02-01, author: E1, role: region, dealer: D, days: 80}]"
MAY = "window: 30 days, promises: {region: {window: 60 days}}"
RULES = """
promises: {price-protection: {authority: days, decide: 5 days, answer: 2 days}}
authority: {days: {hit: unique, rows: [{id: one, days: {below: 91}, then: {role: region}}]}}"""


@pytest.mark.parametrize(
    ("rules", "english", "chinese", "expect"),
    [
        # Eighty days are more than the sixty that the scheme lets the role promise.
        (
            "",
            "A promise of a longer window is kept where the scheme lets its author's role promise so long a window",
            "承诺更长期限的，须承诺人的岗位按本办法可承诺该期限和金额，否则不产生效力；",
            "outcome: refused, code: DK385",
        ),
        # The rules about promises let the role promise ninety days, whatever the scheme says.
        (
            RULES,
            "Whether a promise of a longer window stands is decided by the chapter on promises to dealers;",
            "承诺更长期限的是否有效，按“对经销商的承诺”一章裁定；",
            "amount: 200",
        ),
    ],
)
def test_promises_are_told_as_they_are_kept(rules: str, english: str, chinese: str, expect: str):
    given = f"{cut('80', bought('2026-02-01'))}, {PROMISE}"
    text = with_case(protection(MAY) + rules, "price_protection.s", given, expect)
    assert english in chapter(text, "price_protection", "en")
    assert chinese in chapter(text, "price_protection", "zh")
    assert result_of(loaded(text), loaded(text).cases["one"]).problems == ()


def requested(more: str = "") -> str:
    lots = "{date: 2026-03-01, dealer: D, product: P, quantity: 5, unit_price: 100, net_amount: 500}"
    later = "{date: 2026-03-20, dealer: D, product: P, quantity: 2, unit_price: 80, net_amount: 160}"
    row = f"{{request: R, date: 2026-04-10, dealer: D, product: P, quantity: 3, condition: opened{more}}}"
    return f"lines: [{lots}, {later}], rotations: [{row}]"


ROTATION = [
    # Two at 80 from the later purchase, one at 100 from the one before.
    ("Units are taken to be those bought last,", "所退货品视为最后购进的，", requested(), "amount: 260"),
    (
        "unless the request names the day of purchase",
        "申请写明购进日",
        requested(", bought_on: 2026-03-01"),
        "amount: 300",
    ),
]


@pytest.mark.parametrize(("english", "chinese", "given", "expect"), ROTATION)
def test_which_units_come_back_is_what_the_engine_takes(english: str, chinese: str, given: str, expect: str):
    rules = f"stock_rotation:\n  s: {{share: 100%, period: quarter, price: bought, {SETTLE}}}"
    text = with_case(rules, "stock_rotation.s", given, expect)
    assert english in chapter(text, "stock_rotation", "en")
    assert chinese in chapter(text, "stock_rotation", "zh")
    assert "Goods may come back in any condition." in chapter(text, "stock_rotation.s", "en")
    assert result_of(loaded(text), loaded(text).cases["one"]).problems == ()


HELD = [
    (
        ("contests", "contests.cars"),
        "Goods are shared in whole units; what is left of them is shared at its worth, with the money, to the cent.",
        "货物按整件分；分不完的按其价值与现金一起分，精确到分。",
        ("two-tied-for-a-vehicle-and-cash", "two-tied-for-two-vehicles"),
    ),
    (
        ("contests", "contests.generous"),
        "Dealers with the same figure each get the prize of the best of their places. So the prizes may come to more",
        "并列者各得所占名次中最好的奖。奖项因此可超出所定总值。",
        ("ties-get-the-higher-prize",),
    ),
    (
        ("contests", "contests.decided"),
        "Between dealers with the same figure a second one decides, the greater first: the number of units of",
        "并列时按第二指标由大到小排列：",
        ("a-second-figure-decides",),
    ),
    (
        ("contests", "contests.growth"),
        "Places go by the share of a baseline that a dealer reaches, the greatest first.",
        "名次按达到比较基数的比例由大到小排列。",
        ("growth-beats-size", "shrinking-is-not-ranked"),
    ),
    (
        ("contests", "contests.growth"),
        "Where there is none, or it is zero or below, the dealer takes no part.",
        "没有比较基数，或其为零或负数的：不参加。",
        ("without-last-year",),
    ),
    (
        ("contests", "contests.podium"),
        "Where it cannot be told whether that holds, it stays open which place the dealer has.",
        "无法判断是否符合的，名次暂不能确定。",
        ("an-unknown-status-leaves-the-places-below-open",),
    ),
    (
        ("contests", "contests"),
        "the places that he could change stay open.",
        "可能受其影响的名次暂不确定。",
        ("an-unknown-status-leaves-the-places-above-alone",),
    ),
    (
        ("special-bids", "special_bids.on-average"),
        "the average of what he paid up to the day of the sale, returns taken off, less the price of the bid.",
        "截至销售日各次进货（扣除退货）的平均进价减去该特价。",
        ("the-average-of-what-was-bought",),
    ),
    (
        ("special-bids", "special_bids.last-bought"),
        "what he paid in his last purchase up to the day of the sale, less the price of the bid.",
        "截至销售日最近一次的进价减去该特价。",
        ("bought-at-80-sold-under-a-price-of-60",),
    ),
    (
        ("special-bids", "special_bids"),
        "each reported unit stands behind one claim only.",
        "每件已报实销只支持一项申请。",
        ("one-reported-unit-supports-one-claim",),
    ),
    (
        ("price-protection-published", "price_protection"),
        "units sent back since at more than the new price",
        "此后以高于新价退回的",
        ("sent-back-at-the-old-price", "sent-back-at-the-new-price"),
    ),
    (
        ("stock-rotation", "stock_rotation.quarterly"),
        "Requests of one dealer that are granted for a reference period: at most 1.",
        "每家经销商每个参照期最多批准 1 次。",
        ("once-per-quarter",),
    ),
    (
        ("stock-rotation", "stock_rotation.phones-only"),
        "A unit for which that price is not known is credited with nothing.",
        "该价格不明的件数，不予补偿。",
        ("a-price-that-nobody-knows",),
    ),
    (
        ("promises", "promises"),
        "who made a promise cannot decide it.",
        "作出承诺的人不得自行裁定。",
        ("decided-by-the-one-who-made-it", "a-promise-that-two-must-sign"),
    ),
]


@pytest.mark.parametrize(("where", "english", "chinese", "cases"), HELD, ids=[each[1][:50] for each in HELD])
def test_a_sentence_of_a_scheme_says_what_the_engine_does(
    where: tuple[str, str], english: str, chinese: str, cases: tuple[str, ...]
):
    file, address = where
    assert english in of_spec(file, address, "en")
    assert chinese in of_spec(file, address, "zh")
    assert {each: results(file)[each].problems for each in cases} == dict.fromkeys(cases, ())


def test_when_a_credit_is_paid_and_until_when_it_can_be_used():
    text = chapter(HEAD + bids("price: book"), "special_bids.s", "en")
    assert "They are paid within 10 days of the posting, the day itself not counted." in text
    assert "They can be used for 12 months from the posting, the day itself not counted, and then expire." in text
    due, expires = read_duration("10 days"), read_duration("12 months")
    payment = Payment(rule=Rule("", NOWHERE), payout="transfer", negative="carry-forward", due=due, expires=expires)
    assert due_on(payment, date(2026, 4, 30), None) == date(2026, 5, 10)
    assert usable_through(payment, date(2026, 4, 30)) == date(2027, 4, 30)


def test_what_is_carried_forward_is_set_off_and_not_paid_back():
    text = chapter(HEAD + bids("price: book"), "special_bids.s", "zh")
    assert "从该经销商在本办法下的其他补偿中抵减，不须退回。" in text
    found = movements({"K1": Decimal(-100), "K2": Decimal(60)}, "carry-forward")
    assert [(each.posted, each.carried) for each in found.values()] == [(-60, -40), (60, 0)]


@pytest.mark.parametrize(
    ("lang", "rows"),
    [
        ("en", "| 1 to 40 | 1 VAN, worth CNY 140,000 |\n| 41 to 60 | CNY 20,000 |"),
        ("zh", "| 第 1 至 40 名 | VAN 1 件（价值 140,000 元） |\n| 第 41 至 60 名 | 20,000 元 |"),
    ],
)
def test_prizes_are_told_place_by_place(lang: Language, rows: str):
    assert rows in of_spec("contests", "contests.cars", lang)


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", "CNY 500, and 2 VAN, worth CNY 100 each |"),
        ("zh", "500 元，另给 VAN 2 件（每件价值 100 元） |"),
    ],
)
def test_a_prize_of_money_and_goods_is_one_phrase(lang: Language, said: str):
    rules = """contests:
  c:
    measured: {measure: quantity}
    prizes: [{rank: 1, pay: 500, goods: {product: VAN, quantity: 2, worth: 100}}]
    total: 700
    ties: share
    settle: {payout: transfer, late: leave}
"""
    assert said in chapter(HEAD + rules, "contests.c", lang)


EXAMPLES = {
    "special-bids": "special_bids",
    "price-protection": "price_protection",
    "stock-rotation": "stock_rotation",
    "contest": "contests",
    "promises": "promises",
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("example", EXAMPLES)
def test_every_point_of_a_scheme_is_a_sentence(example: str, lang: Language):
    found = assembly.load([ROOT / "examples" / example / "policy"]).policy
    assert found is not None
    end = "。" if lang == "zh" else "."
    for each in handbook(found, lang, date(2026, 1, 1)).chapters:
        if not each.address.startswith(EXAMPLES[example]):
            continue
        rules = each.markdown().partition("####")[0].splitlines()
        points = [line for line in rules if line.lstrip().startswith("- ")]
        headings = [line for line, after in zip(rules, [*rules[1:], ""], strict=True) if after.startswith("  - ")]
        nested = [line for line, after in zip(rules, [*rules[1:], ""], strict=True) if after.startswith("    - ")]
        assert [line for line in points if line not in headings + nested and not line.endswith(end)] == []


@pytest.mark.parametrize(
    ("lang", "said"), [("en", "40 units × 1,000 × 10%: 4,000\n"), ("zh", "40 台 × 1,000 × 10%：4,000\n")]
)
def test_a_share_of_a_price_is_told_as_an_amount(lang: Language, said: str):
    found = assembly.load([ROOT / "examples" / "special-bids" / "policy"]).policy
    assert found is not None
    assert said in handbook(found, lang, date(2026, 1, 1)).markdown()


WRITTEN_OUT = """contests:
  c:
    period: {kind: quarter, starts: april}
    eligible: {when: dealer.status == "active", if_missing: refuse}
    measured: {from: sell-through, measure: =line.quantity * 2}
    against: {baseline: 1_000, missing: target}
    prizes: [{rank: 1, pay: 100}]
    total: 100
    ties: share
    settle: {payout: transfer, late: adjust}
"""


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            [
                "each time with all prizes. Its year begins with the first day of April.",
                "What is held against the baseline: added up over what the dealer sold on: the line's quantity × 2.",
                "The baseline is 1,000. Where there is none, or it is zero or below, the target of the period is taken",
                "- Who takes part\n  - This must hold: the status of the customer file is active.\n",
                "  - Where it cannot be told whether that holds, the dealer takes no part.\n",
                "- Any figure above zero is ranked.\n",
                "  - By when money is paid is not stated.\n",
            ],
        ),
        (
            "zh",
            [
                "每季度单独举行一次，每次设全部奖项。年度自四月第一天起算。",
                "与比较基数相比的是：按经销商实际销出逐笔累计：数量 × 2。比较基数为 1,000。",
                "- 参加条件\n  - 须符合：客户档案状态为 active。\n  - 无法判断是否符合的，不参加。\n",
                "- 数值大于零的均参加排名。\n",
                "  - 未规定支付期限。\n",
            ],
        ),
    ],
)
def test_a_contest_whose_keys_are_written_out_is_told_in_sentences(lang: Language, said: list[str]):
    text = chapter(HEAD + WRITTEN_OUT, "contests.c", lang)
    assert [each for each in said if each not in text] == []


def test_an_average_price_is_told_to_the_cent():
    # One at 100 and two at 101 cost 302 / 3 on average: 100.67, which is 10.67 above the bid.
    lots = ", ".join((bought("2026-01-10", 1), bought("2026-01-11", 2, "101")))
    given = f"{bid()}, {claimed(1)}, lines: [{lots}]"
    text = with_case(bids("price: average"), "special_bids.s", given, "amount: 10.67")
    assert "1 unit × (100.67 − 90): 10.67\n" in chapter(text, "special_bids.s", "en")
    assert "1 台 ×（100.67 − 90）：10.67\n" in chapter(text, "special_bids.s", "zh")
