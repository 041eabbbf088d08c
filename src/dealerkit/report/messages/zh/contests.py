"""Sales contests (DK485 to DK493, DK498) and the steps of their decisions, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK485": Wording(
        "各奖项合计价值 {worth}，而 `total` 写的是 {total}",
        "更正奖项、其 `worth` 或总额：竞赛公布之前必须知道要花多少钱",
    ),
    "DK486": Wording(
        "`rank: {rank}` 与前面的名次不衔接[：接下来应为 {expected}]",
        "奖项从第一名往下写，如 `1`、`2..5`、`6..20`，不留空档，也不重叠",
    ),
    "DK487": Wording(
        "并列者各得较高的奖，总额可能超过 {total}",
        "写 `ties: share`，则不会超过总额；或写明 `beyond_total: allowed`",
    ),
    "DK488": Wording(
        "竞赛日期 {days} 没有自己的起止",
        "在 `effective` 中写明一年以内的首日和末日，或写按整月计的 `period`",
    ),
    "DK489": Wording(
        "`{key}` 需要一个大于零的基数才能算比例",
        "写 `against`，或对没有基数的经销商写 `missing: skip`",
    ),
    "DK490": Wording(
        "`{contest}` 加上 `{tiers}` 的全额坎级和 `{year_end}` 的年终奖，是对最大的经销商奖励三次",
        "让其中之一奖励别的，如增长、行为或终端销售，以免一家独大",
    ),
    "DK491": Wording(
        "`{contest}` {period} 共发出价值 {given} 的奖，计划为 {total}",
        "有经销商并列，按 `beyond_total: allowed` 各得较高的奖",
    ),
    "DK492": Wording(
        "`{contest}` {period} 有 {count} 家的名次无法确定[：`{dealers}` 缺少 {facts}]",
        "补录缺少的信息；其上的名次有效，其余等待",
    ),
    "DK493": Wording(
        "政策中没有 `{section}` 部分",
        "写上该部分，或指明包含全部政策文件的文件夹",
    ),
    "DK498": Wording(
        "`{contest}` {period} 的奖已经发出，按今天的数据 `{dealers}` 的奖会不同",
        "按 `late: leave` 维持原样；如不妥请手工更正",
    ),
}

STEPS: dict[str, str] = {
    "contest-base": "{rule} 计入 {base}",
    "contest-nothing": "销量为 {base}，没有销量不排名",
    "contest-share": "为基数 {baseline} 的 {share:percent}",
    "contest-minimum-share": "{share:percent} 低于下限 {least:percent}",
    "contest-rank": "第 {rank} 名",
    "contest-second": "并列者中按第二指标 {second}",
    "contest-tied-share": "{tied} 家从第 {rank} 名起并列，均分这些名次的奖",
    "contest-tied-all": "{tied} 家并列第 {rank} 名，各得该奖",
    "contest-prize": "名次 {rank} 的奖[：{goods}][，现金 {pay}]",
    "contest-no-prize": "第 {rank} 名没有奖，奖到第 {last} 名为止",
    "contest-open": "最好为第 {best} 名，尚未确定[，因 {others}]",
    "contest-beyond": "最好为第 {best} 名，无论如何都没有奖",
}
