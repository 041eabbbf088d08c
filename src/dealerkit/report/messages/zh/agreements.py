"""Contracts, territories, capacity, prices, execution (DK672 to DK681, DK775 to DK789) and their steps, in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK672": Wording("账册中没有合同 `{contract}`", "[是否指 `{nearest}`？]请写 `contracts` 中的合同编号"),
    "DK673": Wording(
        "我方条件未明显优于其现有的冲突产品线",
        "把单件利润和月利润提高到政策所定幅度以上，或另找产品线互补的经销商",
    ),
    "DK674": Wording("该费用不予承担", "看谁是门店的合同方：经销商为合同方时，只承担直接带来销量的费用"),
    "DK675": Wording(
        "`{customer}` 的 `{product}`[（价格 {price}）][申请 `{request}`]待 {roles} 签字",
        "在 `approvals` 表中以申请编号登记裁定，写明折扣或金额",
    ),
    "DK676": Wording(
        "`{customer}` 的 `{product}` 申请价 {price}[（申请 `{request}`）]低于底价 {floor}",
        "按底价或更高价格申请，或修改 `prices` 中的底价",
    ),
    "DK677": Wording(
        "没有价格级别 `{level}`（`{product}`，`{customer}`[，申请 `{request}`]）",
        "[是否指 `{nearest}`？]写入 `levels:` 和 `prices`，或改用其他级别[；已有：{known}]",
    ),
    "DK678": Wording(
        "`{table}` 中的 `{key}` 币种为 {currency}，`rates` 没有 {on} 折为 {wanted} 的汇率",
        "补上汇率；在此之前该金额不计入任何结果，与之有关的结果不能确定",
    ),
    "DK679": Wording(
        "到 {on}，`{product}` 的销售数量已超过全部购进数量",
        "补录购进，或把期初库存录为一笔购进；在此之前由 `negative: {negative}` 决定单位成本",
    ),
    "DK680": Wording(
        "无法答复该价格申请：{why}[：{lacking}][，申请 `{request}`][，产品 `{product}`][，客户 `{customer}`]",
        "价格、折扣、级别三者只写其一，均不得小于零，并写明客户和产品",
    ),
    "DK681": Wording("`{product}` 库存偏低：现有 {stock}，应有 {needed}", "通知 {tell}：补货，或承诺较晚的交期"),
    "DK775": Wording(
        "与 `{customer}` 的合同 `{contract}` 完整度 {share:percent}：缺 {lacking}",
        "商定条款、补齐文件，录入 `contracts`、`contract_terms`、`contract_papers`",
    ),
    "DK776": Wording(
        "与 `{customer}` 的合同 `{contract}` 已于 {until} 到期，至 {traded} 仍在交易",
        "续签或停止供货；后续合同写在 `renewed_by`",
    ),
    "DK777": Wording(
        "与 `{customer}` 的 {kind} 合同 `{other}` 和 `{contract}` 同时有效，且区域、产品相同",
        "终止其一，或写明两者不同的区域和产品",
    ),
    "DK778": Wording(
        "与 `{customer}` 的合同 `{contract}` 还有 {days} 天到期（{until}）[；通知截止 {notice_by}]",
        "办理续签，或告知客户不再续签",
    ),
    "DK779": Wording(
        "合同 `{contract}` 的签约方不符合要求：{role}，已签 {signed}，要求 {lacking}",
        "在 `contract_parties` 中登记已签的各方，或请其余各方签字",
    ),
    "DK780": Wording(
        "合同 `{contract}` 的类型 `{kind}` 没有规则",
        "[是否指 `{nearest}`？]在 `contracts: kinds:` 中写上该类型[；已有：{known}]",
    ),
    "DK781": Wording(
        "与 `{customer}` 的合同 `{contract}` 保证金少交 {short}：应交 {due}，已交 {paid}",
        "催交余额；类型为 `deposit` 且写明合同的收款才计入",
    ),
    "DK782": Wording(
        "扣款 `{deduction}`（{kind}）不得从合同 `{contract}` 的保证金中抵扣",
        "[只有 {allowed} 可以；]作为欠款追讨，或把该类型加入 `offset:`",
    ),
    "DK783": Wording(
        "这条合同规则不能成立：[{backwards} 前后颠倒][没有写 `{lacking}`][权限表中没有 `{table}`][对 `{nothing}` 没有任何要求][没有说明 `{unknown}` 是什么]",
        "[是否指 `{nearest}`？][把下限写在前：{backwards}][写上 `{lacking}`][在 `authority:` 中写上 `{table}`][对 `{nothing}` 提出要求，或删去][定义 `{unknown}`，或改正名称][；已有：{known}]",
    ),
    "DK784": Wording(
        "合同 `{contract}` 授予 `{dealer}` 的区域 `{territory}` 与合同 `{other}` 授予 `{other_dealer}` 的 `{other_territory}` 重叠，且有独家[：独家合同 {exclusive}]",
        "终止其一，缩小区域或产品范围，或在 `territory_splits` 中登记拆分",
    ),
    "DK785": Wording(
        "区域 `{territory}`[（{name}）][ 的 `{product_group}`]无人负责：当地有终端 {outlets} 家、客户 {customers} 家[，如 {examples}]",
        "为该区域找经销商，或划入相邻经销商的合同",
    ),
    "DK786": Wording(
        "拆分 `{split}` 使 `{territory}` 有 {dealers} 家经销商，只允许 {allowed} 家[（依赖度 {dependence:percent}）]",
        "等首家经销商占我方销售的比例更高时再拆，或修改 `splits:` 的各级",
    ),
    "DK787": Wording(
        "合同 `{contract}` 写的 `{place}` 在 {on} 不在 `{table}` 中",
        "按该表中的编码书写，或延长其有效期",
    ),
    "DK788": Wording(
        "`{dealer}` 超出承载能力：[限数门店 {stores} 家，上限 {most}][；至少占用 {least}，自报资金 {capital}]",
        "把门店交给其他经销商，或请其在 `dealer_means` 中证明更多资金或特别高的毛利",
    ),
    "DK789": Wording(
        "服务单 `{service}`（{amount}）尚未开票，已超过 {bill_by} {days} 天",
        "开票，并在 `service_orders` 中写上发票号",
    ),
}

STEPS: dict[str, str] = {
    "contract-draft": "草稿，尚未生效",
    "contract-not-begun": "尚未开始[，{start} 起]",
    "contract-running": "有效[，自 {start}][ 至 {until}][，已续 {renewals} 次][，通知截止 {notice_by}]",
    "contract-ends-soon": "即将到期[，{until}][，已续 {renewals} 次][；通知截止 {notice_by}]",
    "contract-ended": "已到期[，{until}][，曾续 {renewals} 次]",
    "contract-term-there": "{name} 已约定[：{said}]",
    "contract-term-lacking": "{name} 未约定[：{said}]",
    "contract-paper-there": "{name} 已收[：{said}]",
    "contract-paper-lacking": "{name} 未收[：{said}]",
    "contract-paper-expired": "{name} 已过期[：{said}]",
    "contract-unknown": "{name} 不能确定：{missing}",
    "contract-parties": "{name}：已签 {signed}[，出资 {contributed}][，出任 {appoints}]",
    "contract-parties-not": "{name}：已签 {signed}[，出资 {contributed}][，应出任 {appoints}]，不符合要求",
    "contract-reach": "{name}：全部合同中 {all} 家已签 {count} 家，不少于 {share:percent}",
    "contract-reach-not": "{name}：全部合同中 {all} 家已签 {count} 家，少于 {share:percent}",
    "deposit-set-off": "抵扣 {amount}（{kind}）",
    "deposit-held": "为欠款保留 {amount}（{keep}）",
    "deposit-not-yet": "保证金[在 {on} 之前]不得退还",
    "deposit-condition": "以下条件不成立，保证金不得退还：{when}",
    "deposit-returnable": "已交 {paid} − 已抵扣 {set_off} − 保留 {held} = 可退 {amount}",
    "territory-alone": "{territory} 没有授予他人",
    "territory-clash": "与 {dealer} 的合同 {other} 在 {territory} 重叠，且有独家",
    "territory-split": "与 {dealer} 的合同 {other} 在 {territory} 重叠，拆分 {split} 已允许",
    "territory-unsure": "与 {dealer} 的合同 {other} 在 {territory} 重叠，未写明是否独家",
    "territory-gap": "{territory}[ 的 {product_group}]无人负责：终端 {outlets} 家，客户 {customers} 家",
    "split-allowed": "依赖度 {dependence:percent}，经销商 {dealers} 家，最多可 {allowed} 家",
    "split-too-many": "依赖度 {dependence:percent}，经销商 {dealers} 家，只允许 {allowed} 家",
    "split-never": "没有允许拆分的规则，现有经销商 {dealers} 家",
    "split-unknown": "对首家经销商的依赖度未知，现有经销商 {dealers} 家",
    "capacity-tied-up": "门店月销售 {sales}，占用资金 {least} 至 {most}",
    "capacity-within": "限数门店 {stores} 家，上限 {most} 家",
    "capacity-beyond": "限数门店 {stores} 家，超过上限 {most} 家[，且不满足：{when}]",
    "capacity-exceptional": "限数门店 {stores} 家，超过上限 {most} 家，因满足条件而允许：{when}",
    "capacity-covers": "可占用 {usable}，最多占用 {most}",
    "capacity-may-not-cover": "可占用 {usable}，占用 {least} 至 {most}：可能不足",
    "capacity-does-not-cover": "可占用 {usable}，至少占用 {least}：不足",
    "fit-beats": "{line} {figure}：我方 {then}，现有 {now}，高出至少 {clearly:percent}",
    "fit-loses": "{line} {figure}：我方 {then}，现有 {now}，未高出 {clearly:percent}",
    "fit-complementary": "{line} 与我方互补，覆盖我方终端的 {outlets:percent}",
    "fit-neutral": "没有冲突的产品线，也没有覆盖相同终端的",
    "fee-funded": "{kind}：承担，门店合同方为 `{vendor}`（`{funded}`）",
    "fee-not-funded": "{kind}：不承担，门店合同方为 `{vendor}`（`{funded}`）",
    "fee-unknown": "政策没有 {kind} 类费用",
    "fee-open": "不能确定：{missing}",
    "price-rule": "按价格规则",
    "price-granted": "该客户应享价 {price}（{level}）[，为 {customer} 专享价]",
    "price-below-floor": "{price} 低于底价 {floor}",
    "price-level": "{level}[ 由 {role} 给予][，{second} 会签]",
    "price-signature-granted": "[{by}][（{role}）][{on} ]已签字{fault}",
    "price-signature-refused": "[{by}][（{role}）][{on} ]已拒绝{fault}",
    "price-signature-void": "[{by}][（{role}）][{on} ]的记录无效：{fault}",
    "margin": "销售 {sales} − 成本 {cost} = {margin}[，{margin_share:percent}]",
    "margin-unknown": "成本不能确定：{missing}",
    "execution": "订货 {ordered}，发货 {shipped}，开票 {invoiced} − 贷项 {credited} − 回款 {received} = 未付 {open}",
    "instalment": "第 {number} 期：应付 {amount}，已付 {paid}，已开票 {billed}",
    "service-billed": "已开票 {invoice}，未付 {open}",
    "service-to-bill": "自 {due_on} 起应付，须在 {bill_by} 前开票",
    "service-late": "自 {due_on} 起应付，本应在 {bill_by} 前开票",
    "stock-low": "现有 {stock}，应有 {needed}：通知 {tell}",
    "stock-enough": "现有 {stock}，应有 {needed}",
    "stock-unknown": "应有多少不能确定：{missing}",
}

TERMS: dict[str, str] = {
    "asks-several": "同时申请了几项",
    "asks-nothing": "什么也没有申请",
    "price-below-zero": "价格小于零",
    "discount-no-share": "折扣不在 0 到 100% 之间",
    "no-quantity": "数量不大于零",
    "option-lacking": "命令缺少选项",
    "not-json": "不是 JSON 对象",
    "not-a-number": "数值无法读取",
    "ends-soon": "即将到期",
    "not-begun": "尚未开始",
    "needs-signature": "待签字",
    "granted-by-signature": "凭签字同意",
    "may-not-cover": "可能不足",
    "does-not-cover": "不足",
    "does-not-beat": "未明显优于",
    "case_profit": "单件利润",
    "monthly_profit": "月利润",
}
