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
        "There is a grade only where at least {value} items have a figure.", "至少 {value} 个项目有数据才评级。"
    ),
    "card.Minimum.weight": Words(
        "There is a grade only where items of at least {value} of the weight have a figure.",
        "有数据的项目权重不低于 {value} 才评级。",
    ),
    "card.Minimum.grade": Words("Who has less gets the grade {value}.", "达不到前提的评为 {value}。"),
    "card.ScoreRounding.to": Words("The score is rounded to {value}.", "得分取整到 {value}。"),
    "card.ScoreRounding.mode": Words("Rounded {value}.", "取整方式：{value}。"),
    "card.History.every": Words("A grade is given each {value}.", "每{value}评级一次。"),
    "card.History.periods": Words(
        "The {value} periods before the running one are looked back at.", "另看本期之前 {value} 期。"
    ),
    "card.History.downgrade_after": Words(
        "A grade falls after {value} periods below it in a row, to the best of what these periods showed.",
        "连续 {value} 期低于现级才降级，降至这几期中最好的一级。",
    ),
    "card.History.upgrade_after": Words(
        "A grade rises after {value} periods above it in a row, to the lowest of what these periods showed.",
        "连续 {value} 期高于现级才升级，升至这几期中最低的一级。",
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
    "card.Against.as=ratio": Words(
        "The bounds are for the figure divided by the other; where the other is zero, it counts as not known.",
        "分档看该数值除以比较值的结果；比较值为零时视为没有数据。",
    ),
    "card.Against.as=difference": Words(
        "The bounds are for the figure less the other.", "分档看该数值减去比较值的差。"
    ),
    "card.Peers.same": Words("Peers have in common: {value}.", "同类须相同的：{value}。"),
    "card.Peers.take=median": Words(
        "The middle value of the peers stands for them, of two in the middle the lower.",
        "取同类的中位数（居中有两个数时取较小者）。",
    ),
    "card.Peers.take=average": Words("The mean of the peers stands for them.", "取同类的平均数。"),
    "card.Peers.take=highest": Words("The highest value of the peers stands for them.", "取同类的最高值。"),
    "card.Peers.take=lowest": Words("The lowest value of the peers stands for them.", "取同类的最低值。"),
    "card.Peers.take=quantile": Words(
        "The lowest value that a given share of the peers does not exceed stands for them.",
        "取同类的分位数（使给定比例的同类不超过它的最小值）。",
    ),
    "card.Peers.quantile": Words("That share is {value}.", "分位：{value}。"),
    "card.Peers.at_least": Words(
        "With fewer than {value} peers nothing is compared, and the figure counts as not known.",
        "同类少于 {value} 个时不比较，视为没有数据。",
    ),
    "card.Peers.including_own=true": Words("One's own value is among them.", "同类含本人。"),
    "card.Peers.including_own=false": Words("One's own value is not among them.", "同类不含本人。"),
    "card.Gate.when": Words("It holds where {value}.", "条件：{value}。"),
    "card.Gate.item": Words("It looks at the points of {value}.", "看项目“{value}”的得分。"),
    "card.Gate.below": Words("It holds with fewer than {value} points there.", "该项低于 {value} 分时适用。"),
    "card.Gate.at_most": Words("The best grade is then {value}.", "此时评级最高为 {value}。"),
    "card.Gate.if_missing=apply": Words("Where that cannot be told, it holds.", "无法判断时，视为适用。"),
    "card.Gate.if_missing=pass": Words("Where that cannot be told, it does not hold.", "无法判断时，视为不适用。"),
    "scheme.Scheme.where": Words("Classed are those of whom this holds: {value}.", "参加分级的条件：{value}。"),
    "scheme.Scheme.if_missing": Words(
        "The class of a customer who cannot be classed because something about him is not known: {value}.",
        "因情况不明不能定级的客户定为：{value}。",
    ),
    "scheme.Scheme.if_missing=undetermined": Words(
        "A customer who cannot be classed because something about him is not known has no class yet.",
        "因情况不明不能定级的客户，暂不定级。",
    ),
    "scheme.Scheme.recorded": Words(
        "The class on file is {value}; who is found in another one is listed.", "档案中的级别：{value}；不一致的列出。"
    ),
    "scheme.ClassOf.treatment": Words("How its members are treated: {value}.", "对其成员的做法：{value}。"),
    "scheme.Warrant.from": Words("It is warranted from {value} members on.", "达到 {value} 个成员时即应设。"),
    "scheme.Warrant.what": Words("What is warranted: {value}.", "应设：{value}。"),
    "shares.ByShares.of": Words("They are ranked by {value}, the largest first.", "按{value}由大到小排名。"),
    "shares.ByShares.crossing=before": Words(
        "A customer whose share crosses a bound belongs to the class before the bound.",
        "占比跨越界线的客户归入界线前的一级。",
    ),
    "shares.ByShares.crossing=after": Words(
        "A customer whose share crosses a bound belongs to the class after the bound.",
        "占比跨越界线的客户归入界线后的一级。",
    ),
    "shares.ByShares.crossing=nearest": Words(
        "A customer whose share crosses a bound belongs to the class before it where half of his share"
        " or more lies before the bound, else to the one after.",
        "占比跨越界线的客户，其占比有一半或以上在界线之前的归入前一级，否则归入后一级。",
    ),
    "shares.ByShares.ties=together": Words(
        "Customers with the same figure are taken together and get the same class.",
        "数值相同的客户合并为一行，定为同一级。",
    ),
    "shares.ByShares.ties=by-code": Words(
        "Customers with the same figure are taken one by one, in the order of their codes.",
        "数值相同的客户按编码逐个排列。",
    ),
    "shares.ByShares.at_zero_or_below": Words(
        "Whose figure is zero or below is no part of the total, and his class is {value}.",
        "数值为零或负的不计入总额，定为：{value}。",
    ),
    "shares.ByCounts.of": Words("They are ranked by {value}, the largest first.", "按{value}由大到小排名。"),
    "shares.ByCounts.rounding=up": Words(
        "How many customers a cumulated share is, is rounded up to a whole number.", "按累计比例得出的家数向上取整。"
    ),
    "shares.ByCounts.rounding=down": Words(
        "How many customers a cumulated share is, is rounded down to a whole number.", "按累计比例得出的家数向下取整。"
    ),
    "shares.ByCounts.rounding=half-up": Words(
        "How many customers a cumulated share is, is rounded to a whole number, a half up.",
        "按累计比例得出的家数四舍五入取整。",
    ),
    "shares.ByCounts.ties=better": Words(
        "Where a class would end between customers with the same figure, all of them get the better class.",
        "界线落在数值相同的客户之间时，全部归入较优的一级。",
    ),
    "shares.ByCounts.ties=worse": Words(
        "Where a class would end between customers with the same figure, all of them get the worse class.",
        "界线落在数值相同的客户之间时，全部归入较差的一级。",
    ),
    "shares.ByCounts.ties=by-code": Words(
        "Where a class would end between customers with the same figure, the order of their codes decides.",
        "界线落在数值相同的客户之间时，按编码顺序划分。",
    ),
    "shares.ByCounts.at_zero_or_below": Words(
        "Whose figure is zero or below is not counted, and his class is {value}.",
        "数值为零或负的不参加计数，定为：{value}。",
    ),
    "shares.ByCounts.at_zero_or_below=ranked": Words(
        "Whose figure is zero or below is ranked and counted like all others.", "数值为零或负的与其他客户一样排名计数。"
    ),
    "rfm.Part.of": Words("What is scored: {value}.", "评分所看的数值：{value}。"),
    "rfm.Part.below": Words("Below the first bound the score is {value}.", "低于第一档得 {value} 分。"),
    "rfm.Quantiles.into": Words(
        "Scores run from 1 to {value}, by quantiles of all customers.", "按全体客户的分位数评 1 至 {value} 分。"
    ),
    "rfm.Quantiles.type": Words(
        "Quantiles are reckoned by definition {value} of Hyndman and Fan.",
        "分位数按 Hyndman 与 Fan 的第 {value} 种定义计算。",
    ),
    "rfm.Quantiles.better=high": Words("High values get the high scores.", "数值高的得分高。"),
    "rfm.Quantiles.better=low": Words("Low values get the high scores.", "数值低的得分高。"),
    "rfm.Quantiles.ties=better": Words(
        "A value that is itself a quantile gets the better of the scores it lies between.",
        "正好等于分位数的取相邻得分中较高的。",
    ),
    "rfm.Quantiles.ties=worse": Words(
        "A value that is itself a quantile gets the worse of the scores it lies between.",
        "正好等于分位数的取相邻得分中较低的。",
    ),
    "rfm.Quantiles.ties=middle": Words(
        "A value that is itself a quantile gets the middle one of the scores it lies between; of two, the worse.",
        "正好等于分位数的取相邻得分中居中的；只有两个时取较低的。",
    ),
    "banding.ByBands.of": Words("The class goes by {value}.", "按以下数值定级：{value}。"),
    "banding.ByBands.below": Words("Below the first bound the class is {value}.", "低于第一档的定为：{value}。"),
    "rules.ByRules.otherwise": Words("Where no condition holds the class is {value}.", "都不符合的定为：{value}。"),
    "signals.Signal.when": Words("It shows where {value}.", "表现为：{value}。"),
    "signals.Signal.weight": Words("It counts {value}.", "计 {value}。"),
    "signals.BySignals.below": Words("Below the first bound the class is {value}.", "低于第一档的定为：{value}。"),
    "growth.ByGrowth.now": Words("The figure of the period: {value}.", "本期数值：{value}。"),
    "growth.ByGrowth.before": Words("The figure of the base period: {value}.", "基期数值：{value}。"),
    "growth.ByGrowth.compared=year-on-year": Words(
        "The base is the same days a year before.", "基期为上年同期（同比）。"
    ),
    "growth.ByGrowth.compared=period-on-period": Words(
        "The base is the days just before.", "基期为紧接之前的同样天数（环比）。"
    ),
    "growth.ByGrowth.compared=target": Words("The base is a target.", "以目标为基数。"),
    "growth.ByGrowth.below": Words("Below the first bound the class is {value}.", "低于第一档的定为：{value}。"),
    "growth.ByGrowth.without_base": Words(
        "Where the base is zero or below, so that no rate can be told, the class is {value}.",
        "基期为零或负、无法计算增长率的定为：{value}。",
    ),
    "lifetime.ByLifetime.margin": Words("The margin of one period: {value}.", "每期毛利：{value}。"),
    "lifetime.ByLifetime.retention": Words(
        "The share of customers who are still there after a period: {value}.", "每期后仍在的客户比例：{value}。"
    ),
    "lifetime.ByLifetime.discount": Words("The discount rate of one period: {value}.", "每期折现率：{value}。"),
    "lifetime.ByLifetime.periods=endless": Words(
        "All coming periods count, without an end; the present one does not.",
        "计入今后所有各期（不限期数），不含本期。",
    ),
    "lifetime.ByLifetime.periods": Words(
        "The coming {value} periods count; the present one does not.", "计入今后 {value} 期，不含本期。"
    ),
    "lifetime.ByLifetime.below": Words("Below the first bound the class is {value}.", "低于第一档的定为：{value}。"),
    "stock.ByStock.stock": Words("The stock on the day: {value}.", "当日库存：{value}。"),
    "stock.ByStock.sold": Words("What was sold on in the window: {value}.", "期间实销：{value}。"),
    "stock.ByStock.days": Words("The window has {value} days.", "期间为 {value} 天。"),
    "stock.ByStock.average": Words("The average stock of the window: {value}.", "期间平均库存：{value}。"),
    "stock.ByStock.by=coefficient": Words(
        "The class goes by the stock coefficient: the stock divided by what was sold on in the window.",
        "按库存系数定级：库存除以期间实销。",
    ),
    "stock.ByStock.by=days": Words(
        "The class goes by the days that the stock lasts at the sales of the window.",
        "按库存可销天数定级（以期间实销计）。",
    ),
    "stock.ByStock.by=turnover": Words(
        "The class goes by the turnover: what was sold on in the window divided by the average stock.",
        "按周转次数定级：期间实销除以平均库存。",
    ),
    "stock.ByStock.below": Words("Below the first bound the class is {value}.", "低于第一档的定为：{value}。"),
    "stock.ByStock.without_sales": Words(
        "Where nothing was sold on the class is {value}.", "没有实销的定为：{value}。"
    ),
    "rule.ConcentrationRule.of": Words("The total that is looked at: {value}.", "看以下数值的集中程度：{value}。"),
    "rule.ConcentrationRule.where": Words("Counted are those of whom this holds: {value}.", "计入范围：{value}。"),
    "rule.ConcentrationRule.by": Words(
        "Customers with the same value of this are put together: {value}.", "以下内容相同的客户合并计算：{value}。"
    ),
    "rule.ConcentrationRule.merge": Words(
        "Customers in one group of this kind count as one, in the outermost where there are several: {value}.",
        "同属一个以下类型集团的客户按一个计，多层的按最外层：{value}。",
    ),
    "rule.ConcentrationRule.at_zero_or_below=counted": Words(
        "Whose figure is zero or below counts with a share of zero.", "数值为零或负的按占比零计入。"
    ),
    "rule.ConcentrationRule.at_zero_or_below=left-out": Words(
        "Whose figure is zero or below is left out.", "数值为零或负的不计。"
    ),
    "rule.ConcentrationRule.tops": Words(
        "The shares of so many of the largest are shown: {value}.", "列出前几名的合计占比：{value}。"
    ),
    "rule.Alarm.top": Words(
        "It looks at the share of the largest {value} together.", "看最大的 {value} 个的合计占比。"
    ),
    "rule.Alarm.index": Words("It looks at the {value}.", "看{value}。"),
    "rule.Alarm.at": Words("It is raised from {value} on.", "达到 {value} 即报警。"),
}
