"""Uncertainty, sweeps, goals and break-even questions of a scenario file (DK975 to DK989), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK975": Wording(
        "`{id}`（{kind}）的数字顺序不对",
        "最小值应小于最大值，最可能值、均值或中位数在两者之间，标准差大于零",
    ),
    "DK976": Wording(
        "`{id}` 的各概率合计为 {total}，不是 1",
        "为每个系数写上概率，合计 100%：`discrete: {{90%: 25%, 100%: 50%, 110%: 25%}}`",
    ),
    "DK977": Wording(
        "`{id}` 不能按 {every} 从 `{of}` 中抽取：这些日子不足两个完整的期间",
        "两端都要写：某期间的第一天和其后某期间的最后一天，如 `of: 2024-01-01..2025-12-31`",
    ),
    "DK978": Wording(
        "`{id}` 要用情景 `{scenario}`，文件中没有",
        "[是否指 `{nearest}`？]写情景的标识[；已有：{known}]",
    ),
    "DK979": Wording(
        "从 {start} 到 {last}、步长 {step}，没有任何取值",
        "`to` 不小于 `from`，`step` 大于零",
    ),
    "DK980": Wording(
        "扫描 `{id}` 有 {count} 个组合，超过 {most} 个",
        "加大步长或减少地址，或写 `most: {count}`",
    ),
    "DK981": Wording(
        "`{what}` 在 `{values}` 下无法计算[：{codes}]",
        "调整取值，使每个取值下政策都成立，例如不越过相邻的档位",
    ),
    "DK982": Wording(
        "`{id}` 没有写明在哪些取值中寻找：`{lacks}` 缺少 `from`、`to` 和 `step`",
        "写 `{lacks}: {{from: 0%, to: 5%, step: 0.1%}}`：答案精确到这些取值",
    ),
    "DK983": Wording(
        "`{question}` 不能按 {by} 回答：{why}",
        "请确认明细有 `net_amount`；按销量回答时还要在情景文件中写 `economics: {{cost_of_sales: 85%}}`；情景改变我方价格时请按销量（`volume`）提问",
    ),
    "DK984": Wording(
        "`{id}` 要在 `{value}` 处取值，这是情景中的位置，却没有写明是哪个情景",
        "写明所针对的情景：`scenario:` 加情景名称",
    ),
}

TERMS: dict[str, str] = {
    "uniform": "均匀分布",
    "triangular": "三角分布",
    "lognormal": "对数正态分布",
    "trade-unknown": "没有销售额，或不知道销售额或销售成本",
    "prices-change": "其情景改变我方价格，由此多得的并不是多卖的毛利",
}
