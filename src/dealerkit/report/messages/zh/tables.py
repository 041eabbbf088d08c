"""Bands and decision tables (DK230 to DK249), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK230": Wording("界限 `{bound}` 排在更高的界限 `{before}` 之后", "请按界限从低到高书写"),
    "DK231": Wording("界限 `{bound}` 出现在两档中", "请保留其一，或给另一档写它自己的界限"),
    "DK232": Wording("界限 `{bound}` 与前面的 `{before}` 计法不同", "同一列表里要么全部用 `at_unit:`，要么都不用"),
    "DK233": Wording("表中没有 `{column}` 这一列", "[是不是想写 `{nearest}`？]`columns` 中声明的有：{allowed}"),
    "DK234": Wording(
        "`{key}` 不能用于类型为 `{kind}` 的列 `{column}`",
        "`from` 和 `to` 限定数字与日期，`words` 列出类型为 `word` 的列可以出现的词",
    ),
    "DK235": Wording("没有任何 `{column}` 能满足 `{text}`", "下限须低于上限；用 `at` 与 `up_to` 时两者可以相等"),
    "DK236": Wording(
        "`{text}` 超出了 `{column}` 的范围，此行永远不会生效", "请修改这一格，或放宽该列的 `from` 与 `to`"
    ),
    "DK237": Wording("{witness}：没有任何一行作出规定", "请为它加一行，或放宽相邻的行，或把列限定在可能出现的范围内"),
    "DK238": Wording(
        "{witness}：`{other}` 与 `{row}` 两行同时规定", "请收窄其中一行，或用 `hit: first` 说明以前面的行为准"
    ),
    "DK239": Wording(
        "`{row}` 永远不会生效：前面的行已涵盖它的全部情形，例如 {witness} 归 `{other}`",
        "请把它移到前面，修改它的界限，或删去",
    ),
    "DK240": Wording(
        "此表有 {rows} 行，对{what}的检查没有做完：检查到 {most} 步为止", "请拆成列数较少的几张表；已列出的结果都成立"
    ),
    "DK241": Wording("此表的{what}不止列出的 {listed} 处", "请先改正列出的，再检查一次"),
    "DK242": Wording("没有任何一行用到列 `{column}`", "请从 `columns` 中删去，或写进本该用到它的行"),
    "DK243": Wording(
        "`{column}` 只能恰好是 {low} 或恰好是 {high}，中间的都不算",
        "要写区间请用 `{{at: {low}, up_to: {high}}}`；确实只指这两个值，请写成两行",
    ),
    "DK244": Wording("列不能叫 `{key}`", "行中的这个键另有含义，请换一个列名"),
    "DK245": Wording("只有这一行写了列 `{column}`", "是不是想写 `{nearest}`？若不是，请在 `columns:` 中声明各列"),
    "DK246": Wording(
        "列 `{column}` 要比较的是{kind}，决策表无法比较", "请改用只有一个值的事实：数字、日期、词、true 或 false"
    ),
    "DK247": Wording("`{role}` 签了两次", "请在 `second` 下写另一个角色，或删去"),
    "DK248": Wording(
        "列 `{column}` 里都是数字，却写了 `{value}`",
        "请写数字或上下限；任意值请不写此格；若确实是词，请在 `columns:` 中声明",
    ),
}

STEPS: dict[str, str] = {
    "row": "{rule}[：{facts}]",
    "row-not-met": "{rule} 不适用：{column} 为 {value}，不是 {wanted}",
    "row-unknown": "{rule} 可能适用，但不知道 {missing}",
}
