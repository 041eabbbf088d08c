"""DK0：没有直接得出肯定答案时的结果，中文。"""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK001": Wording("没有规则适用", "请为这种情况补一条规则，或接受其被拒绝"),
    "DK002": Wording("有多条规则适用，而只能有一条", "请让规则互不重叠，或改用另一种命中方式"),
    "DK003": Wording("缺少事实[：{facts}]", "请补录该事实，或用 `if_missing` 写明缺少时如何处理"),
}

STEPS: dict[str, str] = {}
