"""手册副本的问题（DK922–DK928），中文。"""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK922": Wording(
        "本手册已过时：手册依据版本 {found}（{found_print}），政策现为 {revision}（{fingerprint}）",
        "用 `dealerkit doc` 重新生成；有变化的章节列在下面",
    ),
    "DK923": Wording(
        "“{chapter}”一章与现行政策不一致",
        "用 `dealerkit doc` 重新生成手册，并告知按本章办事的人",
    ),
    "DK924": Wording("政策有一章而本手册没有：{chapter}", "用 `dealerkit doc` 重新生成手册"),
    "DK925": Wording(
        "“{chapter}”一章所述内容，政策中已经没有",
        "用 `dealerkit doc` 重新生成手册，并告知按本章办事的人",
    ),
    "DK926": Wording(
        "这不是 dealerkit 生成的手册：文件开头没有政策名称、版本和指纹",
        "请给出 `dealerkit doc` 生成的文件，其顶部的注释须保留",
    ),
    "DK927": Wording(
        "这是政策 {found} 的手册，不是 {name} 的",
        "请给出 {name} 的手册，或给出生成该手册的政策",
    ),
    "DK928": Wording(
        "“{chapter}”一章与生成它的政策不一致",
        "它被手工改过，或由另一版本的 dealerkit 生成：请修改政策后重新生成",
    ),
}
