"""What a statement says to the payee of each step, in Chinese: no addresses, no words of policy files."""

from __future__ import annotations

STEPS: dict[str, str] = {
    "payee.gate": "{rule}：已达到[，{figure}][（要求不低于 {at}）][（要求高于 {above}）][（要求不高于 {up_to}）][（要求低于 {below}）]",
    "payee.gate-closed": "{rule}：未达到[，{figure}][（要求不低于 {at}）][（要求高于 {above}）][（要求不高于 {up_to}）][（要求低于 {below}）]",
    "payee.cap-base": "{base} 中只按 {most} 计返",
    "payee.supplement-percent": "{rule}：加 {rate:percent}",
    "payee.supplement-per-unit": "{rule}：每台（件）加 {rate}",
    "payee.supplement-lump-sum": "{rule}：加 {rate}",
    "payee.factor": "{rule}：按 {factor:percent} 支付[（实际为 {figure}）]",
    "payee.factor-assumed": "{rule}：没有记录，按 {factor:percent} 支付",
    "payee.cap-payout": "应得 {earned}[ 件 {product}]，每期最多支付 {most}",
    "payee.not-eligible": "不符合本项返利的参加条件",
    "payee.no-baseline": "没有可比较的去年同期进货，本项不返",
    "payee.minimum-base": "最低进货要求为 {least}",
    "payee.minimum-payout": "应得 {earned}[ 件 {product}]，低于 {least} 不支付",
    "payee.slice-percent": "{base} 按 {rate:percent}",
    "payee.slice-per-unit": "{base:plain} 台（件），每台（件）{rate}",
    "payee.slice-lump-sum": "达到 {bound}：{rate}",
}
