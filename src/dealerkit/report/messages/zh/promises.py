"""Promises (DK494 to DK497, DK499) and the steps of their rulings, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK494": Wording(
        "[`{author}`][（{role}）]对 `{dealer}` 的承诺 `{promise}` 超出权限[：{unlimited}][：须由 {needs} 作出][、{second} 会签]，且无人裁定",
        "由另一有权的人裁定兑现、变更或不予兑现，并答复经销商；在此之前不生效",
    ),
    "DK495": Wording(
        "对 `{dealer}` 的承诺 `{promise}` 已逾期[：应于 {decide_by} 前裁定][，{decided_on} 裁定][：应于 {answer_by} 前答复][，{answered_on} 答复]",
        "请裁定并答复[：现在 {waits_for} 处]",
    ),
    "DK496": Wording(
        "[`{by}`][（{role}）]对承诺 `{promise}` 的裁定无效",
        "承诺须由作出者以外、且对所准内容有权的人裁定；在此之前仍未裁定",
    ),
    "DK497": Wording(
        "`{subject}` 没有写明谁可以承诺：[权限表中没有 `{table}`][`order` 中没有 `{role}`]",
        "[是否指 `{nearest}`？]在 `authority:` 中写上该事项，并把其中各角色写入 `order`[；已有：{known}]",
    ),
    "DK499": Wording(
        "[`{author}` 的]承诺 `{promise}` 日期为 {on}，晚于 `{product}` {cut_on} 的降价",
        "承诺不能事后产生权利；如要兑现，须由另一有权的人裁定",
    ),
}

STEPS: dict[str, str] = {
    "promise-made": "{author}[（{role}）]于 {on} 作出",
    "promise-within": "在[ {role} 的]权限之内",
    "promise-beyond": "超出[ {role} 的]权限[：须由 {needs} 作出][、{second} 会签]",
    "promise-without-limit": "没有写明限度，超出任何权限[（{needs} 除外）]",
    "promise-kept": "{by}[（{role}）]裁定兑现[，{on}]",
    "promise-changed": "{by}[（{role}）]裁定变更[，{on}]",
    "promise-declined": "{by}[（{role}）]裁定不予兑现[，{on}]",
    "promise-not-allowed": "{by}[（{role}）]的裁定[（{on}）]无效",
    "promise-open": "须在 {until} 前裁定[，由 {waits_for}]",
    "promise-answered": "{on} 已答复经销商",
    "promise-to-answer": "须在 {until} 前答复经销商",
}

TERMS: dict[str, str] = {"without-limit": "没有限度"}
