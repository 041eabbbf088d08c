"""Sentences for the keys of scorecards, classes and concentration."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.languages import Words

SCORING_SENTENCES: Mapping[str, Words] = {
    "card.Scorecard.of": Words("What is scored: each {value}.", "评分对象：每个{value}。"),
    "card.Scorecard.where": Words("Scored are those of whom this holds: {value}.", "参加评分的条件：{value}。"),
    "card.Scorecard.total": Words(
        "The weights, or else the points that can be reached, add up to {value}.",
        "权重（无权重时为最高得分）合计 {value}。",
    ),
    "card.Scorecard.if_missing=refuse": Words(
        "If the figure of an item is not known, there is no score.", "任一项目没有数据时不评分。"
    ),
    "card.Scorecard.if_missing=zero": Words(
        "An item whose figure is not known gets no points.", "没有数据的项目按零分计。"
    ),
    "card.Scorecard.if_missing=leave-out": Words(
        "An item whose figure is not known is left out, and the others carry its weight.",
        "没有数据的项目不计，权重由其他项目分担。",
    ),
    "card.Scorecard.if_missing": Words(
        "An item whose figure is not known gets {value} points.", "没有数据的项目给 {value} 分。"
    ),
    "card.Minimum.when": Words("There is a grade only where {value}.", "评级的前提：{value}。"),
    "card.Minimum.items": Words(
        "There is a grade only where {value} items have a figure.", "至少 {value} 个项目有数据才评级。"
    ),
    "card.Minimum.weight": Words(
        "There is a grade only where items of {value} of the weight have a figure.",
        "有数据的项目权重达 {value} 才评级。",
    ),
    "card.Minimum.grade": Words("Who has less gets the grade {value}.", "达不到前提的评为 {value}。"),
    "card.ScoreRounding.to": Words("The score is rounded to {value}.", "得分取整到 {value}。"),
    "card.ScoreRounding.mode": Words("Rounded {value}.", "取整方式：{value}。"),
    "card.History.every": Words("A grade is given each {value}.", "每{value}评级一次。"),
    "card.History.periods": Words(
        "The {value} periods before the running one are looked back at.", "另看本期之前 {value} 期。"
    ),
    "card.History.downgrade_after": Words(
        "A grade falls after {value} periods below it in a row.", "连续 {value} 期低于现级才降级。"
    ),
    "card.History.upgrade_after": Words(
        "A grade rises after {value} periods above it in a row.", "连续 {value} 期高于现级才升级。"
    ),
    "card.Item.of": Words("The points go by {value}.", "按{value}得分。"),
    "card.Item.weight": Words("It weighs {value}.", "权重 {value}。"),
    "card.Item.below": Words("Below the first bound there are {value} points.", "低于第一档得 {value} 分。"),
    "card.Item.otherwise": Words("Where no step holds there are {value} points.", "都不符合时得 {value} 分。"),
    "card.Item.points": Words("The points: {value}.", "得分：{value}。"),
    "card.Item.if_missing=refuse": Words(
        "If its figure is not known, there is no score.", "该项没有数据时整张评分卡不评分。"
    ),
    "card.Item.if_missing=zero": Words("If its figure is not known, it gets no points.", "该项没有数据时得零分。"),
    "card.Item.if_missing=leave-out": Words(
        "If its figure is not known, it is left out, and the others carry its weight.",
        "该项没有数据时不计，权重由其他项目分担。",
    ),
    "card.Item.if_missing": Words(
        "If its figure is not known, it gets {value} points.", "该项没有数据时得 {value} 分。"
    ),
    "card.Step.when": Words("Where {value}.", "条件：{value}。"),
    "card.Step.points": Words("It gives {value} points.", "得 {value} 分。"),
    "card.Against.benchmark": Words("The figure is compared with that of {value}.", "与 {value} 的数值相比。"),
    "card.Against.as=ratio": Words("Bounds are for the figure divided by the other.", "分档看该数值除以比较值的结果。"),
    "card.Against.as=difference": Words("Bounds are for the figure less the other.", "分档看该数值减去比较值的差。"),
    "card.Peers.same": Words("Peers have in common: {value}.", "同类须相同的：{value}。"),
    "card.Peers.take=median": Words("The middle value of the peers stands for them.", "取同类的中位数。"),
    "card.Peers.take=average": Words("The mean of the peers stands for them.", "取同类的平均数。"),
    "card.Peers.take=highest": Words("The highest value of the peers stands for them.", "取同类的最高值。"),
    "card.Peers.take=lowest": Words("The lowest value of the peers stands for them.", "取同类的最低值。"),
    "card.Peers.take=quantile": Words(
        "A value that a given share of the peers does not exceed stands for them.", "取同类的分位数。"
    ),
    "card.Peers.quantile": Words("That share is {value}.", "分位：{value}。"),
    "card.Peers.at_least": Words("With fewer than {value} peers nothing is compared.", "同类少于 {value} 个时不比较。"),
    "card.Peers.including_own=true": Words("One's own value is among them.", "同类含本人。"),
    "card.Peers.including_own=false": Words("One's own value is not among them.", "同类不含本人。"),
    "card.Gate.when": Words("It holds where {value}.", "条件：{value}。"),
    "card.Gate.item": Words("It looks at the points of {value}.", "看项目“{value}”的得分。"),
    "card.Gate.below": Words("It holds with fewer than {value} points there.", "该项低于 {value} 分时适用。"),
    "card.Gate.at_most": Words("The best grade is then {value}.", "此时评级最高为 {value}。"),
    "scheme.Scheme.where": Words("Classed are those of whom this holds: {value}.", "参加分级的条件：{value}。"),
    "scheme.Scheme.if_missing": Words(
        "The class of a customer of whom something is not known: {value}.", "情况不明的客户定为：{value}。"
    ),
    "scheme.Scheme.recorded": Words(
        "The class on file is {value}; who is found in another one is listed.", "档案中的级别：{value}；不一致的列出。"
    ),
}
