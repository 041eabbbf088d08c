"""Credit limits (DK525 to DK539) and the steps that lead to one, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK525": Wording(
        "`credit_limits` 中有两行同时规定 `{subject}` 的{kind}额度[，自 {first} 起]",
        "让前一行在后一行开始之前结束；在此之前，两行都有效的日子里额度无法确定",
    ),
    "DK526": Wording(
        "`{subject}` 的一笔金额为 {currency}，账册中没有 {day} 的汇率",
        "在 `rates` 中补上 {currency} 的汇率；在此之前额度无法确定",
    ),
    "DK527": Wording(
        "`{table}` 中的这一行不能使用[：写了{whose}][：金额 {amount} 为负][：开始于 {first}][、结束于 {last}][：政策中没有额度 `{limit}`]",
        "[是否指 `{nearest}`？]请改正该行；在此之前它对客户既无利也无害",
    ),
    "DK528": Wording(
        "`{subject}` 的临时增额不予计入：{why}[，最长可到 {last}]",
        "增额须有金额、起止日期，且所属额度的 `temporary:` 写明如何计入；`{limit}` 按没有增额计",
    ),
    "DK529": Wording(
        "`{limit}` 合并了不能合并的 `{part}`[：它限制的是{loads}，不是金额][：它属于{for_}][，而 `{limit}` 属于{own}]",
        "只合并以金额计、且同属客户或同属集团的额度",
    ),
    "DK530": Wording(
        "额度 `{limit}` 依赖它自己[：它读取 `{fact}`][：`{circle}`]",
        "[`{fact}` 由额度得出，额度不能读取它；]请按在额度之前已知的事实来定，并只合并不再合并它的额度",
    ),
    "DK531": Wording(
        "`{limit}` 合并的 `{part}` 不是政策中的额度",
        "[是否指 `{nearest}`？]政策中有 `{known}`",
    ),
    "DK532": Wording(
        "`{limit}` 的上限 {maximum} 低于下限 {minimum}",
        "对调两者或去掉一个：上限在下限之后，额度将总是上限",
    ),
    "DK533": Wording(
        "`{limit}` 写了开户额度，但方法 `{method}` 不需要历史",
        "去掉 `opening:`，或与 `rolling`、`average` 合并",
    ),
    "DK534": Wording(
        "`{limit}` 只供其他额度使用，却没有额度合并它",
        "在某个 `combined` 额度的 `of:` 中写上它，或去掉 `only_in`",
    ),
    "DK535": Wording(
        "`{limit}` 永远轮不到：排在前面的 `{before}` 已包括它可能适用的所有人",
        "第一个适用的额度即为客户的额度：把特例写在前面，或给 `{before}` 写上 `where`",
    ),
    "DK551": Wording(
        "不限额赊销（`{limit}`）加上 `{tiers}` 的全额坎级和 `{more}`，会养大最大的经销商",
        "给 `{limit}` 设定额度，或让其他几项之一奖励规模以外的方面，以免一家独大",
    ),
    "DK536": Wording(
        "`{limit}` 中的 `{key}` 不起作用[（与 `{beside}` 并列）][：{false} 等于没写]",
        "去掉它，或写出本意的额度",
    ),
    "DK537": Wording(
        "`{limit}` 的表得不出一个额度[：`{column}` 不是客户、合同或账户的事实][：`{hit}` 会得出多个]",
        "[是否指 `{nearest}`？]列名用事实的名称，如 `dealer.class`，并由一行决定",
    ),
    "DK538": Wording(
        "`{limit}` 属于集团，集团没有[方法 `{method}`][ `{fact}`]",
        "集团额度可为 fixed、granted、backed、rolling、average、combined 或 unlimited；只有 `where` 可以读取事实，对每个成员都成立才成立",
    ),
    "DK539": Wording(
        "{within} 不能按日计算[（额度 `{limit}`）][：政策没有{without}]",
        "请写天、周、月或年；工作日须写明 `calendar`",
    ),
}

STEPS: dict[str, str] = {
    "limit-none": "没有适用于 {subject} 的额度：无人授信，额度为零",
    "limit-unsure": "{rule} 是否适用无法确定：缺少 {missing}",
    "limit-not-for": "{rule} 不适用[：{where}]",
    "limit-not-effective": "{rule} 在 {day} 无效，有效期为 {effective}",
    "limit-chosen": "{subject} 适用 {rule}",
    "limit-undetermined": "无法确定[：缺少 {missing}][（{code}）]",
    "limit-rolling": "{first}..{last} 开票：{amount}",
    "limit-average": "{first}..{last} 开票：{amount}，按 {months} 个月计每月 {monthly}",
    "limit-share": "其中 {share:percent}：{amount}",
    "limit-no-history": "{day} 之前没有发票",
    "limit-fixed": "固定额度：{amount}",
    "limit-granted": "[{by} ]核定[，自 {first}][，至 {last}]：{amount}",
    "limit-granted-none": "[{by} ]核定[，自 {first}][，至 {last}]：不设额度上限",
    "limit-granted-twice": "当日有多行规定 {subject} 的额度",
    "limit-not-granted": "无人给 {subject} 核定额度：零",
    "limit-ended": "给 {subject} 核定的额度已于 {last} 到期：零",
    "limit-score": "评分 {points}",
    "limit-band": "分档 {bound}：{amount}",
    "limit-below-bands": "低于第一档：零",
    "limit-table": "{rule} 行：{amount}",
    "limit-security": "{kind} {security}[，至 {last}]：{amount}[，保障比例 {cover:percent}，计 {counted}]",
    "limit-security-ended": "{kind} {security} 已于 {last} 到期，不计",
    "limit-not-backed": "{subject} 没有 {kinds} 担保：零",
    "limit-loads": "同时最多 {open} 批未付[，每批最多 {value}：{amount}]",
    "limit-unlimited": "不设额度上限",
    "limit-part": "{limit}：{amount}",
    "limit-part-unlimited": "{limit}：不限额",
    "limit-part-unknown": "{limit}：无法确定[：缺少 {missing}]",
    "limit-part-left-out": "{limit} 不适用，不计",
    "limit-least": "取最小：{amount}",
    "limit-greatest": "取最大：{amount}",
    "limit-sum": "合计：{amount}",
    "limit-combined-unlimited": "其中一个不限额，故不限额",
    "limit-below-zero": "{amount} 为负：零",
    "limit-opening": "开户额度[，至 {last}]：{amount}",
    "limit-opening-cash": "没有历史：先款后货",
    "limit-minimum": "不低于 {amount}（原为 {was}）",
    "limit-maximum": "不高于 {amount}（原为 {was}）",
    "limit-increase-add": "[{by} ]临时增加至 {last}：增 {amount}",
    "limit-increase-replace": "[{by} ]临时改为至 {last}：{amount}",
    "limit-increase-most": "最多增加 {share:percent}：{amount}",
    "limit-increase-refused": "[{by} 的]增额[（至 {last}）]不予计入",
    "limit-step": "向下取整到 {step} 的倍数：{amount}",
    "limit-review": "须在 {day} 前复审",
    "sublimit-amount": "分项额度 {rule}：{amount}",
    "sublimit-share": "分项额度 {rule}，额度的 {share:percent}：{amount}",
    "sublimit-used": "分项额度 {rule}：已用 {amount}",
}

TERMS: dict[str, str] = {
    "customer and group": "客户和集团",
    "neither customer nor group": "既无客户也无集团",
    "no rule": "政策没有写明增额如何计入",
    "no end": "没有截止日",
    "no beginning": "没有起始日",
    "no amount": "没有金额",
    "too long": "时间过长",
    "standing": "常设",
    "opening": "开户",
    "loads": "批次",
    "customer": "客户",
    "group": "集团",
    "calendar": "工作日历",
}
