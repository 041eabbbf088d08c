"""Scorecards (DK709 to DK714) and the steps of a score, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK709": Wording(
        "评分卡 `{card}`：[{without} 没有权重，而其他项目有][权重合计为 {weights}，而不是 {total}][各项最高分合计为 {points}，而不是 {total}][；{negative} 小于零]",
        "各项目要么都写权重，要么都不写；`total` 写它们的合计[；现有 {parts}]",
    ),
    "DK710": Wording(
        "评分卡 `{card}`：[等级 `{twice}` 有两个下限][{gap} 分没有等级：最低的下限是 {bound}][没有分数能达到等级 `{grade}`：最高只有 {high}]",
        "每个等级只写一次；最低等级从能得到的最低分起，最高等级不超过最高分",
    ),
    "DK711": Wording(
        "[门槛 `{gate}`：][表 `{table}`：]评分卡 `{card}` 没有等级 `{grade}`",
        "[是否指 `{nearest}`？]等级有：{allowed}",
    ),
    "DK712": Wording(
        "项目 `{item}` 的比较对象[ `{benchmark}` 无人知晓][按 `{fact}` 相同来定，而它不是对象的事实]",
        "[是否指 `{nearest}`？]`benchmark` 写账册中的对象，`same` 写事实，如 `dealer.class`",
    ),
    "DK713": Wording(
        "评分卡 `{card}`：{count} 个对象没有等级，首先是 `{first}`[：{facts} 不得而知]",
        "请补全账册，或用 `if_missing`、`minimum` 写明怎么办",
    ),
    "DK714": Wording(
        "[门槛 `{gate}` 什么也不限制：`{best}` 已是最高等级][门槛 `{gate}` 看的 `{unknown}` 不是项目][要求得知 {items} 项，而只有 {there} 项][项目 `{compared}` 要与他人比较，却没有 `bands`]",
        "[是否指 `{nearest}`？]门槛写一个项目和低于最高的等级；比较的结果由 `bands` 换成分数",
    ),
}

STEPS: dict[str, str] = {
    "score-band": "{item}：[{value:figure}][{rate:percent}][，与 {other:figure} 比得 {compared:figure}][（{whose}）][（{peers} 家同类）][，达到 {at:figure}][，达到 {at_rate:percent}][，超过 {above:figure}][，超过 {above_rate:percent}]：{points} 分",
    "score-below": "{item}：[{value:figure}][{rate:percent}][，与 {other:figure} 比得 {compared:figure}][（{whose}）][（{peers} 家同类）]，低于所有下限：{points} 分",
    "score-step": "{item}：{step}：{points} 分",
    "score-otherwise": "{item}：都不符合：{points} 分",
    "score-points": "{item}：{points:figure} 分",
    "score-refused": "{item}：{facts} 不得而知，缺它不评分",
    "score-left-out": "{item}：{facts} 不得而知；不计此项，权重由其他项目分担",
    "score-instead": "{item}：{facts} 不得而知；改计 {points} 分",
    "score-item": "{item}：{points:figure} 分 × {weight:figure} = {contribution:figure}",
    "score-total": "总分 {total:figure}",
    "score-too-little": "{items} 项中只得知 {known} 项，不足以评级[：{grade}]",
    "score-below-grades": "{total:figure} 分没有等级",
    "score-grade": "[{at:figure} 分起][超过 {above:figure} 分]为 {grade}",
    "score-gate": "{gate}：最高 {at_most}",
    "score-gate-open": "{gate}：不适用",
    "score-gate-unknown": "{gate}：{facts} 不得而知，无法判断是否适用",
}

TERMS: dict[str, str] = {
    "the figure that the bands go by": "分段所依据的指标",
    "with fewer points than this the gate holds": "低于多少分时门槛适用",
    "what the weights add up to; without weights, the most points one can get": "权重合计；没有权重时为最高可得分",
    "what is scored": "评分项目",
    "what an item without a figure gets: refuse, zero, leave-out (the others carry its weight), or points": "没有数据的项目怎么办：refuse（不评）、zero（零分）、leave-out（不计，由其他项目分担权重），或若干分",
    "grades by lower bounds of the score, the lowest first": "按分数下限列出的等级，由低到高",
    "the condition": "条件",
    "the points if it holds": "符合时的分数",
    "the points from this value on": "自该值起的分数",
    "which value of theirs stands for them": "取同类中的哪个值",
    "ratio: the figure divided by the other; difference: the figure less the other": "ratio：相除；difference：相减",
    "the best grade that can then be reached": "此时最高可得的等级",
    "the grade": "等级",
    "how often a grade is given": "多久评一次级",
    "how many periods are looked back at, besides the running one": "除本期外回看几期",
}
