"""DK1：读取政策文件的提示，中文。"""

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK100": Wording("无法读取此文件：{reason}", "请检查路径及读取权限"),
    "DK101": Wording("此文件有 {size} 字节，超过政策文件的上限 {most} 字节", "请把各部分拆到同一文件夹的几个文件里"),
    "DK102": Wording("此文件不是 UTF-8 编码：字节 {byte} 无法读取", "请另存为 UTF-8（Excel、记事本：编码选 UTF-8）"),
    "DK103": Wording("此文件是空的", "请写入内容，或删去此文件[；`{shown_by}` 可看到该写什么]"),
    "DK104": Wording("缩进处出现了制表符，YAML 只数空格", "请把制表符换成空格"),
    "DK105": Wording("YAML 读不懂这一行[：{said}]", "请检查前面是否少了引号、括号、冒号或空格"),
    "DK106": Wording("这里开始了第二个文档", "请删去 `---` 行：一个文件只放一份政策"),
    "DK107": Wording("标签 `{tag}` 要求指定类型", "请删去：值的类型由所在位置决定，也不会执行任何代码"),
    "DK108": Wording("嵌套超过 {most} 层", "政策用不到这么深；请检查是否有括号没有闭合"),
    "DK109": Wording("此文件的别名展开后超过 {most} 个值", "请把重复部分只写一次，缩短 `*` 别名的链条"),
    "DK110": Wording("`{name}` 包含了它自己", "锚点不能用在自己的值里，请把那部分写出来"),
    "DK111": Wording("`*{name}` 前面没有锚点 `&{name}`", "请先定义锚点；以 * 开头的文字请加引号"),
    "DK112": Wording("`<<` 只能合并映射", "请写成已锚定映射的 `*名称`，或它们的列表"),
    "DK113": Wording("`{key}` 在这里写了两次", "请保留其一：YAML 会悄悄丢掉前一个"),
    "DK114": Wording("键必须是普通的词", "以括号开头的键请加引号"),
    "DK115": Wording("政策文件应是由各部分组成的映射", "请以 `policy:` 或其他部分名加冒号开头"),
    "DK116": Wording("字符 {character} 不允许出现在 YAML 中", "请删去；多数编辑器里它是看不见的"),
    "DK117": Wording("`{folder}` 里没有以 .yaml 结尾的文件", "请放入以 .yaml 结尾的文件，或直接指定文件"),
    "DK120": Wording(
        "`{value}` 以 `>` 开头，YAML 会当成一段文字",
        "下限请写 `at:`（≥）或 `above:`（>），上限请写 `below:`（<）或 `up_to:`（≤）",
    ),
    "DK121": Wording("`*` 在 YAML 中是别名的开头", "请去掉这一格：不写即任意值"),
    "DK122": Wording(
        "`{value}` 是一个区间", "请写成 `{{at: 10, below: 1000}}`：at 为 ≥，above 为 >，below 为 <，up_to 为 ≤"
    ),
    "DK123": Wording("`{value}` 单独成了一项：前面的逗号把数字断开了", "花括号里的千位请用 `_`，如 `1_234.50`"),
    "DK124": Wording("YAML 的值不能以 `{character}` 开头", "请加引号"),
    "DK125": Wording("一行里有第二个冒号：YAML 会把值看成映射", "请给值加引号，或另起一行"),
    "DK126": Wording("`{value}` 的冒号后没有空格", "请写成 `{key}: …`，冒号后留空格"),
    "DK127": Wording("`{character}` 是全角标点，YAML 会当成文字", "请改用半角：`: , [ ] {{ }}`"),
    "DK128": Wording("这里的引号或括号没有闭合", "请闭合它；含括号的文字请加引号"),
    "DK129": Wording("缩进与上面几行不一致", "同一映射的键请对齐在同一列"),
    "DK130": Wording("未知的键 `{key}`", "[是不是想写 `{nearest}`？]此处可用：{allowed}"),
    "DK131": Wording("缺少 `{key}`", "请补上 `{key}:`[（{doc}）]"),
    "DK132": Wording("此处应为{kind}，却是{found}", "请在这里写{kind}"),
    "DK133": Wording(
        "`{value}` 不是{kind}",
        "[只写 `{digits}`，单位由该键规定；]请写数字，如 300_000 或 1,234.50；比率可带百分号，如 1.5%",
    ),
    "DK134": Wording("`{value}` 是百分比，而此处应为金额", "请写金额本身，如 300_000"),
    "DK135": Wording("未知的词 `{value}`", "[是不是想写 `{nearest}`？]此处可用：{allowed}"),
    "DK136": Wording("`{value}` 不是日期", "请写 年-月-日，如 2026-03-31"),
    "DK137": Wording(
        "`{value}` 不是日期范围", "请写 `2026-01-01..2026-12-31`，首尾都算，起始不晚于截止；某一侧不限则留空"
    ),
    "DK159": Wording(
        "`{value}` 不是起止时间",
        "写明何时上班和下班，如 `09:00-12:00, 13:00-18:00`；跨夜写 `22:00-06:00`",
    ),
    "DK160": Wording("`{value}` 不是月中的某一天", "写 `10th of next month`、`end of month` 或 `25th of this month`"),
    "DK138": Wording("`{value}` 不是时长", "请写数字加单位，如 `7 days`、`5 working days`、`24 hours`、`2 months`"),
    "DK139": Wording("`{value}` 既不是 true 也不是 false", "请写 `true` 或 `false`"),
    "DK140": Wording("`{value}` 不能作名称", "请用字母、汉字、数字、`-` 和 `_`，不要空格和点"),
    "DK141": Wording("`{key}` 同时是这个列表里两项的键", "请给每项各自的键，或删去一项"),
    "DK142": Wording("这里什么也没有列出", "请加入一项，或删去这个键"),
    "DK143": Wording(
        "`{value}` 以运算符开头", "请写出界限的名称：`at:`（≥）、`above:`（>）、`below:`（<）、`up_to:`（≤）"
    ),
    "DK144": Wording("`{value}` 用了指数写法", "请把数字写全，千位用 `_` 分隔"),
    "DK145": Wording("`{value}` 像是时刻，而此处应为{kind}", "请写不带冒号的数字"),
    "DK146": Wording("`{value}` 带了货币或计数单位", "请只写数字，如 300_000；货币写在 `policy.currency`"),
    "DK147": Wording("此处应为{kind}，却什么也没写", "请写{kind}，或删去这个键"),
    "DK148": Wording("`{value}` 超出范围：此处{side} {bound:plain}", "请核对数字[；百分之十五写作 {rate} 或 0.15]"),
    "DK149": Wording("`{value}` 是表达式，而此处只能写数字", "请写数字，或把表达式移到可用的位置"),
    "DK150": Wording("`{key}` 在两个文件里都有定义", "请保留其一，或给其中一个改名"),
    "DK151": Wording("此处必须且只能写 {keys} 之一[；现有 {given}]", "请只写想要的那一个"),
    "DK152": Wording("`{key}` 不能与 `{other}` 并列", "请删去其中一个"),
    "DK153": Wording("`{value}` 不是整数", "请去掉小数部分"),
    "DK154": Wording("`{value}` 里的逗号不是千位分隔", "请每三位一组，如 1,234,567，或用 `_`"),
    "DK156": Wording("`{value}` 以零开头", "请去掉这个零：有些程序会按八进制读"),
    "DK157": Wording("`{value}` 不是货币代码", "请写三个大写字母，如 CNY、EUR、USD"),
    "DK158": Wording("`{value}` 不大于零", "请写最小的支付单位，如 0.01"),
}
