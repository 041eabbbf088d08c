"""What test cases and their recording come to (DK290 to DK299), in Chinese."""

from __future__ import annotations

from dealerkit.report.messages.wording import Wording

MESSAGES: dict[str, Wording] = {
    "DK290": Wording(
        "测试 `{case}` 已经通过，说明中所写的错误已改好：{bug}", "请删去 `bug:`，让该用例从此守住正确答案"
    ),
    "DK291": Wording(
        "测试用例只触及 {count} 个{kind}中的 {covered} 个，而要求是 {least:percent}",
        "请补充由未触及的各项决定的用例[，如 `{first}`]",
    ),
    "DK292": Wording("`--cover` 针对政策的全部用例，而 `--only` 只运行其中一部分", "请运行全部用例，再看触及了多少"),
    "DK293": Wording(
        "`{payee}` 在 `{programme}` 下 {period} 的结果无法写成一个用例：[{why}][，内容 `{fact}`]",
        "请按 docs/testing.md 的样子，连同所依据的表手写用例",
    ),
    "DK294": Wording("`{value}` 没有说明期间里哪些天数计入", "请写计入的天数与全部天数，如 45/90"),
    "DK295": Wording("`{file}` 里已有测试 `{case}`", "要重新记录请先删去它，或写入政策的另一个文件"),
    "DK296": Wording("无法把用例加在 `{file}` 末尾", "请写入政策旁边的单独文件，它会与政策一起读取"),
    "DK297": Wording(
        "`{of}` 对 {subject} 的结果无法写成一个用例：[{why}]",
        "请按 docs/testing.md 的样子，连同所依据的表手写用例",
    ),
    "DK298": Wording(
        "没有记录任何内容：没有问到某一个结果，或没有这样的结果",
        "请指明要记录哪一个，如用 `--dealer`、`--customer`；见 `--help`",
    ),
}

TERMS: dict[str, str] = {
    "table rows": "表格行",
    "bands": "坎级",
    "rules": "规则",
    "no-answer": "仅凭账册得不出结果",
    "other-answer": "仅凭所涉各方的数据行，得不出同样的结果",
    "too-many-rows": "所依据的数据行过多，一个用例放不下",
    "several-together": "它由多家经销商共同取得",
    "open-tree": "树中某处的上级不明",
}
