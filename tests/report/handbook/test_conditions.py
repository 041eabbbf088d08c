"""Expressions in words, in both languages."""

from __future__ import annotations

import pytest

from dealerkit.report.handbook.conditions import Conditions
from dealerkit.report.languages import Language
from tests.report.handbook.policies import policy

SAID = [
    (
        'contract.kind == "distribution" and dealer.status == "active"',
        "the kind of contract in force is distribution, and the status of the customer file is active",
        "有效合同的类型为 distribution，且客户档案状态为 active",
    ),
    ('within(product, "tea")', "the product belongs to tea", "产品属于 tea"),
    ("dealer.filed", "the customer's file is complete", "客户档案齐全"),
    ("not dealer.filed", "it is not so that the customer's file is complete", "并非“客户档案齐全”"),
    ('not (dealer.status == "active")', "the status of the customer file is not active", "客户档案状态不为 active"),
    ('dealer.class in ["A", "B"]', "the class of the customer is A or B", "客户等级为 A 或 B"),
    ('dealer.class not in ["A", "B"]', "the class of the customer is neither A nor B", "客户等级不为 A 或 B"),
    ("period.days_to_pay <= 15", "the days taken to pay are at most 15 days", "回款天数不超过 15 天"),
    ("account.overdue > 1_000", "the account's overdue is above CNY 1,000", "逾期金额超过 1,000 元"),
    ("account.overdue_share >= 25%", "the account's overdue share is at least 25%", "逾期占应收的比例不低于 25%"),
    (
        "contract.start < 2026-03-01",
        "the first day of the contract is before 2026-03-01",
        "合同起始日早于 2026-03-01",
    ),
    (
        '(dealer.class == "A" or dealer.filed) and dealer.class != "B"',
        "(the class of the customer is A, or the customer's file is complete), and the class of the customer is not B",
        "（客户等级为 A，或客户档案齐全），且客户等级不为 B",
    ),
    (
        "min(account.overdue, most)",
        "the least of the account's overdue and the cap (CNY 20,000 from 2026-01-01; CNY 30,000 from 2026-07-01)",
        "逾期金额和 the cap（2026-01-01 起 20,000 元；2026-07-01 起 30,000 元）中最小者",
    ),
    (
        "account.overdue_share / 2 > 2 / 3",
        "the account's overdue share ÷ 2 is above 2 ÷ 3",
        "逾期占应收的比例 ÷ 2 超过 2 ÷ 3",
    ),
    ("line.net_amount * 50%", "the line's net amount × 50%", "不含税金额 × 50%"),
    ("not known(dealer.class)", "the class of the customer is not known", "客户等级不明"),
    ('not within(product, "tea")', "the product does not belong to tea", "产品不属于 tea"),
    (
        "max(contract.start, period.start)",
        "the latest of the first day of the contract and the first day of the period",
        "合同起始日和期间首日中最晚者",
    ),
    ("period.days_to_pay > -3", "the days taken to pay are above -3 days", "回款天数超过 -3 天"),
    ("(line.quantity + 1) * 20", "(the line's quantity + 1) × 20", "（数量 + 1） × 20"),
]


@pytest.mark.parametrize(("text", "english", "chinese"), SAID, ids=[text for text, _, _ in SAID])
def test_an_expression_is_said_in_both_languages(text: str, english: str, chinese: str):
    said: dict[Language, str] = {"en": english, "zh": chinese}
    assert {lang: Conditions(policy(), lang).said(text) for lang in said} == said


def test_what_cannot_be_read_is_said_as_it_is_written():
    assert Conditions(policy(), "en").said("== ==") == "== =="
