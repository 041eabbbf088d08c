"""流程（DK610 至 DK623、DK630 至 DK640）的消息及其判定步骤，中文。"""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK610": Wording(
        "个案 `{case}`：{on} 的 `{event}` 不是该流程的步骤；状态仍为 `{state}`",
        "更正事件名称，或在 `transitions:` 下增加该步骤",
    ),
    "DK611": Wording(
        "个案 `{case}`：{on} 的 `{event}` 在状态 `{state}` 下不可进行",
        "查明之前的步骤为何缺失，或让该步骤也可 `from: {state}`",
    ),
    "DK612": Wording(
        "个案 `{case}`：{on} 的 `{event}` 由无权的人[（角色 `{role}`）]进行",
        "该步骤属于 {allowed}：由其进行，或在 `by:` 下加入该角色",
    ),
    "DK613": Wording(
        "个案 `{case}`：{on} 的 `{event}` 由部门 `{department}` 进行",
        "该步骤属于 {allowed}：移交个案，或加入该部门",
    ),
    "DK614": Wording(
        "个案 `{case}`：{on} 的 `{event}` 没有填写 {fields}",
        "进行该步骤时一并填写；缺了它以后无法判断",
    ),
    "DK615": Wording(
        "个案 `{case}`：{on} 进行了 `{event}`，但 `{condition}` 不成立",
        "改走适合该个案的步骤，或修改 `when:` 的条件",
    ),
    "DK616": Wording(
        "个案 `{case}`：无法判断 {on} 的 `{event}` 是否允许：缺少 {missing}",
        "在进行该步骤之前填写",
    ),
    "DK617": Wording(
        "个案 `{case}`：`{actor}`[ 代 `{giver}`] 不得参与 {on} 的 `{event}`：{conflict}[ `{step}`]",
        "由他人进行；被投诉人以及 `not_by:` 排除的人不得参与",
    ),
    "DK618": Wording(
        "个案 `{case}`：{on} 的 `{event}` 早于前一个事件（{before}）",
        "更正时间，或把事件按时间排序；个案按现有顺序继续",
    ),
    "DK619": Wording(
        "个案 `{case}`：{on} 的 `{event}` 超出[角色 `{role}`]的权限",
        "按 `{subject}`[应由 {needed} 签批]",
    ),
    "DK620": Wording(
        "个案 `{case}`：时限 `{clock}` 于 {due} 到期，[{ended} 才完成，]超时[ {days} 天] {time}",
        "查明期间由谁处理；若此类个案时限过短，为其单列目标",
    ),
    "DK621": Wording(
        "个案 `{case}`：{on} 的 `{event}` 因 `{pause}` 暂停时限 `{clock}`，而它已因此暂停",
        "补记第一次暂停的结束，或去掉第二次",
    ),
    "DK622": Wording(
        "个案 `{case}`：{on} 的 `{event}` 结束时限 `{clock}` 的暂停 `{pause}`，而它并未因此暂停",
        "补记暂停何时开始，或去掉其结束",
    ),
    "DK623": Wording("`{key}` 的 `{value}` 不是时刻", "写明日期和时间，如 `2026-03-02 09:00`"),
    "DK624": Wording(
        "个案 `{case}`：应在 {due} 之前通知 {to}（`{notice}`），[{told} 才通知，]超时[ {days} 天] {time}",
        "补通知并记录；已通知而未记录的视为未通知",
    ),
    "DK625": Wording(
        "个案 `{case}`：无法判断时限 `{clock}` 有多长：缺少 {missing}",
        "在个案开始时填写，或让时限的最后一个目标不带 `when:`",
    ),
    "DK626": Wording(
        "个案 `{case}`：无法判断是否须通知（`{notice}`）：缺少 {missing}",
        "在个案开始时填写，或写明缺少时按什么处理：`or_else(事实, 值)`",
    ),
    "DK630": Wording("该流程没有名为 `{name}` 的{kind}", "[是否想写 `{nearest}`？]已有：{known}"),
    "DK631": Wording("流程 `{flow}` 必须从一个状态开始[，现有 {states}]", "只在一个状态写 `initial: true`"),
    "DK632": Wording(
        "没有个案会到达状态 `{state}`",
        "增加一个从可到达的状态（由 `{initial}` 开始）通向它的步骤，或删除它",
    ),
    "DK633": Wording(
        "从状态 `{state}` 出发的个案无法结束[：只通向 {leads_to}]",
        "增加一个通向 `final: true` 状态的步骤，或把它设为终态",
    ),
    "DK634": Wording(
        "[`{role}` 不是该流程的角色][权限表没有事项 `{subject}`]",
        "[是否想写 `{nearest}`？][已有：{known}]",
    ),
    "DK635": Wording(
        "个案无论如何都不会使时限 `{clock}` 的 `{which}` 成立",
        "写个案会进行的步骤，或会进入、离开的状态；否则时限永不开始或永不停止",
    ),
    "DK636": Wording(
        "在 `{state}`，步骤 `{one}` 和 `{other}` 会同时成立，例如 {case}",
        "让 `when:` 的条件互相排斥；由人选择的，不写条件",
    ),
    "DK637": Wording(
        "在 `{state}`，{case} 的个案没有可继续的步骤",
        "增加一个无条件的步骤，或让条件覆盖所有个案",
    ),
    "DK638": Wording(
        "[时限 `{clock}` 的目标 `{goal}` 永远用不到：`{before}` 已适用于所有个案][{case} 的个案在时限 `{clock}` 中没有目标]",
        "最后一个目标不写 `when:`，且只有最后一个不写",
    ),
    "DK639": Wording(
        "时限 `{clock}` 的目标 `{goal}` 无法达到：{begins} 开始，最短路径（{way}）到 {ends}，而期限为 {due}",
        "放宽时限，或缩短各步骤所需时间",
    ),
    "DK640": Wording(
        "`{flow}` 的计时缺少依据：{what}[ `{name}`]",
        "在流程或政策中写明已知的 `calendar:`、`hours:` 和 `timezone:`",
    ),
    "DK641": Wording(
        "个案 `{case}`：无法确定 `{clock}` 何时到期：日历 `{calendar}` 只包括 {first} 至 {through}，不含 {asked}",
        "该年节假日公布后，在 `calendars:` 下补充日历及其截止日期",
    ),
    "DK642": Wording(
        "[个案 `{case}`：]无法确定属于本政策的哪个流程[：`{flow}`]",
        "[是否想写 `{nearest}`？]在 `cases` 的 `flow` 列写明其一：{known}",
    ),
    "DK644": Wording("时限 `{clock}` 没有人负责", "在 `owner:` 下写明负责并接受提醒的角色"),
    "DK646": Wording(
        "个案 `{case}` 有一个事件无法使用（{why}）：关于该个案的结论可能有误",
        "请更正该行；被拒绝行的清单说明了问题所在",
    ),
    "DK647": Wording(
        "个案 `{case}` 的 {key} 为 `{value}`，其流程没有这一项",
        "[是否指 `{nearest}`？]流程中有 {known}；在此之前按适用于全部的时限处理",
    ),
    "DK643": Wording(
        "事件 `{event}` 属于个案 `{case}`，而 `cases` 中没有该个案",
        "[是否想写 `{nearest}`？]补上该个案；或不用 `cases` 表，则个案从首个事件开始",
    ),
}

STEPS: dict[str, str] = {"flow": "{rule}"}

TERMS: dict[str, str] = {
    "no-calendar": "按工作日计时但没有日历",
    "no-hours": "按工作小时计时但没有工作时间",
    "timezone": "时区",
    "calendar": "日历",
    "complained-about": "投诉针对的正是此人",
    "opener": "个案由此人开立",
    "previous-actor": "前一步由此人进行",
    "made-step": "此人做过",
    "state": "状态",
    "transition": "步骤",
}
