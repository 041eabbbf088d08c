"""Sentences for keys of rebates that stand beside the usual ones, and for sums, journals and invariants."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.languages import Words

REBATE_SENTENCES: Mapping[str, Words] = {
    "programme.Programme.payee=buyer": Words(
        "It is paid to the sub-dealer who bought from the dealer.", "支付给向经销商购货的下级经销商。"
    ),
    "programme.Programme.payee=dealer": Words("It is paid to the dealer.", "支付给经销商。"),
    "programme.Programme.was": Words("It was called {value} before.", "原编号 {value}。"),
    "programme.Programme.effective": Words("It runs {value}.", "执行期间：{value}。"),
    "programme.Programme.short_period=whole": Words(
        "For whoever joins late or leaves early the bounds stand as they are.", "中途加入或退出的，坎级不变。"
    ),
    "programme.Programme.short_period=pro-rata": Words(
        "For whoever joins late or leaves early, or where the rebate itself does not run for the whole period, what is"
        " to be reached, sums, caps and guarantees are reduced by days; rates, amounts for a unit and the least amount"
        " that is paid are not.",
        "中途加入或退出的，或返利本身不足整期的，须达数额、整笔金额、上限和保底按天数折算；"
        "比率、单件标准和最低支付额不折算。",
    ),
    "programme.Programme.short_period=nothing": Words(
        "For a period that is not whole, since the dealer joins late or leaves early or the rebate itself does not run"
        " for all of it, nothing is paid.",
        "中途加入或退出的，或返利本身不足整期的，当期不返。",
    ),
    "clauses.Base.of": Words("The other programmes are: {value}.", "所计的其他方案：{value}。"),
    "clauses.Base.if_missing=undetermined": Words(
        "A row of which that cannot be told is rejected and listed.", "条件不明的行予以拒绝并列出。"
    ),
    "clauses.Base.if_missing=refuse": Words(
        "A row of which that cannot be told is rejected and listed, not used.", "条件不明的行予以拒绝并列出，不计。"
    ),
    "clauses.Base.if_missing=true": Words("A row of which that cannot be told counts.", "条件不明的行计入。"),
    "clauses.Base.if_missing=false": Words("A row of which that cannot be told does not count.", "条件不明的行不计。"),
    "clauses.Goods.product": Words("What is given is the product {value}.", "所给货品：{value}。"),
    "clauses.Goods.worth": Words("One unit stands in our books at {money}.", "每件入账价值 {money}。"),
    "clauses.TargetRule.times": Words("A target is multiplied by {value}.", "目标乘以 {value}。"),
    "clauses.Accumulate.over=group": Words(
        "The bases of all dealers of one customer group who take part are added up together.",
        "同一集团内参加的各经销商，基数合并计算。",
    ),
    "clauses.Accumulate.over=parent": Words(
        "The bases of all dealers below the same topmost parent, and its own, are added up together, as far as they"
        " take part.",
        "同一最上级及其各级下属中参加的经销商，基数合并计算。",
    ),
    "clauses.Accumulate.over=ceded": Words(
        "What counts is not the dealer's own but that of his successors: dealers opened in a city that he ceded, on the"
        " day of the cession or later.",
        "计入的不是本经销商自己的，而是继任经销商的：在其让出的城市中、自让出之日起新开的经销商。",
    ),
    "clauses.Accumulate.pay=each": Words(
        "What they earn together is shared out by what each adds to the base that is paid on.",
        "合并所得按各自计入计返基数的份额分配。",
    ),
    "clauses.Accumulate.pay=head": Words(
        "What they earn together is paid to the one who stands for them all.", "合并所得支付给牵头人。"
    ),
    "clauses.Accumulate.weights": Words(
        "Year by year after the cession this share counts: {value}; then nothing.",
        "让出后逐年计入：{value}，其后不计。",
    ),
    "header.RoundingRule.to": Words("Amounts are rounded to {value}.", "金额取整到 {value}。"),
    "header.RoundingRule.mode": Words("Rounded {value}.", "取整方式：{value}。"),
    "header.RoundingRule.level=programme": Words("The whole amount is rounded once.", "全额取整一次。"),
    "header.RoundingRule.level=band": Words("Each band's part is rounded.", "各坎级分别取整。"),
    "invariant.Invariant.programmes": Words("It is about {value}, all added up.", "所涉方案（合计）：{value}。"),
    "invariant.Invariant.when": Words("It must hold where {value}.", "适用条件：{value}。"),
    "invariant.Invariant.at_most": Words("At most {value} is paid.", "所付最多 {value}。"),
    "invariant.Invariant.of": Words("The most is a share of: {value}.", "上限的基数：{value}。"),
    "invariant.Invariant.next": Words("It is asked of the next {value} of base.", "按再多 {value} 的基数来看。"),
    "invariant.Invariant.at_least": Words("At least {value} is paid for a period.", "每期所付不少于 {value}。"),
    "invariant.Invariant.more_sales=never-less": Words("A larger base never earns less.", "基数越大，所得不会越少。"),
    "invariant.Invariant.tolerance": Words("Rounding may break it by {money}.", "允许取整误差 {money}。"),
    "invariant.Invariant.step": Words("Bases are whole multiples of {value}.", "基数为 {value} 的整数倍。"),
    "invariant.Invariant.tries": Words(
        "Where nothing can be proved, {value} cases are tried.", "不能证明时试算 {value} 例。"
    ),
    "invariant.Invariant.not_proved=warn": Words(
        "A check of the policy warns as long as it is not proved.", "未能证明时，检查政策会给出警告。"
    ),
    "invariant.Invariant.not_proved=note": Words(
        "A check of the policy only notes that it is not proved.", "未能证明时，检查政策只作提示。"
    ),
    "stacking.Stacking.reduces": Words(
        "What one has paid on a purchase is taken off the base of those behind it: {value}.",
        "前者在同一批进货上所付的，从其后者的基数中扣减：{value}。",
    ),
    "margins.Margins.over": Words(
        "The last {value} of purchases before a bound are looked at.", "看每个坎级前最后 {value} 的进货。"
    ),
    "margins.Margins.steepest": Words(
        "They may earn at most {value} of their own amount.", "这批进货所多得的，最多为其金额的 {value}。"
    ),
    "margins.Margins.trade_margin": Words(
        "Dealers earn {value} on resale: a deeper discount undersells all others.",
        "经销商转售毛利 {value}：降价再多就会压过其他经销商。",
    ),
}
