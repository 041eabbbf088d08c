"""步骤的先后与次数、按预约计时、月度统计（DK663 至 DK669），中文。"""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK663": Wording(
        "个案 `{case}`：{on} 的 `{event}` 次数过多：之前已有 {made} 次，最多 {at_most} 次",
        "查明为何再次进行，或在 `at_most:` 中放宽次数",
    ),
    "DK664": Wording(
        "个案 `{case}`：{on} 的 `{event}` 之前没有 {lacking}",
        "先进行前面的步骤，或补记其时间；须先进行的步骤写在 `after:` 下",
    ),
    "DK665": Wording(
        "时限 `{clock}` 从[ `{name}` 起算，而它是{is_a}，不是时刻][ `{unknown}` 起算，而个案没有这一事实]",
        "[是否想写 `{nearest}`？]在 `facts:` 下以 `type: moment` 声明",
    ),
    "DK666": Wording(
        "统计中的 `{name}` 不是该流程的{kind}",
        "[是否想写 `{nearest}`？]已有：{known}",
    ),
    "DK667": Wording(
        "`{move}` 计入赔偿，却可以不写金额",
        "在其 `require:` 下加入 `{amount}`；否则当月合计会有遗漏",
    ),
    "DK668": Wording(
        "个案 `{case}`：{on} 赔付了多少无法确定：缺少 `{amount}`",
        "在该事件中填写；在此之前合计不含这一笔",
    ),
    "DK669": Wording(
        "月份 `{month}` 在 {as_of} 尚未开始",
        "用 `--as-of` 写明该月已开始的日期，或查更早的月份",
    ),
    "DK670": Wording("政策有多个流程，一次只能显示其中一个", "用 `--flow` 指明：{known}"),
    "DK627": Wording(
        "个案 `{case}`：{on} 的赔付以 {currency} 计，当日折合多少 {into} 无从得知",
        "在 `rates` 表中补上当日汇率；在此之前合计不含这一笔",
    ),
    "DK628": Wording(
        "个案 `{case}`：{on} 的 `{event}` 还须 {needed} 会签[，`{second}` 无权会签]",
        "在该事件的 `countersigned_by` 中写明会签人：须为另一人，且担任该角色",
    ),
    "DK629": Wording(
        "没有角色能做 `{move}`：`by:` 只允许 {allowed}，而权限表规定由 {signers} 签批",
        "由权限表决定的步骤不写 `by:`，或写其中一个角色",
    ),
}

TERMS: dict[str, str] = {
    "clock": "时限",
    "fact": "事实",
    "text-fact": "文字类事实",
    "role": "角色",
    "amount-fact": "金额类事实",
}
