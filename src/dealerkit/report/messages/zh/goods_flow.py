"""Goods flow, order intake, separated duties (DK682 to DK697) and the steps of their decisions, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK682": Wording(
        "货物规则 `{name}` 这样写无法执行：{why}",
        "[是否指 `{nearest}`？]每日报表写 `by:` 时刻，每月报表写 `within:` 天数；库存类别写在 `kinds:`[；已有：{known}]",
    ),
    "DK683": Wording(
        "{on} 的移动 `{move}` 从 `{holder}` 出 {quantity} 台（件）`{product}`（{kind}），账面变为 {balance}",
        "库存不得为负：请查是否有未入账的收货、错误的编码，或动了另一类库存",
    ),
    "DK684": Wording(
        "发货单 `{document}` 没有整单发货：{state}[，实发/应发：{short}][，日期 {days}]",
        "一张发货单要么整单发，要么不发；要分批请分成几张单",
    ),
    "DK685": Wording(
        "移动 `{move}`（{quantity} 台（件）`{product}`）须由 {role} 签字：{state}[（`{by}`）][：登记为 {kind}，而不是 {wanted}]",
        "请在 `signed_by` 列补签；库存类别之间的转换只能通过调整单",
    ),
    "DK686": Wording(
        "{moved} 的移动 `{move}`（{kind}）应在 {until} 前{where}[，实际为 {entered}]",
        "请立即补登；晚登期间的库存是错的",
    ),
    "DK687": Wording(
        "{about} 的报表 `{report}` 应在 {until} 前报送[，实际为 {sent}]", "请报送；已报送的请登入表 `goods_reports`"
    ),
    "DK688": Wording(
        "`{holder}` 的盘点不符合规定：{why}[：应在 {due} 前][：{on}][，只有 `{by}` 一人][：{lines} 行中 {agreeing} 行与账面一致][，首个不符 `{product}` 相差 {difference}]",
        "请按期盘点，一人盘点、另一人核对，差异经签字调整",
    ),
    "DK689": Wording(
        "接单规则中的 `{name}` 无法执行：{why}[ `{field}`]",
        "[是否指 `{nearest}`？]字段是 `order_intake` 或 `orders` 的列；每个渠道写 `confirm:` 或 `read_back: true`[；已有：{known}]",
    ),
    "DK690": Wording(
        "[`{customer}` 的]订单 `{order}`[（`{taken_by}` 接单）]不完整：缺 {lacking}",
        "只处理完整的标准订单；请退回补全",
    ),
    "DK691": Wording(
        "[`{customer}` 的]订单 `{order}` 待办[：等待 {waits_for}]", "请确认、复述，或把下一个签字登入表 `steps`"
    ),
    "DK692": Wording(
        "[`{customer}` 的]订单 `{order}` 不能接：{why}[（{lacking}）]", "请补齐文件，或拒绝；结果中列有全部不符之处"
    ),
    "DK693": Wording(
        "不相容职务规则中的 `{name}` 不起作用：{why}[ `{duty}`]",
        "[是否指 `{nearest}`？]在 `separated:` 下写两个以上职务，其他地方用同样的名称[；已有：{known}]",
    ),
    "DK694": Wording(
        "`{employee}` 兼任不相容职务：{duties}[，事项 `{matter}`][，因角色 {roles}][；例外已于 {ended} 到期]",
        "请由另一人担任其中之一，或在政策中写明有期限的例外",
    ),
    "DK696": Wording("`{value}` 不是时刻", "请写时和分，如 `16:30`"),
    "DK697": Wording(
        "移动 `{move}` 的库存类别 {kind} 不在政策中", "请更正，或加入 `contracts.goods.kinds`；已有：{known}"
    ),
}

STEPS: dict[str, str] = {
    "goods-in-stock": "从未为负，账面 {balance}[；最近一次盘点相差 {difference}]",
    "goods-below": "移动 {move} 后为 {below}；目前账面 {balance}[；最近一次盘点相差 {difference}]",
    "goods-dispatch": "{state}[：实发/应发 {short}][，日期 {days}]",
    "goods-dispatch-unknown": "是否整单无法判定：{facts}",
    "goods-stages": "已分 {stages} 单发货[（{documents}）]：{product} 已发 {shipped}[，订货 {ordered}][；尚余 {left}]",
    "goods-signed": "{by}（{role}）已签字",
    "goods-unsigned": "{role} 未签字",
    "goods-wrong-role": "由 {by} 签字，但不是 {role}",
    "goods-no-adjustment": "{quantity} 台（件）{product} 未经调整单变为 {into}",
    "goods-posting": "移动 {moves} 笔，超过 {within} 才登记的 {late} 笔",
    "goods-reports": "应报 {due} 份，迟报或缺报 {late} 份",
    "goods-counts": "盘点 {counts} 次；{lines} 行中 {agreeing} 行与账面一致",
    "goods-damage": "{month} {product} 破损 {quantity}[，原因 {cause}][，金额 {value}][；建议：{proposal}]",
    "duty-done": "{by}[（代 {stead}）]：{on} 对 `{document}` 做了 {duty}",
    "duty-held": "{by}：因角色 {role} 而有 {duty}",
    "duty-excused": "{rule}例外，至 {until}",
    "duty-set": "{duties}：事项 {matters} 件，涉及 {people} 人，兼任 {conflicts} 起，例外 {excused} 起",
    "intake-channel": "没有 {channel} 这一接单渠道",
    "intake-cancelled": "客户已取消",
    "intake-stock-unknown": "{product} 的库存无法判定：{facts}",
    "intake-complete": "完整，{lines} 行",
    "intake-incomplete": "不完整：缺 {lacking}",
    "intake-confirmed": "{by}（{role}）已确认",
    "intake-unconfirmed": "{channel} 订单须由 {role} 确认",
    "intake-confirmed-by-another": "由 {by} 确认，但不是 {role}",
    "intake-read-back": "已向客户复述",
    "intake-not-read-back": "{channel} 订单须复述",
    "intake-danger-unknown": "是否危险品未知：{facts}",
    "intake-declared": "危险品已申报（{declaration}），{by} 签字",
    "intake-undeclared": "危险品没有签字的申报单",
    "intake-declared-by-another": "申报单由 {by} 签字，但不是 {role}",
    "intake-papers": "新业务，附 {papers}",
    "intake-papers-lacking": "新业务缺 {papers}",
    "intake-settlement": "没有合同，附 {paper}",
    "intake-no-settlement": "没有合同，也没有 {paper}",
    "intake-route-unknown": "由谁决定未知：{facts}",
    "intake-no-way": "没有人决定[ {type} ]这一类型的订单",
    "intake-next": "待 {role} 决定",
    "intake-signed": "{by}（{role}）{on} 同意",
    "intake-signed-by-another": "由 {by} 签字，但不是 {role}",
    "intake-refused": "{by}（{role}）{on} 拒绝",
    "intake-there": "{product} {quantity} 有货",
    "intake-short": "订 {product} {quantity}，有 {available}，缺 {short}",
}

TERMS: dict[str, str] = {
    "in-working-hours": "货物随时移动，只能按小时或天计",
    "day-has-time": "每日报表须有时刻 `by:`",
    "month-has-days": "每月报表须有天数 `within:`",
    "unknown-kind": "政策中没有这一库存类别",
    "shipped-whole": "整单发货",
    "not-shipped": "未发货",
    "shipped-in-part": "只发了一部分",
    "shipped-in-stages": "分几天发货",
    "other-goods": "发了别的货或发多了",
    "unsigned": "无人签字",
    "wrong-role": "签字人角色不符",
    "no-adjustment": "未经调整单改变了库存类别",
    "signed": "已签字",
    "in-system": "登入系统",
    "in-ledger": "登入手工账",
    "count-late": "没有按期盘点",
    "one-person": "没有第二人核对",
    "inaccurate": "与账面一致的行太少",
    "unknown-field": "没有表有此列：",
    "not-confirmed": "该渠道的订单既不确认也不复述",
    "unknown-stock": "政策中没有这一库存类别：",
    "one-duty": "至少两个职务才谈得上分离",
    "unknown-duty": "没有任何一组有此职务：",
    "roles-unread": "没有范围为 `person` 的组，角色不会被用到",
    "ends-before": "例外在开始之前就结束",
    "order-channel": "渠道不对",
    "order-incomplete": "不完整",
    "order-undeclared": "危险品未申报签字",
    "order-declared-by-another": "申报单签字人不符",
    "order-papers-lacking": "新业务缺文件",
    "order-no-settlement": "既无合同也无结算协议",
    "order-no-way": "没有人决定这一类型",
    "order-refused": "途中被拒绝",
}
