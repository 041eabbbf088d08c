"""Why a second place is shown beside the first, in Chinese."""

from __future__ import annotations

ROLES: dict[str, str] = {
    "first-defined": "首次定义在此",
    "band-before": "它前面的坎级",
    "level-before": "前一级",
    "cap": "封顶在这里",
    "minimum": "最低支付额在这里",
    "other-row": "另一行在此",
    "shadowed-by": "此行已涵盖它的全部情形",
    "declared": "声明在此",
    "used": "使用在此",
    "overlay": "覆盖层在此作了修改",
    "expected": "预期写在此",
    "same-line": "同一明细行已在此读取",
    "programme": "该方案在此",
    "other-programme": "另一个方案",
    "same-person": "同一人在此",
    "due": "支付期限在此",
}
