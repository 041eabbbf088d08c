"""What the steps of a rebate invite, and factors and credit in vain (DK176 to DK190), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK176": Wording(
        "[自 {since} 起，]达到 `{bound}` 之前最后 {over:percent} 的进货，返利为其金额的 {rate:percent}，而 `margins:` 最多允许 {most:percent}：从 {start} 买到坎级线多得 {earns}[；在 {below} 时再多 1 就多得 {next}][；基数为 {baseline}]",
        "请缩小台阶、在中间加一档、改为分段计算（`method: incremental`）或直线计算（`method: linear`）；`dealerkit rebate margins` 列出每个台阶",
    ),
    "DK177": Wording(
        "[自 {since} 起，]临近 `{bound}` 时经销商可以低于进价 {rate:percent} 出货而不亏，超过 {most:percent} 的经销毛利：最后 {over:percent} 的进货，从 {start} 买到坎级线多得 {earns}[；在 {below} 时再多 1 就多得 {next}][；基数为 {baseline}]",
        "请缩小台阶、在中间加一档、改为分段计算（`method: incremental`）或直线计算（`method: linear`）；`dealerkit rebate margins` 列出每个台阶",
    ),
    "DK178": Wording(
        "[自 {since} 起，]到了 `{bound}` 卖得更多反而少得：{below} 时得 {before}，{reached} 时得 {after}[，基数为 {baseline}]",
        "请提高该档的返利，或改为分段计算（`method: incremental`）：否则差一点到线的经销商会压住下一次进货",
    ),
    "DK179": Wording(
        "[自 {since} 起，]坎级 `{bound}` 不起作用[：在 {below} 时已经付到上限 {most}][：直到 {until} 也只得 {earned}，不足最低支付额 {least}]",
        "请调整 `cap` 或 `minimum`、移动坎级线，或删去该档",
    ),
    "DK180": Wording(
        "系数 `{factor}` 无论数值多少都是 {figure:percent}[，所得返利分文不剩{never:|}][，等于变相改了返利率{disguised:|}]",
        "请写上各档应有的系数，或删去它[，并直接写明应有的返利率{disguised:|}]",
    ),
    "DK181": Wording(
        "系数 `{factor}` 的 `{bound}` 一档不起作用[：与前一档同为 {figure:percent}][：`{of}` 只会是 {always}]",
        "请改正数字，或删去该档",
    ),
    "DK182": Wording(
        "该方案得不到 `{fact}`，这里要问的内容总是缺失", "请在方案中写明 `{lacks}`，让它有处可查，或改问其他内容"
    ),
    "DK183": Wording(
        "`{programme}` 的返利到期前用不完：一期 {of} 天进货 {base} 得 {earned}，按 {share:percent} 冲抵需要 {orders:figure} 的订单，而照同样速度 {days} 天只有 {pace:figure}",
        "请延长有效期、提高 `offset.share`，或改用其他支付方式",
    ),
    "DK184": Wording(
        "{period} 的返利 {until} 到期，却可以到 {due} 才支付", "请延后到期日，或从入账之日起算（`after: posting`）"
    ),
    "DK185": Wording(
        "`margins:` 没有说明限额针对坎级线前多少进货", "请写 `over:`，即坎级线前最后一批进货占坎级线的比例，如 5%"
    ),
    "DK186": Wording(
        "参数按现值（{values}），`{found}` 总是成立", "请改为想比较的内容，或删去该比较：只要参数不变，它就不起作用"
    ),
    "DK187": Wording(
        "参数按现值（{values}），`{found}` 永远不成立", "请改为想比较的内容，或改正参数：没有任何情况能满足它"
    ),
    "DK188": Wording(
        "`{name}` 自 {since} 起的取值永远用不上：政策到 {end} 为止", "请改正日期，或把该取值留给下一份政策"
    ),
    "DK189": Wording(
        "加项 `{supplement}` 永远给不出：参与者须满足 `{eligible}`，与其条件互相排斥",
        "请改正其中一个条件，或删去该加项",
    ),
    "DK190": Wording("加项 `{supplement}` 什么也不加：所加为 0", "请写明应加多少，或删去该加项"),
}
