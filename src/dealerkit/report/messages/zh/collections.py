"""Collected money, counts of stock and late lines (DK410 to DK419, DK868, DK869), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK410": Wording(
        "收款 `{receipt}` 核销的发票 `{invoice}` 不在账册中",
        "请更正发票号，或在 `invoices` 中补上该发票；在此之前这笔款不计入回款",
    ),
    "DK411": Wording(
        "发票 `{invoice}` 金额 {gross}，共收款 {paid}：超出的 {beyond} 不计入",
        "请把多收的部分核销到其他发票，或把退款记为负数收款",
    ),
    "DK412": Wording(
        "收款 `{receipt}`（{amount}）没有写核销哪张发票：不计入",
        "请写明核销的发票；未指明发票的款项按什么次序核销，由记账处决定",
    ),
    "DK413": Wording(
        "收款 `{receipt}` 的币种是 {currency}，发票 `{invoice}` 的币种是 {other}", "请按发票的币种记录收款金额"
    ),
    "DK414": Wording(
        "发票 `{invoice}` 已由 `{receipt}` 付款，但没有明细行", "明细行的 `document` 列应填写这张发票的号码"
    ),
    "DK415": Wording(
        "`{dealer}` 在 {day} 盘点 `{product}` 有 {closing}；但 {since} 只有 {opening}，其后进货 {purchases}",
        "请更正盘点数，或补上遗漏的进货；在此之前，下一次盘点仍与 {since} 比较",
    ),
    "DK416": Wording(
        "`{dealer}` 在 {day} 盘点 `{product}` 为 {quantity}：库存不会低于零", "请更正盘点数；卖出的货必先在库"
    ),
    "DK417": Wording(
        "`{dealer}` 没有 {products} 的期初盘点：首次盘点之前卖出多少无从得知",
        "请在开始盘点之日（{day}）盘点每一种产品，没有存货的也要记为零",
    ),
    "DK418": Wording(
        "[无法按 {within} 判断迟录：明细行只记录到日][付款期限不能用 {due}：结算只记录到日]",
        "请写天、工作日、周或月，如 `10 days`",
    ),
    "DK419": Wording(
        "种类为 `{kind}` 的收款不算回款：{receipts} 笔", "如果是钱款，请让账册把该种类读作 {counted} 之一"
    ),
    "DK868": Wording(
        "发票 `{invoice}` 的明细行合计 {lines}，而发票净额是 {net}",
        "收款按现有的明细行分摊；请补上遗漏的行，或更正发票",
    ),
    "DK869": Wording("收款 `{receipt}` 是退款，金额却是 {amount}；退款应为负数", "请给金额加上负号，或改为付款的种类"),
}
