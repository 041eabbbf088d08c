"""Scenarios: what would be different (DK941 to DK952), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK941": Wording(
        "情景 `{scenario}` 既替换 `{inner}`，又替换包含它的整个 `{outer}`",
        "把新值写进替换 `{outer}` 的内容里，另一处删去",
    ),
    "DK942": Wording(
        "情景 `{scenario}` 要新增的返利方案 `{programme}` 政策里已经有了",
        "换一个 id，或写到 `replace:` 之下",
    ),
    "DK943": Wording(
        "情景 `{scenario}` 要删去或替换的返利方案 `{programme}` 政策里没有",
        "[是否指 `{nearest}`？][政策中有：{known}]",
    ),
    "DK944": Wording(
        "情景 `{scenario}` 得出的政策不成立：{codes}",
        "请改正同时列出的问题；所有情景都成立之后才会开始计量",
    ),
    "DK945": Wording(
        "情景 `{scenario}` 从 {day} 起改变返利方案 `{programme}` 的期间划分，会有日子重复计算或漏算[：{days}]",
        "让日期范围从新旧两种期间共同的首日开始，或写在 `policy:` 之下对所有期间更改",
    ),
    "DK946": Wording(
        "情景 `{scenario}` 以 {currency} 计算，而政策用另一种货币：金额无法比较",
        "货币保持不变",
    ),
    "DK947": Wording(
        "情景 `{scenario}` 从 {day} 起更改返利方案 `{changed}`，而返利方案 `{programme}` 在该日之后结束的期间还取决于 `{changed}` 在该日之前结束的期间",
        "写在 `policy:` 之下对所有期间更改；或让它读取一个参数，并把该参数的 `values` 换成带日期的数值：每个期间按自己的末日读取",
    ),
    "DK948": Wording(
        "情景 `{scenario}` 更改 `{value}`，但没有返利取决于它",
        "这项更改在本比较中看不到；信用规则用 `dealerkit credit replay` 比较",
    ),
    "DK949": Wording(
        "有的发票行没有写明{figure}，因此合计未知",
        "补全该列，或不用这一指标；应得返利与它无关",
    ),
    "DK950": Wording(
        "截至 {as_of} 已开始的结算期没有一个在 {periods} 内结束，没有可比较的内容",
        "按结算期的最后一天写 `periods:`，例如 2026-01-01..2026-12-31，或删去它",
    ),
    "DK951": Wording(
        "情景 `{scenario}` 改动期末日在 {days} 内的结算期间的数值，而所比较的期间没有一个在此范围内结束",
        "带日期的数值适用于末日在此范围内的整个期间[；有一个期间在 {nearest} 结束]",
    ),
    "DK952": Wording(
        "情景 `{scenario}` 需要某些明细行没有的信息，因此[净额合计 {sales} 的]明细行不计入该情景，而现行政策计入",
        "补全这些信息（按该情景的政策结算可列出这些行），或谨慎看待差额：其中一部分是未计入的明细行造成的",
    ),
}

TERMS: dict[str, str] = {
    "trade-sales": "净销售额",
    "trade-units": "件数",
    "trade-cost": "销售成本",
}
