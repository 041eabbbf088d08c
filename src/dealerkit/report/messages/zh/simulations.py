"""The command `simulate` (DK953, DK954), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK953": Wording(
        "`{form}` 图表只能写成文件",
        "请加上 `--out 文件夹`；页面本身以文字条形显示图表",
    ),
    "DK954": Wording(
        "没有情景 `{scenario}`",
        "[是否想写 `{nearest}`？]`--only` 须写所给文件中的情景[；已知：{known}]",
    ),
}
