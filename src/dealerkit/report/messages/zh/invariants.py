"""Invariants (DK161 to DK166), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK161": Wording(
        "`{invariant}` 不成立：基数为 {base}[（计返基数 {paying}）][（最小的反例{smallest:|}）][、且 `{bounding}` ]时，`{programmes}` "
        "[支付 {amount}，承诺至多 {most}][支付 {amount}，承诺至少 {least}]"
        "[得 {before}，基数为 {more} 时只得 {amount}][再进 {next} 多得 {amount}，承诺至多 {allowed}]",
        "[只是舍入造成的：写 `tolerance: {tolerance}` 即可容许；]可用 `dealerkit test` 重演：{cases}",
    ),
    "DK162": Wording(
        "`{invariant}` 既未证明，也未推翻"
        "[：数值随事实而变（`{figures}`）]"
        "[：`{moves}` 可能随基数变动]"
        "[：如果 `{open}` 出现某种结果就不成立，但不知道有没有这样的事实]"
        "[：`{several_bases}` 按不同的基数支付，各自最高比例之和超过界限]"
        "[：`{measures}` 的计量不同，没有共同的基数]"
        "[：`{payees}` 付给不同的对象]"
        "[：`{periods}` 的期间长短不同]"
        "[：`{two_bases}` 计返的基数与达标的基数不同]"
        "[：`{baseline}` 的比较基数可以是任何数]"
        "[：由 `{stacking}` 决定谁支付]"
        "[：`{guarantee_year}` 的保底按全年计算]"
        "[：`{goods}` 给的是货物，不是钱]"
        "[：`{budget}` 的预算与他人共享]"
        "[：`{entitlements}` 以其他方案的返利为基数]"
        "[：界限随事实而变（`{bound_by_facts}`）]"
        "[：某些日子没有界限{bound_unknown:|}]"
        "[：曲线费率过于接近界限{curved:|}]"
        "[：条件的走法超过 {too_many} 种]"
        "[：条件的组合太多{too_many_conditions:|}]"
        "[：看似推翻它的情形，引擎没有证实{not_confirmed:|}]"
        "[：没有人符合 `when`，等于什么也没要求{vacuous:|}]",
        "[试了 {tries} 个情形，没有推翻它，但这不是证明；]"
        "[请写 `unit_price:`，即计数单位的最低售价{unpriced:|}；否则]请放宽承诺，或写 `not_proved: note` 继续",
    ),
    "DK163": Wording(
        "`{invariant}` 所说的[ `{programme}` 不是本政策的返利方案][返利，本政策一个也没有{none:|}]",
        "[是否指 `{nearest}`？]写 `rebates:` 中的方案；不写即全部方案",
    ),
    "DK164": Wording(
        "`{invariant}` 允许的 {bound} 是金额，看起来却像比例",
        "写明是什么的比例：`of: base`，或 `next:` 再进多少",
    ),
    "DK165": Wording(
        "`{invariant}` 允许基数的 {bound:percent}，看起来像金额",
        "比例写作 `8%`；如果是金额，去掉 `of` 和 `next`",
    ),
    "DK166": Wording(
        "`{invariant}` 问再进 {next} 的情形，它不是步长 {step} 的整数倍",
        "写步长的整数倍，或用 `step:` 写明基数的步长",
    ),
}
