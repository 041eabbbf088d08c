"""Changes to the book and behaviour of dealers in a scenario (DK959 to DK974), and the steps of what moved, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK959": Wording(
        "弹性为 {elasticity} 时，价格越高反而买得越多",
        "请写成负数：价格涨 1%、销量降 {elasticity}%，写 `-{elasticity}`",
    ),
    "DK960": Wording(
        "变动 `{change}` 没有涉及任何一行[（条件 `{where}`）][（期间 {during}）]，因此什么也没有变",
        "请核对条件和日期：它们与账套中的原有明细相比较",
    ),
    "DK961": Wording(
        "变动 `{change}` 所指的经销商 `{dealer}` 不在账套中",
        "[是否指 `{nearest}`？]请按 `customers` 中的代码填写",
    ),
    "DK962": Wording(
        "变动 `{change}` 中，`{key}` 与 `{kind}` 一起不起作用",
        "请去掉；与 `{kind}` 一起可以写 `{allowed}`",
    ),
    "DK963": Wording(
        "变动 `{change}` 中，`{kind}` 缺少 `{key}`",
        "请写上：否则无从知道变的是什么",
    ),
    "DK964": Wording(
        "变动 `{change}` 转出与转入的是同样的行，涉及 {dealers} 家经销商（例如 `{dealer}`）",
        "请让 `from` 与 `to` 指不同的商品",
    ),
    "DK965": Wording(
        "变动 `{change}` 要新增的经销商 `{dealer}` 已在账套中",
        "请为新经销商用一个没有人用过的代码，或用 `grow` 让原有的增长",
    ),
    "DK966": Wording(
        "变动 `{change}` 让回款晚 `{later}`，这不是若干天或若干周",
        "请写天数或周数，例如 `10 days`",
    ),
    "DK967": Wording(
        "有 {lines} 行[（{dealers} 家经销商）]不知是否属于变动 `{change}`，因为账套缺少事实",
        "这些行保持不变；请补齐 `{facts}`，或在条件中用 `known(…)`",
    ),
    "DK968": Wording(
        "`{programme}` 不能逐行跟随变动 `{change}`[：它按 `{facts}` 取行][：它累计的 `{measure}` 不是行的简单倍数]",
        "仍按变动前的行计数，这样的累计数保持原样：看它的结果时请留意",
    ),
    "DK969": Wording(
        "变动 `{change}` 不影响 `{programme}` 从 `{source}` 计量的部分[：这些行没有 `{facts}`]",
        "这一部分保持原样：看它的结果时请留意",
    ),
    "DK970": Wording(
        "变动 `{change}` 有 {amount:figure}（{measure}）无法转移，涉及 {dealers} 家经销商（例如 `{dealer}`）：同期没有购买转入的商品",
        "他们的购买保持不变：没有可以依照的结构",
    ),
    "DK971": Wording(
        "经销商无法为 `{programme}` 提前进货：政策中没有这个方案",
        "[是否指 `{nearest}`？]请写 `rebates:` 中的方案",
    ),
    "DK972": Wording(
        "行为假设不涉及 `{programme}`[：{why}]",
        "它的结果只随其他方案引起的变化而变",
    ),
    "DK973": Wording(
        "行为假设中只写 `{key}`[ 而不写 `{needs}`][ 而 `{either}` 都没有写]，不会产生任何结果",
        "[请一并写上 `{needs}`][请在其中写上 `{either}` 之一]，或去掉 `{key}`",
    ),
    "DK974": Wording(
        "{dealers} 家经销商（例如 `{dealer}`）提前进货的 {amount:figure} 将在账套所知之后的时期缺少",
        "请多比较一个时期，或只把成本看作这些时期的成本",
    ),
}

STEPS: dict[str, str] = {
    "book-grown": "销售变动 {share:percent}",
    "book-repriced": "我方价格变动 {share:percent}",
    "book-shifted-from": "其中 {share:percent} 改买其他商品",
    "book-shifted-to": "由其他商品转来",
    "book-lost": "不再进货",
    "book-added": "新经销商，进货为 `{like}` 的 {times:percent}",
    "book-paid-later": "{receipts} 笔回款晚 {later}",
    "forward-bought": "提前进货 {amount}，以达到 {bound}，多得 {gain}",
    "forward-missing": "其中 {amount} 已在 {period} 提前购进",
    "passed-on": "多得的返利 {more} 中有 {passed} 让进价格（降 {cut:percent}），自留 {kept}；销量弹性 {elasticity}",
    "passed-back": "少得的返利 {less} 中有 {passed} 加到售价（涨 {rise:percent}），自担 {kept}；销量弹性 {elasticity}",
    "price-answered": "销量随我方价格变动，弹性 {elasticity}",
}

TERMS: dict[str, str] = {
    "of-other-rows": "它累计的不是发票明细",
    "of-several-dealers": "它把几家经销商合并累计",
    "without-a-limit": "没有写明它所累计的单位的上限",
    "paid-in-goods": "它以货物支付",
}
