"""Charts (DK955), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK955": Wording(
        "本机没有中文字体，图片中的汉字显示为方框",
        "请安装中文字体，如 Noto Sans CJK SC，或把图表写成 `svg`：其中的文字仍是文字，以读者的字体显示",
    ),
}
