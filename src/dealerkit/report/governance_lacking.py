"""What an assessment or an exit lacks, in the words of people who can bring it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dealerkit.report.languages import Language, Words

OF_ASSESSMENTS: Mapping[str, Words] = {
    "lines.cost": Words("cost of lines", "进货的成本"),
    "postings": Words("the ledger of rebates", "返利台账"),
    "promotions": Words("the money of promotions", "促销的金额"),
    "invoices": Words("invoices and receipts", "发票与收款"),
    "lines.rejected": Words("lines that were rejected", "被拒绝的进货行"),
    "postings.rejected": Words("postings that were rejected", "被拒绝的台账行"),
    "promotions.rejected": Words("promotions that were rejected", "被拒绝的促销行"),
    "invoices.rejected": Words("invoices that were rejected", "被拒绝的发票"),
    "receipts.rejected": Words("receipts that were rejected", "被拒绝的收款"),
    "assess.loss": Words("an estimate of lost sales", "少销的估计"),
    "assess.prices": Words("an estimate of fallen prices", "价格损失的估计"),
    "assess.thin": Words("whether little margin is left", "是否微利"),
    "assess.net_loss": Words("whether more is lost than earned", "是否得不偿失"),
    "assess.out_of_control": Words("a written notice that has fallen due", "已到期的书面通知"),
    "assess.verdicts": Words("a verdict that holds", "成立的判断"),
    "dealer.territory": Words("the dealer's territory", "该经销商的区域"),
}

OF_EXITS: Mapping[str, Words] = {
    "invoices": Words("invoices", "发票"),
    "receipts": Words("enough payments of invoices", "足够的发票回款"),
    "pays": Words("a number of days within which he pays", "可靠的回款天数"),
    "postings": Words("the ledger of rebates", "返利台账"),
    "governance.assess": Words("an assessment", "留断评估"),
    "exit.exposure": Words("what he owes", "欠款"),
    "exit.deposit": Words("his deposits", "保证金"),
    "exit.stock": Words("a count of his stock", "库存盘点"),
    "exit.special_terms": Words("his contracts", "合同"),
    "exit.outlets": Words("his outlets", "终端"),
    "contracts": Words("the table of contracts", "合同表（contracts）"),
    "incidents": Words("the table of incidents", "市场事件表（incidents）"),
    "dealer.territory": Words("the territory he had", "他原来的区域"),
    "exit.sub_dealers": Words("his sub-dealers", "分销商"),
}


def lacking(missing: Sequence[str], words: Mapping[str, Words], lang: Language) -> str:
    """What is missing, each thing once; nothing where nothing is."""
    return listed(tuple(dict.fromkeys(words.get(each, Words(each, each)).said_in(lang) for each in missing)), lang)


def listed(words: Sequence[str], lang: Language) -> str:
    """Words one after the other."""
    return ("、" if lang == "zh" else ", ").join(words)
