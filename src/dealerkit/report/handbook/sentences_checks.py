"""Sentences for what an order is checked for: who may buy on credit, what counts against a limit, every check."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.languages import Words

_COMPONENTS: Mapping[str, Words] = {
    "receivables": Words("what is invoiced and not paid", "应收账款"),
    "delivered": Words("what is delivered and not invoiced", "已发未开票"),
    "open_orders": Words("what is ordered and not delivered", "未发订单"),
    "bills": Words("bills of exchange that are held and not paid yet", "持有票据"),
    "deposits": Words("deposits that were paid in", "保证金"),
    "unapplied": Words("receipts that pay no invoice yet", "未核销收款"),
}
_COUNTED: Mapping[str, Words] = {
    "add": Words("Added: {what}.", "计入：{what}。"),
    "subtract": Words("Taken off: {what}.", "扣减：{what}。"),
    "leave-out": Words("Not counted: {what}.", "不计：{what}。"),
}
_AGAINST: Mapping[str, tuple[Words, Words]] = {
    "static": (
        Words("what counts against the limit, all open orders and this one with it,", "占用（含全部未发订单）加本单"),
        Words("of the limit", "额度"),
    ),
    "dynamic": (
        Words(
            "what counts against the limit, open orders within the horizon and this one with it,",
            "占用（未发订单只计期限内要货的）加本单",
        ),
        Words("of the limit", "额度"),
    ),
    "group": (
        Words("what counts against the limit of the customer's group, this order with it,", "集团占用加本单"),
        Words("of that limit", "集团额度"),
    ),
    "sublimit": (
        Words(
            "what counts against any limit within the limit, this order with it where open orders count,",
            "任一分项额度的占用（计未发订单的，含本单）",
        ),
        Words("of it", "该分项额度"),
    ),
}
_BEYOND = Words("It fails where {what} comes to more than {{value}} {of}.", "{what}超过{of}的 {{value}} 时不通过。")
_REACHED = Words("It fails once {what} comes to {{value}} {of}.", "{what}达到{of}的 {{value}} 时不通过。")


def _said(words: Words, *, what: Words, of: Words | None = None) -> Words:
    """A sentence with its parts put in, language by language."""
    return Words(
        words.en.format(what=what.en, of="" if of is None else of.en),
        words.zh.format(what=what.zh, of="" if of is None else of.zh),
    )


CHECK_SENTENCES: Mapping[str, Words] = {
    **{
        f"exposure.ExposureRule.{component}={way}": _said(words, what=what)
        for component, what in _COMPONENTS.items()
        for way, words in _COUNTED.items()
    },
    **{f"check.Check.{kind}.above": _said(_BEYOND, what=what, of=of) for kind, (what, of) in _AGAINST.items()},
    **{f"check.Check.{kind}.at": _said(_REACHED, what=what, of=of) for kind, (what, of) in _AGAINST.items()},
    "exposure.ExposureRule.horizon": Words(
        "Open orders wanted later than {value} after the day do not count, unless a check says otherwise.",
        "要货日在 {value} 之后的未发订单不计，审核项目另有规定的除外。",
    ),
    "check.Check.open_loads.above": Words(
        "It fails where more than {value} deliveries would be unpaid, this order and open orders that count with them.",
        "连同本单及计入的未发订单，未付清的批次超过 {value} 批时不通过。",
    ),
    "check.Check.open_loads.at": Words(
        "It fails where {value} deliveries or more would be unpaid, this order and open orders that count with them.",
        "连同本单及计入的未发订单，未付清的批次达到 {value} 批时不通过。",
    ),
    "check.Check.dunning_level.above": Words(
        "It fails where the customer's dunning level is above {value}.", "催收级别高于 {value} 级时不通过。"
    ),
    "check.Check.dunning_level.at": Words(
        "It fails from dunning level {value} on.", "催收级别达到 {value} 级时不通过。"
    ),
    "check.Check.order_value.above": Words(
        "It fails where the order comes to more than {money}.", "订单金额超过 {money} 时不通过。"
    ),
    "check.Check.order_value.at": Words(
        "It fails where the order comes to {money} or more.", "订单金额达到 {money} 时不通过。"
    ),
    "check.Check.overdue_amount.above": Words(
        "It fails where more than {money} is overdue.", "逾期金额超过 {money} 时不通过。"
    ),
    "check.Check.overdue_amount.at": Words(
        "It fails where {money} or more is overdue.", "逾期金额达到 {money} 时不通过。"
    ),
    "eligibility.Requirement.when": Words("Required: {value}.", "须满足：{value}。"),
    "eligibility.Requirement.otherwise": Words("Whoever does not meet it: {value}.", "不满足的：{value}。"),
    "eligibility.Requirement.otherwise=cash-first": Words(
        "Whoever does not meet it pays before delivery.", "不满足的，款到发货。"
    ),
    "eligibility.Requirement.otherwise=block": Words(
        "To whoever does not meet it nothing is shipped.", "不满足的，停止发货。"
    ),
    "eligibility.Requirement.otherwise=refer": Words(
        "Orders of whoever does not meet it are referred.", "不满足的，订单报批。"
    ),
    "eligibility.Requirement.otherwise=warn": Words(
        "Where it is not met the order desk is warned, and the order goes on.", "不满足的，提醒，不影响发货。"
    ),
    "eligibility.Requirement.to": Words("They are referred to {value}.", "报 {value} 决定。"),
    "eligibility.Requirement.plan=true": Words(
        "A repayment plan is asked for where it is not met.", "不满足的还须签还款计划。"
    ),
    "eligibility.Requirement.plan=false": Words("No repayment plan is asked for.", "不要求还款计划。"),
    "eligibility.Requirement.if_missing=refuse": Words(
        "Where that is not known, it counts as not met.", "情况不明时视为不满足。"
    ),
    "eligibility.Requirement.if_missing=undetermined": Words(
        "Where that is not known, the order stays undetermined.", "情况不明时暂不能确定。"
    ),
    "check.Check.condition": Words("The check fails where {value}.", "出现以下情况时不通过：{value}。"),
    "check.Check.then=block": Words("Then nothing is shipped.", "结果：停止发货。"),
    "check.Check.then=refer": Words("Then the order is referred.", "结果：订单报批。"),
    "check.Check.then=warn": Words("Then the order desk is warned, and the order goes on.", "结果：提醒，不影响发货。"),
    "check.Check.then=off": Words("In general the check does not apply.", "结果：一般不适用。"),
    "check.Check.then=cash-first": Words("Then it ships once it is paid.", "结果：款到发货。"),
    "check.Check.then=over-limit": Words("Then the steps for orders over the limit apply.", "结果：按超限步骤处理。"),
    "check.Check.to": Words("It is referred to {value}.", "报 {value}。"),
    "check.Check.if_missing=undetermined": Words(
        "Where that is not known, the order stays undetermined.", "情况不明时暂不能确定。"
    ),
    "check.Check.if_missing=fail": Words("Where that is not known, it counts as failed.", "情况不明时视为不通过。"),
    "check.Check.if_missing=pass": Words("Where that is not known, it counts as passed.", "情况不明时视为通过。"),
    "check.OfLimit.horizon": Words(
        "Open orders wanted later than {value} after the day do not count.", "要货日在 {value} 之后的未发订单不计。"
    ),
    "check.OfShare.above": Words(
        "It fails where more than {value} of the receivables is overdue.", "逾期占应收的比例超过 {value} 时不通过。"
    ),
    "check.OfShare.at": Words(
        "It fails where {value} of the receivables or more is overdue.", "逾期占应收的比例达到 {value} 时不通过。"
    ),
    "check.OfShare.grace": Words(
        "Only what is overdue for more than {value} days counts.", "逾期超过 {value} 天的才计。"
    ),
    "check.OfAmount.grace": Words(
        "Only what is overdue for more than {value} days counts.", "逾期超过 {value} 天的才计。"
    ),
    "check.OfOldest.clock=term": Words("Days beyond the payment term are counted.", "按超过账期的天数计。"),
    "check.OfOldest.clock=invoice": Words("Days since the invoice are counted.", "按开票以来的天数计。"),
    "check.OfOldest.clock=due": Words("Days since it was due are counted.", "按到期以来的天数计。"),
    "check.OfOldest.above": Words(
        "It fails where the oldest open item has more than {value} such days.",
        "最早未清款的天数超过 {value} 天时不通过。",
    ),
    "check.OfOldest.at": Words(
        "It fails where the oldest open item has {value} such days or more.",
        "最早未清款的天数达到 {value} 天时不通过。",
    ),
    "check.OfOldest.grace": Words("{value} more days are let pass.", "另宽限 {value} 天。"),
    "check.OfOldest.least": Words(
        "Items of which less than {money} is open are not looked at.", "未清金额低于 {money} 的不看。"
    ),
    "check.OfCount.above": Words("It fails above {value}.", "超过 {value} 时不通过。"),
    "check.OfCount.at": Words("It fails from {value} on.", "达到 {value} 时不通过。"),
    "check.OfTerms.changed_within": Words(
        "It fails where the contract's days to pay were changed within the last {value}.",
        "合同账期在最近 {value} 内变更过时不通过。",
    ),
    "check.OfTerms.longer_than_contract=true": Words(
        "It fails where the order agrees more days to pay than the contract.", "订单账期长于合同账期时不通过。"
    ),
    "check.OfTerms.longer_than_contract=false": Words(
        "That the order agrees more days to pay than the contract lets it pass.", "订单账期长于合同账期的，不影响通过。"
    ),
    "check.OfReview.grace": Words("{value} more days are let pass.", "另宽限 {value} 天。"),
    "check.OfStatus.blocked": Words(
        "It fails where the customer's status is one of these: {value}.", "客户状态为以下之一时不通过：{value}。"
    ),
    "check.Level.dealers": Words("For the dealers {value}.", "适用经销商：{value}。"),
    "check.Level.where": Words("For customers of whom this holds: {value}.", "适用客户：{value}。"),
    "check.Level.then=off": Words("The check does not apply to them.", "本项不适用于他们。"),
    "check.Level.then=block": Words("For them nothing is shipped.", "对他们：停止发货。"),
    "check.Level.then=refer": Words("Their order is referred.", "对他们：订单报批。"),
    "check.Level.then=warn": Words(
        "For them the order desk is warned, and the order goes on.", "对他们：提醒，不影响发货。"
    ),
    "check.Level.then=cash-first": Words("Theirs ships once it is paid.", "对他们：款到发货。"),
    "check.Level.then=over-limit": Words(
        "For them the steps for orders over the limit apply.", "对他们：按超限步骤处理。"
    ),
    "check.Level.to": Words("It is referred to {value}.", "报 {value}。"),
}
