"""Ageing, dunning and provision (DK585 to DK591), and the steps of their decisions, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK584": Wording(
        "`{of}` 中的 `{number}` 写的是发票 `{invoice}`，而 `{customer}` 没有该发票[：它属于 `{other}`]",
        "请更正发票号或客户；在此之前该行不起作用",
    ),
    "DK585": Wording(
        "账龄段 `{bucket}` [是第一段，却从 {younger} 天起：更短的账龄无处可归][与每张账龄表都有的列 `{taken}` 重名][没有下限：`{unbounded}` 不是第一段]",
        "只有第一段可以不写 `at` 和 `above`，第二段以下的全部归它；不要用 no-due-date、credits、disputed 作段名",
    ),
    "DK586": Wording(
        "坏账准备 `{entry}` 无法计算：[账龄中没有 `{bucket}` 段][`{youngest}` 是最短的一段，没有账款会迁入][没有 `{no_ageing}`]",
        "[是否指 `{nearest}`？]段名须与 `collections.ageing` 一致[；已有：{known}]",
    ),
    "DK587": Wording(
        "坏账准备 `{entry}` 没有写 `{buckets}` 的计提比例",
        "每一段都要写比例，不计提的写 0%；没有比例的欠款会被当成好账",
    ),
    "DK588": Wording(
        "[催收级别 `{level}` 在逾期 {days} 天达到，不晚于 `{before}` 的 {days_before} 天][给 `{customer}` 的][函 `{letter}`][写的是第 {number} 级][，而政策只有 {count} 级]",
        "级别从轻到重写，逾期天数逐级增加；函上写级别的序号，第一级为 1",
    ),
    "DK589": Wording(
        "坏账准备 `{entry}` 对 `{older}` 的比例（{rate:percent}）低于账龄更短的 `{younger}`（{rate_before:percent}）",
        "账龄长的欠款很少更好：请核对两个比例是否写反",
    ),
    "DK590": Wording(
        "`{customer}` 有 {count} 笔未清款项没有到期日，共 {amount}：`{invoices}`",
        "写明发票的 `due_on`，或在合同、政策中写明账期天数；在此之前无法判断是否逾期，也不会催收",
    ),
    "DK591": Wording(
        "坏账准备 `{entry}` 无法确定[：`{bucket}` 有余额 {balance} 而没有比例][：比例须用 {needs} 起的余额][，账册却从 {begins} 开始][：没有适用于 `{customer}` 的条目][，因为 `{missing}` 未知]",
        "为该账龄段写明比例、减少月数，或为其余客户加一条",
    ),
}

STEPS: dict[str, str] = {"collecting": "依据 {rule}"}
