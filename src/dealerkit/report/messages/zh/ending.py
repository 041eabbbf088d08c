"""Keep or end (DK885 to DK889) and the orderly end (DK890 to DK899), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK885": Wording(
        "区间从 {least:figure} 到 {most:figure}，上下颠倒",
        "请把较小的值写在 `least`，较大的写在 `most`",
    ),
    "DK886": Wording(
        "[方法 `{unneeded}` 不用分位数][方法 `{lacking}` 须有两个分位数，现有 {count} 个][第一个分位数 {high:percent} 高于第二个 {low:percent}]",
        "`peers` 须写一低一高两个，如 `quantiles: [[25%, 75%]]`；其他方法不写",
    ),
    "DK887": Wording(
        "`{key}` 高达 {value:percent}，超过全部",
        "请写不超过 100% 的比例",
    ),
    "DK888": Wording(
        "`{key}` 为 {length}，不是整日或整月",
        "请用日、周、月、季或年书写，如 `12 months`",
    ),
    "DK889": Wording(
        "`{verdict}` 未问 `{lacking}` 就终止经销商",
        "终止之前三个问题都要问：剩余毛利、邻近经销商的损失、是否服从书面通知",
    ),
    "DK890": Wording(
        "期间及上期都没有经销商 `{dealer}` 的进货",
        "[是否指 `{nearest}`？]请核对编码，或 `governance.assess` 的期间",
    ),
    "DK891": Wording(
        "`flow` 所写的 `{flow}` 不是本政策的流程",
        "[是否指 `{nearest}`？][已有：{known}；]请在 `flows:` 中写明，终止是该流程的一个案件",
    ),
    "DK892": Wording(
        "流程 `{flow}` 没有转移 `{move}`",
        "[是否指 `{nearest}`？]已有：{known}；只作记录的步骤不写 `move`",
    ),
    "DK893": Wording(
        "`{step}` 不能排在此处：前面各步使 `{flow}` 处于 `{state}`，此时不能进行 `{move}`",
        "请按流程的顺序排列各步，或让该转移的 `from:` 包含这一状态",
    ),
    "DK894": Wording(
        "`override` 所写的 `{programme}` 不是按年权重计继任者的返利",
        "[是否指 `{nearest}`？][已有：{known}；]须写 `accumulate:`，含 `over: ceded` 和 `weights:`",
    ),
    "DK895": Wording(
        "[发货由 {before:figure} 增加到 {then:figure}][`{empty}` 中没有任何发货]",
        "发货应逐次递减，请从大到小书写，如 [[8, 6, 4, 3]]",
    ),
    "DK896": Wording(
        "`{key}` 中没有 `{name}`",
        "[是否指 `{nearest}`？][已有：{known}；]请在该处写明，或更正名称",
    ),
    "DK897": Wording(
        "账册中没有客户 `{dealer}`",
        "[是否指 `{nearest}`？]请核对表 `customers` 中的编码",
    ),
    "DK898": Wording(
        "对 `{dealer}` 的各项要求都已满足：他已照书面要求办理",
        "继续之前请重新评估：终止已照办的经销商容易引起争议",
    ),
}

STEPS: dict[str, str] = {
    "assess-margin": "销售 {sales:figure}，剩余毛利 {margin_least:figure}[ 至 {margin_more:figure}]：货物成本 {cost:figure}[，另有 {uncosted:figure} 的销售成本率为 {goods_least:percent}][ 至 {goods_more:percent}]，返利 {rebates_least:figure}[ 至 {rebates_more:figure}]，促销 {promotions_least:figure}[ 至 {promotions_more:figure}][，其中赠品成本 {gifts:figure}][，资金折合占用一年 {debt:figure}，年率 {credit_least:percent}][ 至 {credit_more:percent}]；低于 {bound:percent} 为微利",
    "assess-margin-missing": "销售 {sales:figure}，剩余毛利无法得知：{missing}",
    "assess-trend": "{neighbours} 家邻近经销商进货由 {before:figure} 到 {now:figure}，其他地区可比的 {others} 家为上期的 {trend:percent}：少销 {least:figure}[ 至 {more:figure}]",
    "assess-peers": "{neighbours} 家邻近经销商与其他地区可比的 {others} 家相比，后者为上期的 {low:percent} 至 {high:percent}：少销 {least:figure}[ 至 {more:figure}]",
    "assess-prices": "{neighbours} 家邻近经销商的 {products} 个价格，与其他地区相比：价格损失 {least:figure}[ 至 {more:figure}]",
    "assess-estimate-missing": "此法无法估计邻近经销商的损失：{missing}",
    "assess-loss": "邻近经销商的毛利损失 {loss_least:figure}[ 至 {loss_more:figure}]：少销 {shortfall_least:figure}[ 至 {shortfall_more:figure}]，毛利率 {rate_least:percent}[ 至 {rate_more:percent}]，价格损失 {prices_least:figure}[ 至 {prices_more:figure}]，归因于他 {attributed_least:percent}[ 至 {attributed_more:percent}]",
    "assess-net": "本处毛利减彼处损失：{net_least:figure}[ 至 {net_more:figure}]",
    "assess-obedience": "书面通知 {notices} 份：已照办 {done} 份（其中逾期 {late} 份），置之不理 {ignored} 份[（{which}）]，未到期 {open} 份；{bound} 份置之不理即为失控",
    "assess-delay": "欠款由 {before:figure} 到 {now:figure}；照此下去 {days} 天后为 {then_least:figure}[ 至 {then_more:figure}][，其间毛利减损失为 {net_least:figure}][ 至 {net_more:figure}]",
    "assess-treatment": "{treatment}：占比[ {share:percent}]，自 {bound:percent} 起",
    "assess-verdict": "{verdict}：{text}",
    "assess-tried": "不成立 {verdict}：{text}",
    "exit-step-done": "{step}：已于 {day} 完成",
    "exit-step-ready": "{step}：可以办理[，{day} 之前][；须由 {signers} 签字][；须填写：{fields}]",
    "exit-step-waits": "{step}：待 `{after}` 之后[，计划 {day}][；须由 {signers} 签字][；须填写：{fields}]",
    "exit-step-blocked": "{step}：受阻[，计划 {day}][；缺少文件：{papers}][；不明：{facts}][；不成立：{condition}][；须由 {signers} 签字][；须填写：{fields}]",
    "exit-demand-met": "{demand}：已满足[（{day}）][，凭证 {proof}]",
    "exit-demand-no-record": "{demand}：未满足，没有记录[；至少 {least:figure}]",
    "exit-demand-no-amount": "{demand}：未满足，证明的金额不足[；至少 {least:figure}]",
    "exit-deliveries-kept": "依次发货 {deliveries} {unit}，按 {safe} 天回款计（通常 {usual} 天）：最后一次后欠 {owed_least:figure}[ 至 {owed_more:figure}]，上限 {bound:figure}[；另有旧欠 {stuck:figure} 预计不会自行回款]",
    "exit-deliveries-beyond": "依次发货 {deliveries} {unit}，按 {safe} 天回款计（通常 {usual} 天），仍不够：最后一次后欠 {owed_least:figure}[ 至 {owed_more:figure}]，上限 {bound:figure}[；旧欠 {stuck:figure} 预计不会自行回款，须先催收或取得担保]",
    "exit-no-deliveries": "无法安排赊销发货：{missing}",
    "exit-cost": "{part}[（{how}）]：{cost_least:figure}[ 至 {cost_more:figure}]",
    "exit-cost-missing": "{part}无法得知：{missing}",
    "exit-protect-waits": "`{step}` 完成后才开始保护继任者，目前尚未完成",
    "exit-protect-missing": "无法得知继任者是否独家，账册缺少：{missing}",
    "exit-protect-none": "{first} 至 {last} 未见其他经销商在该区域的合同；{until} 之前不得引入第二家[；另有 {unplaced} 份合同区域不明]",
    "exit-protect-kept": "{dealers}：{first} 至 {last} 该区域没有同时存在两家经销商的合同；{until} 之前不得引入第二家[；另有 {unplaced} 份合同区域不明]",
    "exit-protect-broken": "{dealers}：自 {day} 起该区域有不止一家经销商的合同，而 {until} 之前不得引入第二家；请核对是否为相同产品[；另有 {unplaced} 份合同区域不明]",
    "exit-watch-waits": "`{step}` 完成后才开始关注市场事件，目前尚未完成",
    "exit-watch-missing": "终止后的情况不能完全得知，账册缺少：{missing}",
    "exit-watched": "{kind}：{first} 至 {last} 共 {count} 起，记在他名下 {his} 起，发生在他原区域 {inside} 起[：{which}]；只登记，此处不作任何处罚",
    "exit-watched-none": "{first} 至 {last}，表 `incidents` 中没有他的事件，他的原区域也没有",
    "exit-watch-left": "未计入的事件：[已驳回 {dismissed} 起；][他人的、地点不明的 {placeless} 起；][被拒绝的行 {unread} 行，故以上为最少数；]请查看表 `incidents`",
    "exit-costs": "终止的代价 {ending_least:figure}[ 至 {ending_more:figure}][，继续的代价 {continuing_least:figure}][ 至 {continuing_more:figure}]：{answer}",
}

TERMS: dict[str, str] = {}
