"""Figures (DK700 to DK708) and the step that tells one, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK700": Wording(
        "账册没有名为 `{table}` 的表",
        "[是否指 `{nearest}`？]`from` 写账册中的表，见账册参考",
    ),
    "DK701": Wording(
        "[`{key}`：]表 `{table}` [没有列 `{column}`][的列 `{unfit}` 不适合用在这里][没有写明每行属于哪个 {subject}][没有可用来定期间的日期：用 `{day}` 写明]",
        "[是否指 `{nearest}`？][请写其中一列：{allowed}][，或以 `{formula}` 开头的表达式][请在 `by` 下写明由什么得知 {subject}]",
    ),
    "DK702": Wording(
        "指标 `{name}` 由自身算出：{path}",
        "把其中一个改由表计算，或从公式中去掉一个",
    ),
    "DK703": Wording(
        "`{name}` 是每个 {of} 的指标，却引用了每个 {other_of} 的指标 `{other}`",
        "公式只能引用同类对象的指标和公司（company）的指标",
    ),
    "DK704": Wording(
        "`{value}` 不是期间[：没有结束日（{open_end}）][：表 `{labelled}` 的行自带期间]",
        "[是否指 `{nearest}`？]期间到所问日期为止：写 `12 months`、`90 days`、`month`、`last quarter`，或两端都有的日期范围；自带期间的行写 `month`、`quarter`、`half-year` 或 `year`",
    ),
    "DK705": Wording(
        "指标 `{figure}` 对 {subjects} 个对象无法得知，首先是 `{subject}`：这一行没有 {facts}",
        "请补全该行；如无法判断的行应略去或计入，写 `if_missing: skip` 或 `if_missing: count`",
    ),
    "DK706": Wording(
        "不能命名为 `{name}`：表达式会读成别的意思",
        "改称 `{mend}`：字母、数字和 `_`",
    ),
    "DK707": Wording(
        "表 `{table}` 有些行没有写明属于哪个 {of}；这是第一行",
        "在 {figures} 中不计入任何对象；请补全该列，或用 `by` 另指定由什么得知对象",
    ),
    "DK708": Wording(
        "指标 `{figure}`：[没有名为 `{unknown}` 的指标][没有说明与 `{unsaid}` 是哪种比较][`{base}` 的期间不是 {compared} 所指][名称写“{word}”，比较方式却不是]",
        "[是否指 `{nearest}`？][让 `{base}` 用同样的期间，并再往前移 {shift}；][{word}即 `compared: {meaning}`；]`base` 写比较的基期指标，`compared` 写是哪一种：`year-on-year`（同比）或 `period-on-period`（环比）",
    ),
}

STEPS: dict[str, str] = {
    "figure": "{subject} 的{figure}[：{value}][，自 {from}][ 至 {to}][，基期自 {base_from}][ 至 {base_to}]",
}

TERMS: dict[str, str] = {
    "an expression over other figures, the subject and parameters": "由其他指标、对象和参数组成的表达式",
    "the table whose rows it is reckoned from": "由哪个表的行算出",
    "open": "敞开",
}
