"""Running commands (DK9), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK900": Wording(
        "没有命令 `{verb}`",
        "[是不是想写 `{nearest}`？]运行 `{program} --help` 查看全部命令",
    ),
    "DK901": Wording(
        "没有选项 `{option}`",
        "[是不是想写 `{nearest}`？]运行 `{program} --help` 查看该命令的选项",
    ),
    "DK902": Wording(
        "缺少 `{name}`",
        "运行 `{program} --help` 查看该命令需要什么",
    ),
    "DK903": Wording(
        "`{value}` 不能作为 `{name}` 的值",
        "[请写以下之一：`{choices}`][请写{expected}]",
    ),
    "DK904": Wording(
        "无法理解该命令：{detail}",
        "运行 `{program} --help` 查看写法",
    ),
    "DK905": Wording(
        "`{extra}` 超出了该命令所接受的参数",
        "名称含空格时请加引号，或运行 `{program} --help`",
    ),
    "DK906": Wording(
        "选项 `{option}` 后面没有值",
        "请在其后写上值，或运行 `{program} --help`",
    ),
    "DK907": Wording(
        "选项 `{option}` 不带值",
        "单独写出即可：出现就是它的全部含义",
    ),
    "DK910": Wording(
        "没有文件或文件夹 `{path}`",
        "[是不是想写 `{nearest}`？]路径从运行命令时所在的文件夹算起",
    ),
    "DK911": Wording(
        "`{path}` 是文件，而此处需要文件夹",
        "请写一个文件夹；不存在时会自动创建",
    ),
    "DK912": Wording(
        "无法读取 `{path}`：{reason}",
        "请确认文件存在、您有读取权限，并且没有被其他程序占用",
    ),
    "DK913": Wording(
        "无法写入 `{path}`：{reason}",
        "未作任何改动；请检查权限和剩余空间，并在其他程序中关闭该文件",
    ),
    "DK914": Wording(
        "`{path}` 已经存在，未作改动",
        "请换一个文件夹，或先移走该文件",
    ),
    "DK915": Wording(
        "`{path}` 在此期间已被他人修改，未写入任何内容",
        "请重新运行命令，它将以新内容为准",
    ),
    "DK916": Wording(
        "另一次运行正在写入 `{path}`",
        "请等待其结束；若并无其他运行，请删除 `{lock}`",
    ),
    "DK917": Wording(
        "结果无法写到标准输出：{reason}",
        "请检查输出去处的剩余空间；已写出的内容不完整",
    ),
    "DK920": Wording(
        "格式 `{format}` 需要软件包 `{package}`",
        '请用 `pip install "dealerkit[[{extra}]]"` 安装',
    ),
    "DK921": Wording(
        "格式 `{format}` 只能写成文件",
        "请加上 `--out 文件夹`",
    ),
    "DK930": Wording(
        "未过账任何一笔：本次运行有问题",
        "请处理以上列出的问题，或用 `--accept-rejects` 写明可接受多少行被拒绝",
    ),
    "DK931": Wording(
        "台账没有税额列，而这些分录共有税额 {tax}",
        "请在 `postings` 表中加一列 `tax`；未过账任何一笔",
    ),
    "DK932": Wording(
        "此账册中没有经销商 `{dealer}`",
        "[是不是想写 `{nearest}`？]请按 `customers` 表或明细中的编码填写",
    ),
    "DK933": Wording(
        "这里没有期间 `{period}`",
        "[现有：`{known}`]",
    ),
    "DK934": Wording(
        "此政策没有返利方案",
        "请写在 `rebates:` 之下，或给出存放政策全部文件的文件夹",
    ),
    "DK940": Wording(
        "dealerkit 因自身的错误未能完成：{error}",
        "请连同以上各行一并反馈；没有任何输出文件只写了一半",
    ),
}
