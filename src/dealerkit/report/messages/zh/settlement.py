"""Settlement of rebates (DK350 to DK389), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK350": Wording(
        "这一行的经销商 `{dealer}` 不在 `customers` 表中",
        "请在 `customers` 表中补上该经销商，或更正这一行的编码",
    ),
    "DK351": Wording(
        "这一行的币种是 {currency}，而政策以 {policy} 计算",
        "明细行请在表 `rates` 中加上当日汇率；或为该币种另立政策",
    ),
    "DK352": Wording(
        "无法判断 `{programme}` 是否计入这一行：缺少 `{facts}`[（商品 `{product}`）]",
        "请补上缺少的内容，或在该方案的 `where` 旁写明 `if_missing`",
    ),
    "DK353": Wording(
        "`{programme}` 需要累计 `{measure}`，而这一行没有该值",
        "请填写该单元格，或用 `where` 排除这类行",
    ),
    "DK354": Wording(
        "这一行的商品 `{product}` 不在 `products` 表中，`{programme}` 无法判断是否计入",
        "请在 `products` 表中补上该商品，或更正这一行的编码",
    ),
    "DK360": Wording(
        "台账中 `{id}` 的金额是 {net}，而本次要以同一名称入账 {other}",
        "请按台账的现状重新结算；本次未以该名称入账",
    ),
    "DK361": Wording(
        "`{id}` 与 `{other}` 是同一账户、同一类别 `{kind}` 的同一序号",
        "请只保留其中一笔；在此之前不会对该账户提出结算",
    ),
    "DK362": Wording(
        "分录 `{id}` 属于方案 `{programme}`，而政策中没有该方案",
        "如果方案已改名，请在沿用的方案中写 `was: {programme}`",
    ),
    "DK363": Wording(
        "分录 `{id}` 的币种是 {currency}，而政策以 {policy} 计算",
        "请换算，或为该币种另立政策",
    ),
    "DK364": Wording(
        "分录 `{id}` 的含税金额 {gross} 不等于未税金额 {net} 加税额 {tax}",
        "请更正台账中的分录；在此之前不会对该账户提出结算",
    ),
    "DK365": Wording(
        "分录 `{id}` 入账后被改动：其指纹为 `{written}`，而内容对应 `{found}`",
        "请恢复该分录，金额的更正应另记一笔调整",
    ),
    "DK366": Wording(
        "`{payee}` 在 `{programme}` {period} 已有 {posted_on} 的分录，晚于本次的日期",
        "结算请用更晚的日期；本次只回答当时应付多少，不提出入账",
    ),
    "DK367": Wording(
        "无法确定 `{payee}` 在 {period} 按 `{programme}` 应得多少[：缺少 `{facts}`][：其数值不合 `{rule}`]",
        "请补上缺少的内容，或在方案询问之处写明 `if_missing`；在此之前不付款，原因可用 `dealerkit explain` 查看",
    ),
    "DK368": Wording(
        "日期 {asked} 超出日历 `{calendar}` 的范围（至 {through}）",
        "请在 `calendars` 中延长该日历，写明假日与 `through`",
    ),
    "DK369": Wording(
        "`{programme}` 按合同年计算，而 `{payee}` 没有写明起始日的合同",
        "请在 `contracts` 表中补上合同；在此之前不计算该经销商",
    ),
    "DK370": Wording(
        "此账册没有台账，全部应得都会显示为未付",
        "请加入 `postings` 表（只有表头也可以），并将入账的分录追加进去",
    ),
    "DK371": Wording(
        "政策中没有方案 `{programme}`",
        "[现有：`{known}`]",
    ),
    "DK372": Wording(
        "`{programme}` 没有已开始的期间[ `{period}`]",
        "[现有：`{known}`]",
    ),
    "DK373": Wording(
        "没有日历，无法计算 {within}",
        "请在 `policy: calendar` 中写明日历",
    ),
    "DK374": Wording(
        "`{payee}` 曾按 `{programme}` 就 {period} 收到 {net}，而该方案没有这一期间",
        "如果方案的 `period` 或 `effective` 已改动，请以另一 id 结算旧期间；本次不改动该付款",
    ),
    "DK375": Wording(
        "账簿中有 {count} 笔过账无法读取，因此不知道已付多少",
        "请改正 `postings` 中被拒绝的行；在此之前不提出任何付款，以免重复支付",
    ),
    "DK395": Wording(
        "没有任何规则使用 `{name}`",
        "[是不是想写 `{nearest}`？]名称没有规则读取的数字永远不会被用到；请在 `facts:` 里声明，或改正名称",
    ),
    "DK396": Wording(
        "`{period}` 不是任何期间的名称",
        "请按报表的写法：2026-03、2026-Q1、2026-H1、2026；合同年写明起始日",
    ),
    "DK397": Wording(
        "`{subject}` 的 `{name}` 在同一期间记了两次",
        "请保留其中一行：无法知道以哪一行为准",
    ),
}
