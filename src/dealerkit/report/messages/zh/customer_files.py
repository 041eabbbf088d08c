"""Customer files (DK730 to DK741, DK749): what they hold, by when, what lapses cost; in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK730": Wording(
        "格式 `{pattern}` 不能使用：{why}[（`{part}`）]",
        "请写出整个值的格式，如 `1[[3-9]]\\d{{9}}`：字符、字符类、括号、`|`、`?`、`{{3}}`、`{{2,5}}`",
    ),
    "DK731": Wording(
        "`{key}` 中的 `{name}` 不存在",
        "[是否指 `{nearest}`？]请写已有的名称[；已有：`{known}`]",
    ),
    "DK732": Wording(
        "这里的内容自相矛盾：{what}[（`{name}`[、`{other}`]）]",
        "请确定是哪一种，只保留它",
    ),
    "DK734": Wording(
        "[客户 `{customer}`][档案 `{dossier}`] 缺少：{items}[；用于：{purposes}]",
        "请补齐所缺内容",
    ),
    "DK735": Wording(
        "客户 `{customer}` 的{item}[不符合格式 `{form}`][所写的人现在和过去都不是 `{role}`]",
        "请与原件核对后更正；校验码能查出大多数笔误",
    ),
    "DK736": Wording(
        "客户 `{customer}` 的账户：{trouble}",
        "请将开户行和账号与卡或存折复印件核对；新的银行须先列入政策",
    ),
    "DK737": Wording(
        "{deadline}：`{subject}` 应于 {due} 前完成[，{done} 完成][；应罚款，但{unfined}]",
        "未完成的请立即完成；继续拖延可能再次计为违规",
    ),
    "DK738": Wording(
        "费用 `{expense}`（{kind}）不予报销：客户 `{customer}` [不存在{nowhere:|}，][没有合格的档案{unfiled:|}][身份尚待处理{unsettled:|}]",
        "请先建档，并处理 `customer audit --customer` 所列事项；无档案，不报销",
    ),
    "DK828": Wording(
        "{deadline}：{count} 份成套档案没有填 `{column}`，无法判断是否逾期：{dossiers}[ …{more:|}]",
        "日期确定后请填写；未填之前不会提醒任何人",
    ),
    "DK739": Wording(
        "档案 `{dossier}`（{kind}）对应 `{object}`，而它已有档案 `{first}`",
        "请并入同一档案，或更正编号；一车一档",
    ),
    "DK740": Wording(
        "{what}[ `{number}` ]写的是 `{word}`，政策的 `{place}` 中没有：不起作用，也不作判断",
        "[是否指 `{nearest}`？]请更正记录，或补写规则[；已有：{known}]",
    ),
    "DK741": Wording(
        "{month} 扣发 `{employee}` 绩效 {share:percent}[，决定人 `{by}`]：{why}",
        "规则允许 {least:percent} 至 {most:percent}，自当月第 {from_} 次违规起，由 {role} 决定",
    ),
    "DK749": Wording(
        "客户 `{customer}` 的名称 `{name}` 是用错误的编码读出的",
        "请在 `columns.yaml` 中写明文件编码；若早已损坏，请更正名称",
    ),
}

STEPS: dict[str, str] = {
    "file-suffices": "{rule} 所需内容齐全",
    "file-holds": "有{item}",
    "file-lacks": "缺{item}",
    "file-wrong": "{item}[不符合格式 {form}][所写的人现在和过去都不是 {role}]",
    "file-untold": "无法判断是否需要{item}",
    "file-nowhere": "账册中没有客户 {customer}，无档案",
    "file-deadline": "{title}：{within} 之内",
    "dossier-complete": "{papers} 份资料齐全",
    "dossier-lacks": "缺：{papers}",
    "expense-refused": "{customer} 的{kind}不予报销：没有合格的档案",
    "file-fine": "{on} {kind}[（{subject}）][，当月第 {number} 次违规][，逾期未改正 {again} 次]：{amount}[ × {items} = {base}]",
    "file-on-top": "{on} {kind}[（{subject}）]，另加：{amount}[ × {items} = {base}]",
    "file-doubled": "自当月第 {from} 次违规起 × {times} = {amount}",
    "file-capped": "受当月上限 {cap} 限制，为 {amount}",
    "file-withhold": "违规 {count} 次：可扣发当月绩效 {least:percent} 至 {most:percent}，由 {role} 决定[：{share:percent}][，{by}]",
}

TERMS: dict[str, str] = {
    "pattern-long": "超过 200 个字符",
    "pattern-sign": "含有不允许的符号",
    "pattern-open": "括号不配对",
    "pattern-repeat": "重复没有上限，或超过 100 次",
    "pattern-ways": "匹配方式超过 10,000 种，可能永远算不完",
    "pattern-empty": "有一部分是空的",
    "pattern-class": "其中的字符类无法读取",
    "contradicts-department": "两项处罚针对同一部门",
    "contradicts-range": "下限大于上限",
    "contradicts-at-once": "要求立即改正的会立即再次违规",
    "contradicts-near-numbers": "差一位的号码就是两个号码：近似比较用于名称",
    "contradicts-several": "一格多值的比较只能针对单独一列",
    "contradicts-role": "角色针对字段所写的员工：不能与资料或格式并列",
    "lapse-no-employee": "记录中没有责任人",
    "lapse-no-department": "没有部门的处罚规定适用于责任人",
    "lapse-no-fine": "该部门没有这项罚款",
    "account-bank": "开户行不在名单内",
    "account-begins": "该行账号不以此开头",
    "account-form": "账号不符合该行格式",
    "account-passbook": "存折不能通存通兑",
    "withheld-count": "违规次数不够",
    "withheld-range": "超出范围",
    "withheld-role": "该角色无权决定",
    "violation-of-files": "违规",
    "filed-exception": "备案",
    "source-value": "来源数据，客户",
    "kind-of-customer": "客户类别",
    "paper-of-file": "资料，客户",
    "kind-of-dossier": "档案",
}
