"""How values are said in a handbook, in both languages: days, currencies, yes and no."""

from __future__ import annotations

from collections.abc import Mapping

from dealerkit.report.languages import Words

CURRENCIES_ZH: Mapping[str, str] = {"CNY": "元", "USD": "美元", "EUR": "欧元", "HKD": "港元", "JPY": "日元"}
MONTHS_ZH = {"month": "当月", "next month": "次月"}
SAME_DAY = Words("0 days (the same day)", "0 天（当日）")
ALWAYS_HOLDS = Words("in every case", "任何情形")
YES = Words("yes", "是")
NO = Words("no", "否")
FROM_TO = Words("from {start} to {end}, both included", "{start} 至 {end}（首尾均含）")
FROM_ON = Words("from {start} on", "自 {start} 起")
UNTIL = Words("until {end}, included", "至 {end}（含当日）")
ALWAYS = Words("always", "一直")
