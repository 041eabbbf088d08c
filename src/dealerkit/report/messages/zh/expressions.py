"""Expressions (DK200 to DK229), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK200": Wording(
        "表达式是空的",
        '请写一个条件或值，例如 `dealer.status == "active"`，或者去掉这个键',
    ),
    "DK201": Wording(
        "`{found}` 在表达式里没有含义",
        "文字请放在引号里，货币符号和注释请去掉",
    ),
    "DK202": Wording(
        "[`{after}` 之后]缺少一个值[，这里却是 `{found}`]",
        "请在这里写一个事实、参数或值",
    ),
    "DK203": Wording(
        "括号 `{bracket}` 没有配对",
        "左括号和右括号必须成对出现",
    ),
    "DK204": Wording(
        "`{found}` 直接跟在 `{before}` 后面，中间没有运算符",
        "条件之间用 `and` 或 `or` 连接，比较用 `==` 等比较符",
    ),
    "DK205": Wording(
        "从这里开始的文字没有结束引号",
        "请用 `{quote}` 结束；文字里不能含有包围它的那种引号，需要时外面改用另一种引号",
    ),
    "DK206": Wording(
        "`{found}` 用了全角字符",
        "请写成 `{mend}`；只有引号里的文字才可以用全角字符",
    ),
    "DK207": Wording(
        "`=` 不是比较",
        "判断两个值是否相等请写 `==`",
    ),
    "DK208": Wording(
        "`{found}` 不是这里的运算符",
        "请写成 `{mend}`",
    ),
    "DK209": Wording(
        "除以零没有结果",
        "请改用别的除数；事实可能为零时，比值视为缺失，可用 `or_else` 给出替代值",
    ),
    "DK210": Wording(
        "列表里只能写同一种类的值，至少一个",
        '只写具体的值，例如 `[["A", "B"]]` 或 `[[10, 20]]`；其他情况请用 `or`',
    ),
    "DK211": Wording(
        "比较不能连写",
        "请写成 `{mend}`",
    ),
    "DK212": Wording(
        "`{found}` 的百分号前有空格",
        "请写成 `{mend}`",
    ),
    "DK213": Wording(
        "`{found}` 不是数字的写法",
        "[请写成 `{mend}`；]如果它是编码，请放在引号里；数字可以像 `300_000` 这样分组",
    ),
    "DK214": Wording(
        "`{found}` 不是日期",
        "[请写成 `{mend}`；]日期按年-月-日书写，例如 `2026-01-31`，年份从 1900 到 2999",
    ),
    "DK215": Wording(
        "没有名为 `{name}` 的事实或参数",
        "[是不是想写 `{nearest}`？]文字要放在引号里",
    ),
    "DK216": Wording(
        "这里看不到 `{name}`",
        "请写到能看到它的地方[：`{places}`]",
    ),
    "DK217": Wording(
        "`{operator}` 在这里需要{expected}，得到的却是{found}",
        "请先比较或换算，或者改用别的运算符",
    ),
    "DK218": Wording(
        "{left}不能与{right}比较",
        "只能比较同一种类的值；文字要加引号，数字和日期不加",
    ),
    "DK219": Wording(
        "{one}与{other}单位不同，不能放在一起",
        "只能比较、相加或列出同一单位的数；不带单位的数可以与任何单位一起用",
    ),
    "DK220": Wording(
        "这里需要{expected}，表达式给出的却是{found}",
        "请写一个结果为{expected}的表达式",
    ),
    "DK221": Wording(
        "没有名为 `{name}` 的函数",
        "[是不是想写 `{nearest}`？]全部函数见表达式指南",
    ),
    "DK222": Wording(
        "`{name}` 需要 {least} 个值[，最多 {most} 个]，这里给了 {found} 个",
        "请按所需个数给出，用逗号分开",
    ),
    "DK223": Wording(
        "`{name}` 是树上的节点，不能直接与文字比较",
        "请写成 `{mend}`：该编号本身及其下级都算",
    ),
    "DK224": Wording(
        "比例与 `{found}` 比较，远远超过全部",
        "是不是想写 `{mend}`？如果不是，请用百分数书写：2 就是 200%",
    ),
    "DK225": Wording(
        "`{found}` 总是成立",
        "请检查界限，或者 `or` 是否应为 `and`；如果确实如此，请去掉它或写 `true`",
    ),
    "DK226": Wording(
        "`{found}` 永远不成立",
        "请检查界限，或者 `and` 是否应为 `or`；如果确实如此，请写 `false`",
    ),
    "DK227": Wording(
        "表达式太大：[共 {characters} 个字符，最多读 {most} 个][共 {products} 次乘除，最多 {most} 次]",
        "请拆开：把其中的部分定义为参数或单独的规则",
    ),
    "DK228": Wording(
        "表达式嵌套超过 {most} 层",
        "请去掉不起作用的括号，或者拆开",
    ),
    "DK229": Wording(
        "`{name}` 不会是 `{found}`",
        "[是不是想写 `{nearest}`？]它可以是 `{values}`",
    ),
}
