"""DK25 至 DK28：政策的含义，中文。"""

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK251": Wording("参数 `{name}` 没有任何规则使用", "请在表达式中使用它，或删去"),
    "DK252": Wording("参数 `{name}` 在 {since} 之前没有值，而自 {start} 起就要读取它", "请补上自 {start} 起的值"),
    "DK253": Wording(
        "没有 `{name}` 的已公布日历", "[是不是想写 `{nearest}`？]请在日历的 `country:` 写两个字母的国家代码，如 CN"
    ),
    "DK254": Wording(
        "日历 `{name}` 只公布到 {through}，而需要 {asked}",
        "请在 `calendars.{name}` 补上已公布的 `holidays` 和 `make_up_days`，并推后 `through`",
    ),
    "DK255": Wording("`{value}` 没有对应内容：找不到 `{step}`", "[是不是想写 `{nearest}`？][此处有：{allowed}]"),
    "DK257": Wording("事实 `{value}` 目录里已有", "请直接使用，或换一个名称"),
    "DK258": Wording(
        "`{value}` 不能作事实的名称", "[是不是想写 `{nearest}`？]请以 {allowed} 之一加点开头，如 period.display_score"
    ),
    "DK260": Wording(
        "测试 `{case}` 问的是 `{of}`，但它不是这里的定义",
        "[是不是想写 `{nearest}`？]请写定义的地址，如 rebates.volume-quarter",
    ),
    "DK261": Wording("测试 `{case}` 期望{name}为 {expected}，实际为 {actual}", "[依据 {because}；]请改正规则或期望值"),
    "DK262": Wording(
        "测试 `{case}` 期望 `{rule}` 在理由之中，但它没有起作用", "[实际依据：{because}；][是不是想写 `{nearest}`？]"
    ),
    "DK263": Wording("测试 `{case}` 期望 `{rule}` 不起作用，但它起了作用", "[实际依据：{because}]"),
    "DK264": Wording("没有可运行的测试", "请写 `tests:` 部分：没有测试的政策无从知道对不对"),
    "DK265": Wording("没有名称含 `{keyword}` 的测试", "已有测试：{allowed}"),
    "DK266": Wording("已知条件里有未知的键 `{key}`", "[是不是想写 `{nearest}`？][此处可用：{allowed}]"),
    "DK267": Wording("测试 `{case}` 无法读取", "请修改已知条件或期望"),
    "DK268": Wording("`{of}` 不能单独测试", "请写这些部分之一里的定义：{allowed}"),
    "DK270": Wording("`{name}` 不是时区", "[是不是想写 `{nearest}`？]请写 Asia/Shanghai 这样的名称"),
    "DK272": Wording("表达式无法读取 `{name}`：`-` 在表达式中是减号", "请把参数改名为 `{better}`"),
    "DK273": Wording(
        "日历 `{name}` 写了 {day}，但它只涵盖 {first} 至 {through}", "请改正日期，或用 `through:` 写明日历到哪一天为止"
    ),
    "DK274": Wording("{day} 既是假日又是补班日", "请从其中一个列表删去"),
    "DK275": Wording(
        "测试 `{case}` 在 `not_because` 写了 `{rule}`，但没有这条规则",
        "[是不是想写 `{nearest}`？]不存在的规则永远不起作用，这样等于没有测试",
    ),
    "DK276": Wording("测试 `{case}` 期望 `{name}`，而此决定没有这一项", "[是不是想写 `{nearest}`？]它有：{allowed}"),
    "DK277": Wording("表达式无法读取 `{name}`", "参数名请以文字开头，且不要用 and、or、not、in、true、false"),
    "DK279": Wording("比率 `{name}` 写作 `{value}`，超过了整体", "百分之十五写作 15% 或 0.15"),
    "DK278": Wording("测试 `{case}` 问的是 {as_of}，而该项目当时并不生效（{range}）", "请改为项目生效期间内的日期"),
}
