"""The scan of dealers (DK870 to DK879) and the steps of its signals, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK870": Wording(
        "`{key}` 为 {length}，不是整日或整月",
        "请用日、周、月、季或年书写，如 `12 months`",
    ),
    "DK871": Wording(
        "[`answers` 中没有 `{answer}`][措施 {circle} 互相等待]",
        "[是否指 `{nearest}`？][请在 `answers:` 中写明；已有：{known}][请去掉 `{circle}` 之一的 `after:`]",
    ),
    "DK872": Wording(
        "低于底价的报告（`{signal}`）会导致处罚：`{answers}`",
        "因转售价格处罚经销商可能违反竞争法（限制转售价格）；请只作记录，由有权的人经法律意见后决定",
    ),
    "DK873": Wording(
        "扫描没有要查的内容",
        "请在其下写上 `signals:` 或 `concentration:`",
    ),
    "DK874": Wording(
        "前 {top} 大的警报 `{alarm}` 多余：前 {more} 大的 `{other}` 在 {share:percent} 时已经报警",
        "份额应随家数增加，如一家 20%、三家 40%",
    ),
    "DK875": Wording(
        "扫描期内没有经销商 `{dealer}` 的进货或其他记录",
        "[是否指 `{nearest}`？]请核对编码，或 `governance.scan` 的期间",
    ),
    "DK876": Wording(
        "`excuses` 所列的信号 `{signal}` 不在扫描之中",
        "[是否指 `{nearest}`？]请从中选择：{known}",
    ),
}

STEPS: dict[str, str] = {
    "scan-sell-through": "有报告的 {months} 个月内，实销 {sold:figure}，进货 {bought:figure}[，占 {value:percent}]；低于 {bound:percent} 为信号",
    "scan-weeks-of-stock": "库存 {stock:figure}，{days} 天实销 {sold:figure}[，可销 {value:figure} 周]；界限 {bound:figure}",
    "scan-days-of-stock": "库存 {stock:figure}，{days} 天实销 {sold:figure}[，可销 {value:figure} 天]；界限 {bound:figure}",
    "scan-stock-coefficient": "库存 {stock:figure}，{months} 个月实销 {sold:figure}[，库存系数 {value:figure}]；界限 {bound:figure}",
    "scan-delivered-elsewhere": "{whole:figure} 中有 {part:figure} 发往其区域之外[（{territories}）][，占 {value:percent}]；界限 {bound:percent}",
    "scan-beyond-capacity": "[进货每月 {sell_in:figure}][实销每月 {sell_through:figure}]，其 {count} 家终端每月可销 {capacity:figure}[，为 {value:percent}]；界限 {bound:percent}",
    "scan-found-elsewhere": "其购进后被发现的 {finds} 台中，{count} 台在其区域之外[（{territories}）]；界限 {bound:figure}",
    "scan-incidents": "{kinds}：[{incidents:figure} 起][{reporters:figure} 人举报][数量 {quantity:figure}][金额 {amount:figure}]；界限 {bound:figure}",
    "scan-price-reports": "低于底价的报告，只作记录（{kinds}）：[{incidents:figure} 起][{reporters:figure} 人举报][数量 {quantity:figure}][金额 {amount:figure}]；界限 {bound:figure}",
    "scan-single-product": "`{product}` 占 {whole:figure} 中的 {part:figure}[，即 {value:percent}]；界限 {bound:percent}",
    "scan-rhythm": "{month} [订单 {orders:figure} 张][金额 {amount:figure}][数量 {quantity:figure}]，此前 {count} 个月中位数 {median:figure}（MAD {deviation:figure}）[，得分 {score:figure}]；界限 {bound:figure}",
    "scan-short-deliveries": "{count} 次检查中，终端订货 {whole:figure}，少送 {part:figure}[，占 {value:percent}]；界限 {bound:percent}",
    "scan-out-of-stock": "在售品 {whole:figure} 个中 {part:figure} 个缺货[，占 {value:percent}]；界限 {bound:percent}",
    "scan-fewer-articles": "原在售品 {whole:figure} 个中 {part:figure} 个已不在售[，占 {value:percent}]；界限 {bound:percent}",
    "scan-raised-prices": "{count} 个品项，货架价合计比平常的 {whole:figure} 高 {part:figure}[，即 {value:percent}]；界限 {bound:percent}",
    "scan-retained-promotions": "促销款 {whole:figure} 中有 {part:figure} 未到终端[，占 {value:percent}]；界限 {bound:percent}",
    "scan-refused-products": "这类产品占其进货 {own:percent}，占全部进货 {usual:percent}[，为通常的 {value:percent}]；低于 {bound:percent} 为信号",
    "scan-neighbours-falling": "{neighbours} 家邻近经销商中 {count} 家下滑，共减少 {lost:figure}[：{names}]；界限 {bound}",
    "scan-gains-while-total-falls": "他增加 {gain:figure}，其他各家共减少 {lost:figure}，总量变化 {total:figure}；界限 {bound:figure}",
    "scan-withheld-payment": "逾期 {overdue:figure}，共 {count} 张发票，同时有 {requests} 笔退货请求未办结；界限 {bound:figure}",
    "scan-pushed": "{deliveries} 次发货中 {count} 次（{units:figure} 件）进入已经过高的库存[：{days}][；促销期间进货 → 实销：{promotions}]；界限 {bound:figure} 周",
    "scan-condition": "{text}",
    "scan-unknown": "无法判断：{missing}",
    "scan-verdict": "{text}",
    "scan-alarm": "前 {top} 大[（{members}）]占[ {share:percent}]；达到 {bound:percent} 即报警",
    "scan-answer": "`{answer}`：{stage}[，在 `{after}` 被置之不理之后]",
}

TERMS: dict[str, str] = {}
