"""比较两份政策（DK282、DK990 至 DK994），中文。"""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK282": Wording(
        "`{id}` 写明原为 `{was}`，但 `{other}` 就是它，或也写明原为它",
        "一个旧编号只由一个定义延续：新的定义另取编号，或删去其中一个 `was:`",
    ),
    "DK990": Wording(
        "旧政策 `{policy}` 有错误，无法与之比较",
        "改正以上所列，或换一个 `dealerkit check` 通过的版本来比较",
    ),
    "DK991": Wording(
        "新政策 `{policy}` 有错误，无法比较",
        "改正以上所列；用 `dealerkit check` 可再次列出",
    ),
    "DK992": Wording(
        "`{option}` 是针对账册的，但没有给出账册",
        "在两份政策之后写上账册，或去掉 `{option}`",
    ),
    "DK993": Wording(
        "在版本 `{revision}` 中读不到 `{path}` 处的政策[：{reason}]",
        "写 git 认识的版本和其中的路径，如 `main:policy`；路径从运行命令的文件夹算起",
    ),
    "DK994": Wording(
        "`{id}` 已有 {payees} 家经销商的 {postings} 笔过账[，已付 {net}][，已计提 {accrued}][，已给货 {units} 件]，而新政策不认识这一编号",
        "若是改名，在接续的定义[（可能是 `{nearest}`）]中写 `was: {id}`，否则已付的会再付一次；若是终止，保留它并在 `effective` 中写明最后一天",
    ),
}
