"""The commands: their names, what each answers, and the module that carries it out.

This table is all that ``--help`` reads; a module is imported when its command is run.
"""

from __future__ import annotations

from typing import NamedTuple

from dealerkit.report.languages import Words


class Verb(NamedTuple):
    """One command, or a group of commands."""

    name: str
    help: Words
    module: str = ""
    verbs: tuple[Verb, ...] = ()


VERBS: tuple[Verb, ...] = (
    Verb(
        "check",
        Words("is this policy sound? silent when it is", "检查政策是否正确；正确时不输出任何内容"),
        "dealerkit.cli.check",
    ),
    Verb(
        "test",
        Words(
            "do the policy's own test cases hold, and which rules do they cover?",
            "运行政策自带的测试用例，并列出覆盖的规则",
        ),
        "dealerkit.cli.test",
    ),
    Verb(
        "diff",
        Words(
            "what changed in meaning between two policies, and whom it touches", "两份政策在含义上有何不同，影响到谁"
        ),
        "dealerkit.cli.diff",
    ),
    Verb(
        "evaluate",
        Words("everything that follows from a policy and a book, with an overview", "由政策和账册得出的全部结果及总览"),
        "dealerkit.cli.evaluate",
    ),
    Verb(
        "rebate",
        Words("what do we owe, to whom, and why; where are the cliffs", "应付返利：付给谁、付多少、为什么；坎级在哪里"),
        verbs=(
            Verb(
                "settle",
                Words("what is payable now, posting by posting", "现在应付的返利，逐笔列出"),
                "dealerkit.cli.rebate_settle",
            ),
            Verb(
                "approvals",
                Words(
                    "what waits for whose signature, what was granted or refused",
                    "哪些等待谁签批，哪些已同意或被拒绝",
                ),
                "dealerkit.cli.rebate_approvals",
            ),
            Verb(
                "accrue",
                Words("what rebates have cost so far, and what is left to accrue", "返利至今的成本，以及还应计提多少"),
                "dealerkit.cli.rebate_accrue",
            ),
            Verb(
                "statement",
                Words("one dealer's statement, for that dealer to read", "给某一经销商看的返利对账单"),
                "dealerkit.cli.rebate_statement",
            ),
            Verb(
                "project",
                Words(
                    "what dealers earn if it goes on like this, and what an order adds",
                    "照此进度将得多少；一张订单增加多少",
                ),
                "dealerkit.cli.rebate_project",
            ),
            Verb(
                "offset",
                Words(
                    "what credit may pay of an order, what is left, and the order that would use it all",
                    "订单可用返利冲抵多少、余多少，多大的订单能全部用完",
                ),
                "dealerkit.cli.rebate_offset",
            ),
            Verb(
                "protect",
                Words("what stock is credited when prices are cut, what is refused", "降价时补偿哪些库存，拒绝哪些"),
                "dealerkit.cli.rebate_protect",
            ),
            Verb(
                "bids",
                Words("what claims under special bids are worth, what is refused", "特价单申请应补多少，拒绝哪些"),
                "dealerkit.cli.rebate_bids",
            ),
            Verb(
                "rotation",
                Words("what stock may come back, and for how much", "哪些库存可以退回，补偿多少"),
                "dealerkit.cli.rebate_rotation",
            ),
            Verb(
                "contest",
                Words("who stands where in sales contests, which prizes are given", "销售竞赛的名次和奖项"),
                "dealerkit.cli.rebate_contest",
            ),
            Verb(
                "promises",
                Words("what was promised to dealers, by whom, what is open", "对经销商的承诺：谁作出、哪些未了结"),
                "dealerkit.cli.rebate_promises",
            ),
            Verb(
                "register",
                Words("which sub-dealers there are, what they bought, their points", "有哪些二批、进货多少、积分多少"),
                "dealerkit.cli.rebate_register",
            ),
            Verb(
                "margins",
                Words("the jump at each band, and who stands just below it", "每一坎级的跳跃额，以及谁正处于坎下"),
                "dealerkit.cli.rebate_margins",
            ),
            Verb(
                "journal",
                Words("the ledger as a balanced double-entry journal", "把台账写成借贷平衡的日记账"),
                "dealerkit.cli.rebate_journal",
            ),
        ),
    ),
    Verb(
        "credit",
        Words(
            "may this order ship, on whose signature, and what is owed when",
            "订单能否发货、须谁签字，何时应收多少",
        ),
        verbs=(
            Verb(
                "limits",
                Words("what limit each customer has, and how it was found", "每个客户的信用额度及其得出方式"),
                "dealerkit.cli.credit_limits",
            ),
            Verb(
                "check",
                Words(
                    "may these orders ship: order by order, each using up the limit of the next",
                    "这些订单能否发货：逐张审核，前一张占用后一张的额度",
                ),
                "dealerkit.cli.credit_check",
            ),
            Verb(
                "ageing",
                Words("what is owed, by age, and how fast customers pay", "应收账款账龄，以及客户回款快慢"),
                "dealerkit.cli.credit_ageing",
            ),
            Verb(
                "dunning",
                Words("who is reminded at which level, and which letter is next", "催收到哪一级、下一封函是哪一封"),
                "dealerkit.cli.credit_dunning",
            ),
            Verb(
                "provision",
                Words("what to set aside for bad debts", "应计提多少坏账准备"),
                "dealerkit.cli.credit_provision",
            ),
            Verb(
                "plan",
                Words(
                    "what is to come in month by month, and which plans are kept",
                    "逐月应收款计划，以及还款计划的履行情况",
                ),
                "dealerkit.cli.credit_plan",
            ),
            Verb(
                "liability",
                Words("who bears which share of a bad debt, to the cent", "坏账由谁承担多少，分摊到分"),
                "dealerkit.cli.credit_liability",
            ),
            Verb(
                "replay",
                Words(
                    "which past orders another limit or check would have held, and what it would have saved",
                    "换一种额度或审核，过去哪些订单会被拦下、能避免多少坏账",
                ),
                "dealerkit.cli.credit_replay",
            ),
        ),
    ),
    Verb(
        "complaint",
        Words(
            "what may happen next in a case, by whom, what is late, and which cases broke the rules",
            "案件下一步可做什么、由谁做、哪些超时，哪些案件违反了规则",
        ),
        verbs=(
            Verb(
                "next",
                Words(
                    "what may happen next in a case, by whom, what is late, who must be told",
                    "案件下一步可做什么、由谁做、哪些超时、须通知谁",
                ),
                "dealerkit.cli.complaint_next",
            ),
            Verb(
                "due",
                Words(
                    "what is late or due soon in the open cases, and who must act",
                    "未结案件中哪些超时或即将到期、该由谁处理",
                ),
                "dealerkit.cli.complaint_due",
            ),
            Verb(
                "audit",
                Words(
                    "which cases broke the rules of their flow, where, and by how much",
                    "哪些案件违反了流程规则、在哪一步、超出多少",
                ),
                "dealerkit.cli.complaint_audit",
            ),
            Verb(
                "stats",
                Words(
                    "the monthly table: cases by kind, cause, product and dealer, and how many were in time",
                    "月度统计表：按类别、原因、产品、经销商统计案件，以及及时率",
                ),
                "dealerkit.cli.complaint_stats",
            ),
            Verb(
                "draw",
                Words("a flow as a picture, with its roles and clocks", "把流程画成图，标出角色和时限"),
                "dealerkit.cli.complaint_draw",
            ),
        ),
    ),
    Verb(
        "customer",
        Words(
            "who customers are: their files, classes, contacts, and who may see what",
            "客户管理：档案、分类、联络，以及谁可以查阅什么",
        ),
        verbs=(
            Verb(
                "audit",
                Words(
                    "what files lack and for what, who is there twice, what was late and what it costs",
                    "档案缺什么、影响什么，谁重复，哪些逾期、罚多少",
                ),
                "dealerkit.cli.customer_audit",
            ),
            Verb(
                "classify",
                Words(
                    "which class, segment, stage and grade each customer has, why, and how concentrated sales are",
                    "每个客户的分类、细分、阶段和评级及其原因，以及销售集中度",
                ),
                "dealerkit.cli.customer_classify",
            ),
            Verb(
                "touch",
                Words(
                    "which contacts are due, what was missed, how many were made in time",
                    "应做哪些客户联系，哪些未做，按时率是多少",
                ),
                "dealerkit.cli.customer_touch",
            ),
            Verb(
                "access",
                Words(
                    "who may do what with a customer's file, the file as he sees it, and what the log shows",
                    "谁可以查阅客户档案的哪些内容，以及查阅日志的审核",
                ),
                "dealerkit.cli.customer_access",
            ),
            Verb(
                "leads",
                Words(
                    "whose a prospect is, who gets those of the pool, what an employee leaves behind",
                    "意向客户归谁，客户池分配给谁，离职移交什么",
                ),
                "dealerkit.cli.customer_leads",
            ),
        ),
    ),
    Verb(
        "contract",
        Words(
            "are contracts complete and kept, who serves where, which price may be granted",
            "合同是否齐全、是否履行，区域由谁负责，可以给什么价格",
        ),
        verbs=(
            Verb(
                "audit",
                Words(
                    "every rule about contracts over all of them: terms, validity, deposits, territory, prices",
                    "按全部合同规则审核：条款、有效期、保证金、区域、价格",
                ),
                "dealerkit.cli.contract_audit",
            ),
            Verb(
                "price",
                Words(
                    "may this price be granted, on whose signature, and what margin is left",
                    "能否给此价格、须谁签字，还剩多少毛利",
                ),
                "dealerkit.cli.contract_price",
            ),
            Verb(
                "return",
                Words(
                    "may these goods come back, be exchanged or repaired, and what is credited",
                    "这些货能否退、换、修，入账多少",
                ),
                "dealerkit.cli.contract_return",
            ),
        ),
    ),
    Verb(
        "governance",
        Words(
            "which dealers endanger the channel, keep or end, and how to end in order",
            "哪些经销商危及渠道，留还是断，如何有序终止",
        ),
        verbs=(
            Verb(
                "scan",
                Words(
                    "who dominates, whose volume is false, who is over-stretched, what we pushed",
                    "谁占比过大、谁是假大户、谁押款押不动、我方压了哪些货",
                ),
                "dealerkit.cli.governance_scan",
            ),
            Verb(
                "assess",
                Words(
                    "keep or end: margin left, loss at the neighbours, obedience, and what waiting costs",
                    "留还是断：剩余毛利、邻近损失、是否服从，拖延的代价",
                ),
                "dealerkit.cli.governance_assess",
            ),
            Verb(
                "exit",
                Words(
                    "how to end a dealer in order: dated steps, what is missing, deliveries, costs",
                    "如何有序终止：逐步日期、所缺、发货递减、代价",
                ),
                "dealerkit.cli.governance_exit",
            ),
        ),
    ),
    Verb(
        "simulate",
        Words(
            "what would this change cost, who wins, who loses",
            "这样改会花多少，谁受益，谁受损",
        ),
        "dealerkit.cli.simulate",
    ),
    Verb(
        "explain",
        Words("why this decision, and why not the other", "为什么是这个决定，而不是另一个"),
        "dealerkit.cli.explain",
    ),
    Verb(
        "doc",
        Words(
            "a handbook of the policy for people, and whether a copy of it still holds",
            "给人看的政策手册，以及手册副本是否仍与政策一致",
        ),
        "dealerkit.cli.doc",
    ),
    Verb(
        "schema",
        Words("the JSON Schema of policies, for editors", "政策文件的 JSON Schema，供编辑器使用"),
        "dealerkit.cli.schema",
    ),
    Verb(
        "init",
        Words("a starter policy with comments", "生成一份带注释的起步政策"),
        "dealerkit.cli.init",
    ),
)
