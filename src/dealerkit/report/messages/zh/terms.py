"""What kinds of things are called in a sentence, in Chinese.

A place that stands outside backticks and is one of these words is said as written here.
"""

from __future__ import annotations

TERMS: dict[str, str] = {
    "mapping": "映射（`键: 值`）",
    "list": "列表",
    "text": "文字",
    "nothing": "空白",
    "name": "名称",
    "amount": "金额",
    "rate": "比率",
    "currency": "币种",
    "whole number": "整数",
    "date": "日期",
    "moment": "时刻",
    "date range": "日期范围",
    "duration": "时长",
    "word": "词",
    "expression": "表达式",
    "condition": "条件",
    "number": "数字",
    "tree": "树中的位置",
    "true or false": "true 或 false",
    "money": "金额",
    "share": "比率",
    "count": "个数",
    "units": "数量",
    "days": "天数",
    "gaps": "缺口",
    "overlaps": "重叠",
    "rows without a turn": "轮不到的行",
    "least": "最小为",
    "most": "最大为",
}
