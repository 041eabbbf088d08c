"""Rebates (DK300 to DK349) and the steps of their reckoning, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK300": Wording(
        "`{value}` 不是明细行中的数值列", "[是不是想写 `{nearest}`？]请写 {allowed} 之一，或以 `=` 开头写公式"
    ),
    "DK301": Wording("`{value}` 有两种理解：全部按达到的坎级计，或各段按各自坎级计", "请写明：{allowed}"),
    "DK303": Wording(
        "坎级 `{bound}` 给得比前一档少：{before} 之后是 {rate}[；{below} 时得 {sum_before}，{reached} 时得 {sum_after}][，基数为 {baseline}]",
        "请核对这两个数字：卖得更多的经销商，多卖的部分反而少得",
    ),
    "DK304": Wording(
        "单独的返利基数不能与方法 {method}、种类 {kind} 同用",
        "请用 retrospective 配 percent 或 per-unit，或删去 `paying:`，按达标基数返",
    ),
    "DK305": Wording(
        "基数按件数计，但坎级 `{bound}` 没有写明从第几件起", "请写 `at_unit:`，即本档的第一件，以明确这一件属于哪一档"
    ),
    "DK306": Wording("坎级 `{bound}` 按件数写，但基数不是件数", "请写 `at:` 或 `above:`，或改用 quantity 这样的件数列"),
    "DK307": Wording(
        "种类 {kind} 应写 `{wanted}`，而不是 `{other}`", "按金额比例写 `rate:`；每件金额或一笔总额写 `pay:`"
    ),
    "DK308": Wording(
        "excess-over-baseline 需要比较基数", "请加上 `against:`，写明比较基数，以及没有基数的对象如何处理"
    ),
    "DK309": Wording(
        "定额奖励不能按超出部分计：方法 {method}",
        "请用 retrospective（只给达到的一档）或 incremental（达到的各档都给）",
    ),
    "DK310": Wording(
        "界限 {bound} 是比例，但没有写是什么的比例", "请把界限写成数额，或加上 `against:`，使界限成为比较基数的比例"
    ),
    "DK311": Wording("{bound} 不是可以数到的件数", "请写从 1 起的整数：本档的第一件"),
    "DK312": Wording("{value} 在这里就是 {value:percent}", "如果指百分之几，请加百分号"),
    "DK313": Wording("每 {every} 结算一次，但周期是 {period}", "请按周期结算，或更频繁地结算"),
    "DK314": Wording(
        "方案执行期为 {effective}，政策有效期只有 {policy}", "请缩短方案的 `effective:`，或延长政策的有效期"
    ),
    "DK315": Wording(
        "坎级 `{bound}` 永远达不到：基数封顶于 {most}",
        "请提高 `cap.base`、删去该档，或给方案单独的 `paying:` 基数，让封顶只管返利基数",
    ),
    "DK316": Wording("低于 {least} 不付，而封顶最多付 {most}", "请降低 `minimum.payout` 或提高 `cap.payout`"),
    "DK317": Wording(
        "只有 `{given}:` 而没有 `{missing}:`，说明不了年度", "按整周计的年度两者都要：每季各月的周数，和年度结束的日子"
    ),
    "DK318": Wording(
        "合同年从合同开始之日起算，与 `{given}:` 矛盾", "请删去 `{given}:`，或改用 month、quarter、half-year、year"
    ),
    "DK319": Wording("没有目标的对象，无法以目标代替", "请写 `missing: skip`、zero 或一个数额"),
    "DK320": Wording("此方案没有一档有返利", "请写上返利率，或删去此方案"),
    "DK321": Wording(
        "`{was}` 的过账记录不能由此方案延续：`{other}` 正用着这个编号，或已在延续它",
        "一个旧编号的过账记录只能由一个方案延续：请给新条款另取编号，或删去一处 `was:`",
    ),
    "DK330": Wording("该对象不参加此方案"),
    "DK331": Wording("门槛未达到"),
    "DK332": Wording("未达到任何坎级"),
    "DK333": Wording("没有可比较的基数"),
    "DK334": Wording("基数低于起付线"),
    "DK335": Wording("金额低于起付额"),
    "DK336": Wording("缺少事实，规则规定此时不付", "请补录该事实，或修改 `if_missing:`"),
    "DK337": Wording("系数没有适用于此数值的一档", "请让系数的第一档从足够低处开始"),
    "DK338": Wording("基数按件数计，却不是整数", "请查找含零头件数的明细行"),
    "DK339": Wording("对此对象算出的坎级不是由低到高", "请核对界限的表达式及其所读的事实"),
    "DK340": Wording("对此对象算出的数值小于零", "请核对表达式及其所读的事实"),
}

STEPS: dict[str, str] = {
    "eligible": "符合参加条件 {rule}[（{facts}）]",
    "gate": "门槛 {rule} 已达到[：{figure}][，要求不低于 {at}][，要求高于 {above}][，要求不高于 {up_to}][，要求低于 {below}]",
    "baseline": "比较基数为 {baseline}",
    "cap-base": "基数 {base} 中只按 {most} 计",
    "band-percent": "基数 {base} 达到 {bound} 起的坎级：{rate:percent}",
    "band-per-unit": "基数 {base} 达到 {bound} 起的坎级：每件 {rate}",
    "band-lump-sum": "基数 {base} 达到 {bound} 起的坎级：共 {rate}",
    "slice-percent": "{bound} 起的一段 {base}，按 {rate:percent}",
    "slice-per-unit": "{bound} 起的一段 {base}，每件 {rate}",
    "slice-lump-sum": "达到 {bound} 起的一档：{rate}",
    "supplement-percent": "{rule} 加 {rate:percent}",
    "supplement-per-unit": "{rule} 每件加 {rate}",
    "supplement-lump-sum": "{rule} 加 {rate}",
    "factor": "{rule}[为 {figure}]，乘以 {factor:percent}",
    "factor-assumed": "{facts} 未知，按 {rule} 的规定乘以 {factor:percent}",
    "cap-payout": "应得 {earned}[ 件 {product}]，最多付 {most}",
    "not-eligible": "不符合参加条件 {rule}",
    "gate-closed": "门槛 {rule} 未达到：{figure}[，要求不低于 {at}][，要求高于 {above}][，要求不高于 {up_to}][，要求低于 {below}]",
    "below-bands": "基数 {base} 未达到第一档 {bound}",
    "no-baseline": "没有比较基数，按 {rule} 不付",
    "minimum-base": "基数 {base} 低于起付线 {least}",
    "minimum-payout": "应得 {earned}[ 件 {product}]，低于起付额 {least}",
    "fact-missing": "无法判定：{facts} 未知",
    "fact-refused": "{facts} 未知，按 {rule} 不付",
    "factor-open": "{rule} 没有适用于 {figure} 的一档：第一档从 {bound} 起",
    "base-not-whole": "基数 {base} 按件数计，却不是整数",
    "bands-unordered": "{rule} 的坎级对此对象不是由低到高",
    "figure-negative": "{rule} 的数值对此对象小于零",
    "condition-false": "`{condition}` 不成立[：{facts}]",
    "condition-unknown": "`{condition}` 无法判定[：{facts}]",
    "band-not-reached": "距 {bound} 起的坎级还差 {distance}",
    "supplement-not-given": "未给 {rule}：`{condition}` 不成立[：{facts}]",
    "minimum-passed": "已过起付标准[：基数 {base}][，金额 {payout}]",
    "cap-not-reached": "{earned} 未超过封顶 {most}",
}
