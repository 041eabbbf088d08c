"""Classes and concentration (DK715 to DK729) and the steps of their decisions, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK715": Wording(
        "`{name}` 不能作为分类方案的名称：其他规则以 `class.{name}` 引用它",
        "请使用字母、数字和 `_`，如 `{mend}`",
    ),
    "DK716": Wording(
        "该分类方案中没有类别 `{name}`",
        "[是否指 `{nearest}`？]在 `into:` 中写上，或使用已有的类别：{known}",
    ),
    "DK717": Wording(
        "方案中没有规则得出类别 `{name}`，不会有成员属于它",
        "写上得出该类别的规则，或从 `into:` 中去掉",
    ),
    "DK718": Wording(
        "占比须逐级上升到 100%：{share:percent}[ 不高于前一级的 {before:percent}][ 是{last}]",
        "从最好的类别写起，每级 `up_to` 高于前一级，最后一级为 100%",
    ),
    "DK719": Wording(
        "细分表用到 `{column}`，它不是评分项",
        "[是否指 `{nearest}`？]列须为评分项之一，且为数字：{known}",
    ),
    "DK720": Wording(
        "客户终身价值无穷大：既不流失也不折现，或比率超出范围",
        "写上期数 `periods`，或使留存率低于 100%，或使折现率高于 0",
    ),
    "DK721": Wording(
        "对 `{now}` 而言，`{before}` 不是 `compared: {compared}` 所说的基期",
        "两个指标的 `over` 应相同，基期用 `back` 前移一年（year-on-year，同比）或前移一个窗口（period-on-period，环比）；"
        "或改写比较方式",
    ),
    "DK722": Wording(
        "这里用到的指标属于不同的主体：{kinds}",
        "请使用 `of` 相同的指标；公司整体的指标可与任何主体同用",
    ),
    "DK723": Wording(
        "`merge` 把同一集团的客户合并，但该指标的主体是：{kind}",
        "请使用 `of: customer` 的指标，或去掉 `merge`",
    ),
    "DK724": Wording(
        "按周转次数分类，但没有写平均库存",
        "用 `average:` 写上指标，或改为 `by: days` 或 `by: coefficient`",
    ),
    "DK725": Wording(
        "`{name}` 不能作为类别的名称：它另有含义",
        "请换一个键；`title` 可以随意书写",
    ),
    "DK726": Wording(
        "{rule}：[前 {top} 名占 ][{index} 指数为 ]{value:percent}，警戒线为 {bound:percent}[（{holders}）]",
        "在依赖加深之前扶持其他客户，并查明销量背后的情况",
    ),
    "DK727": Wording(
        "{scheme}：{count} 个成员的类别无法确定，第一个是 `{first}`[；未知：{facts}]",
        "补齐所缺信息，或用 `if_missing:` 指定类别",
    ),
    "DK728": Wording(
        "{name}已有 {count} 个：达到 {least} 个即可设立{what}",
        "请决定是否设立；该数字写在政策中",
    ),
    "DK729": Wording(
        "{rule}：[未计入 {count} 个，第一个是 `{first}`][，未知：{facts}][{nothing}：没有高于零的数字]",
        "补齐所缺信息；占比只按已知的计算",
    ),
}

STEPS: dict[str, str] = {
    "class-share": (
        "第 {rank} 名：{figure:figure} 占总额 {share:percent}，累计由 {begins:percent} 到 {cumulated:percent}；"
        "{class} 类至 {up_to:percent} 为止"
    ),
    "class-crossing-before": "该行跨越分界，政策规定归入前一类：{class}",
    "class-crossing-after": "该行跨越分界，政策规定归入后一类：{class}",
    "class-crossing-nearest": "该行跨越分界，政策规定归入较近一端所在的类：{class}",
    "class-nothing": "{figure:figure} 不高于零：{class}",
    "class-count": (
        "按 {figure:figure} 在 {count} 个中排第 {rank} 名[，占总额 {share:percent}，累计 {cumulated:percent}]；"
        "{class} 类取到前 {up_to:percent}"
    ),
    "class-tied-better": "分界两侧有数字相同者：全部归入较好的类 {class}",
    "class-tied-worse": "分界两侧有数字相同者：全部归入较差的类 {class}",
    "class-tied-by-code": "分界两侧有数字相同者：按编码先后，归入 {class}",
    "class-when": "{class}，因为 {when}[（{facts}）]",
    "class-not-when": "不是 {class}：{when}[（{facts}）]",
    "class-otherwise": "所有条件都不成立：{class}",
    "class-if-missing": "{missing} 未知：{class}",
    "class-band": "{figure:figure} 达到 {bound}：{class}",
    "class-below": "{figure:figure} 低于第一级：{class}",
    "class-band-rate": "{figure:percent} 达到 {bound:percent}：{class}",
    "class-below-rate": "{figure:percent} 低于第一级：{class}",
    "class-growth-year-on-year": "本期 {now:figure}，基期 {before:figure}（同比）：增长额 {growth:figure}，增长率 {rate:percent}",
    "class-growth-period-on-period": "本期 {now:figure}，基期 {before:figure}（环比）：增长额 {growth:figure}，增长率 {rate:percent}",
    "class-growth-target": "本期 {now:figure}，目标 {before:figure}：增长额 {growth:figure}，增长率 {rate:percent}",
    "class-no-base": "本期 {now:figure}，基期 {before:figure}：无法计算增长率，{class}",
    "class-lifetime": (
        "每期毛利 {margin:figure} × {retention:percent} ÷（1 + {discount:percent} − {retention:percent}）= {value:figure}，不限期"
    ),
    "class-lifetime-periods": (
        "每期毛利 {margin:figure}，留存率 {retention:percent}，折现率 {discount:percent}，共 {periods} 期：{value:figure}"
    ),
    "class-stock-days": "库存 {stock:figure}，{window} 天销售 {sold:figure}，可销 {days:figure} 天",
    "class-stock-coefficient": "库存 {stock:figure} ÷ {window} 天销售 {sold:figure}：库存系数 {coefficient:figure}",
    "class-stock-turnover": "{window} 天销售 {sold:figure} ÷ 平均库存：周转 {turnover:figure} 次",
    "class-no-sales": "库存 {stock:figure}，没有销售：{class}",
    "class-sign": "{rule}：{when}[（{facts}）]，计 {weight}",
    "class-no-sign": "没有“{rule}”的迹象：{when}[（{facts}）]",
    "class-sign-unknown": "{rule}无法判断：{missing} 未知",
    "class-score": "{part}：{figure:figure}，得 {score} 分",
    "class-quantile": "{part}：{figure:figure}，得 {score} 分（共 {into} 级，按全体分位数）",
    "concentration-total": "共 {total:figure}，成员 {count} 个",
    "concentration-top": "前 {top} 名占 {value:percent}：{rule}的警戒线为 {at:percent}",
    "concentration-top-below": "前 {top} 名占 {value:percent}，低于{rule}的 {at:percent}",
    "concentration-index": "{index} 指数为 {value:percent}：{rule}的警戒线为 {at:percent}",
    "concentration-index-below": "{index} 指数为 {value:percent}，低于{rule}的 {at:percent}",
}

TERMS: dict[str, str] = {
    "the last one": "最后一级",
    "nothing to share": "无可分摊",
    "year-on-year": "同比",
    "period-on-period": "环比",
    "hhi": "HHI",
    "normalised-hhi": "标准化 HHI",
    "gini": "基尼",
}
