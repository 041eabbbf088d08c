"""DK8：账册的提示，中文。"""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

_OF_ROW = "请改正此单元格后重新运行；其他行已正常读取"

MESSAGES: dict[str, Wording] = {
    "DK800": Wording("没有账册文件夹 `{folder}`", "[是否指 `{nearest}`？]请给出存放各表的文件夹"),
    "DK801": Wording(
        "没有名为 `{pattern}` 的文件", "[是否指 `{nearest}`？]请检查 `files:`，或把导出文件放进账册文件夹"
    ),
    "DK802": Wording(
        "账册[ `{folder}`] 没有表 `{table}`", "请添加 `{table}.csv`，或在 columns.yaml 里把某个文件对应到 `{table}`"
    ),
    "DK803": Wording("账册没有 `{table}` 这种表", "[是否指 `{nearest}`？]可用的表有 {allowed}"),
    "DK804": Wording(
        "表 `{table}` 没有列 `{column}`", "[是否指 `{nearest}`？]自定义的列须说明内容类型：`{{heading: …, type: text}}`"
    ),
    "DK805": Wording(
        "`{file}` 没有表头 `{heading}`，它应对应 `{column}`",
        "[是否指 `{nearest}`？]请检查写法、`header_row:` 与 `encoding:`",
    ),
    "DK806": Wording("表头 `{heading}` 出现了两次", "请改掉其中一个，否则无法判断指哪一列"),
    "DK807": Wording("第 {row} 行没有表头", "表头在更下面时请写 `header_row:`；空文件不应放在这里"),
    "DK808": Wording(
        "表头 `{heading}` 不是 `{table}` 的列",
        "[是否指 `{nearest}`？]请在 columns.yaml 里对应它，或在其中列出此表以略过它",
    ),
    "DK809": Wording(
        "`{table}` 的列 `{column}` 没有来源[：{meaning}]",
        "[是不是表头 `{nearest}`？]请在 columns.yaml 里为它对应表头，或给出常量、公式",
    ),
    "DK810": Wording("`{value}` 不是账册可用的编码", "[是否指 `{nearest}`？]请用 {allowed} 之一"),
    "DK811": Wording(
        "表头不是 {encoding} 编码：`{value}`", "请写明文件保存时的编码：多数中文软件为 `encoding: gb18030`"
    ),
    "DK812": Wording("无法读取以 `{suffix}` 结尾的文件", "请把此表导出为 {known} 之一"),
    "DK813": Wording("读取 `{suffix}` 文件需要附加组件", '请安装：pip install "dealerkit[[{extra}]]"'),
    "DK814": Wording("无法读写此文件[：{reason}]", "请检查文件是否完整、是否被其他程序打开、是否有权限"),
    "DK815": Wording(
        "此工作簿[没有工作表 `{sheet}`，]有工作表 {sheets}", "[是否指 `{nearest}`？]请写明要读的工作表：`sheet: …`"
    ),
    "DK816": Wording("`{value}` 不是日期格式", "年、月、日各写一次，如 `%Y-%m-%d`、`%d/%m/%Y`、`%Y年%m月%d日`"),
    "DK817": Wording("`{value}` 不能作单元格之间的分隔符", "请给一个字符，如 `;`，或写 `tab`"),
    "DK818": Wording("键里的 `{column}` 不是这里的列", "[是否指 `{nearest}`？]键由列名组成，而不是表头"),
    "DK819": Wording("列 `{column}` 本来就是 {type}", "请删去 `type:` 和 `unit:`，它们只用于自定义的列"),
    "DK820": Wording("文件 `{file}` 不属于任何表", "[是不是 `{nearest}`？]请改名、在 columns.yaml 里对应，或移出账册"),
    "DK821": Wording("`{column}` 的常量 `{value}` 不是 {kind}", "请按该列单元格的写法来写"),
    "DK822": Wording("`{pattern}` 指到了账册之外", "账册只读自己文件夹里的文件"),
    "DK823": Wording(
        "`{file}` 没有 `ignore:` 要看的列 `{column}`", "[是否指 `{nearest}`？]请写文件的表头，或从 1 数起的列号"
    ),
    "DK830": Wording("此行有 {found} 个单元格，表头有 {expected} 个", "请检查文字里是否有分隔符：这样的文字要加引号"),
    "DK831": Wording("`{value}` 不是[ {encoding} 编码的]文字", "请检查 `encoding:`，或在写出它的程序里修复这些字节"),
    "DK832": Wording("此行有零字节：`{value}`", "请重新导出：文件已损坏，或不是文本文件"),
    "DK833": Wording("此单元格[（`{heading}` 列）]超过 {most} 个字符", "请检查是否有引号开了没有关"),
    "DK834": Wording("`{heading}` 列的单元格是空的", "请补填：缺了它此行无法使用"),
    "DK835": Wording("`{heading}` 列的 `{value}` 不是数字", "请写数字，如 1,234.50、(1,234.50)、¥30、30万；" + _OF_ROW),
    "DK836": Wording("`{heading}` 列的 `{value}` 超过 {most} 个字符", "金额不会这么长：请检查是否两个单元格连在了一起"),
    "DK837": Wording("`{heading}` 列应为金额，却写了百分数 `{value}`", "请写金额；只有比率才写百分数"),
    "DK838": Wording(
        "`{heading}` 列的 `{value}` 不是按 {formats} 写的日期", "请按文件的写法写明 `date_format:`，可列几种"
    ),
    "DK839": Wording("`{heading}` 列的 `{value}` 可能是 {dates}", "请只写文件实际使用的那一种日期格式"),
    "DK840": Wording("{first:plain} 至 {last:plain} 年间没有 `{value}` 这一天", "请改正 `{heading}` 列的日期"),
    "DK841": Wording(
        "`{value}` 不是 `{heading}` 列可用的词",
        "[是否指 `{nearest}`？]已知的有 {allowed}；请在 `values:` 里补上它的意思",
    ),
    "DK842": Wording("{columns} 为 `{key}` 的行前面已读过", "重叠的导出会带来重复行：此行已略去，以免重复支付"),
    "DK843": Wording("`{heading}` 列的 `{value}` 不是整数", _OF_ROW),
    "DK844": Wording(
        "`{heading}` 列的 `{value}` 既不是“是”也不是“否”", "请写 true 或 false、yes 或 no、是 或 否、1 或 0"
    ),
    "DK845": Wording("`{heading}` 列是表格软件的错误值 `{value}`", "请在表格里修好公式后重新导出"),
    "DK846": Wording(
        "`{heading}` 列的 `{value}` 是超过 {most} 位的数字",
        "表格软件会把这样的编码四舍五入：请把该列设为文本后重新输入",
    ),
    "DK847": Wording("此行不是 JSON 对象：`{value}`", "每行写一个对象；请看第 {position} 个字符附近"),
    "DK848": Wording("键 `{key}` 在此对象里出现两次", "请保留其一"),
    "DK849": Wording("`{key}` 里是列表或对象", "表的每个单元格只有一个值：请拆成几列或几行"),
    "DK850": Wording("无法按 {formula} 算出 `{column}`", "[此行为 {inputs}；]有输入为空，或除不尽"),
    "DK851": Wording("此行有引号没有关上[：它吞进了 {lines} 行]", '请补上引号；文字里的引号要写两个：""'),
    "DK852": Wording(
        "`{product}` 以 {wanted} 计量，没有 {unit} 与它的换算",
        "在表 `units` 中加一行：1 {unit} 等于多少 {wanted}",
    ),
    "DK853": Wording("表格软件把 `{heading}` 列的编码变成了 `{value}`", "数字已经丢失：请把该列设为文本后重新导出"),
    "DK854": Wording("键 `{key}` 在 {most} 行之后才首次出现，已略过", "如要读取，请在 columns.yaml 里写明"),
    "DK860": Wording("`{key}` 在 `{table}` 里出现两次", "请保留一行，或给两行都写上 `valid_from`、`valid_to`"),
    "DK861": Wording("`{table}` 里 `{key}` 有两行在同一天有效", "请让前一行在后一行开始的前一天结束"),
    "DK862": Wording("`{table}` 里 {path} 成了一个圈", "请给其中一个换上级，或去掉上级"),
    "DK863": Wording("`{node}` 的上级 `{parent}` 不在 `{table}` 里", "请补上上级那一行，或改正其编码"),
    "DK864": Wording("此行 {valid_to} 结束，早于 {valid_from} 开始", "请对调两个日期，或改正其一"),
    "DK865": Wording("`{file}` 没有可写入的表头 `{heading}`", "请在文件里加上此表头；没有写入任何行"),
    "DK866": Wording("另一次运行正在写 `{file}`", "请等它结束；若没有，请删去 `{mark}` 后重新运行"),
    "DK867": Wording("无法向 `{table}` 添加行[，它读自 {files}]", "请把此表放在一个 CSV 文件里：`files: {table}.csv`"),
}
