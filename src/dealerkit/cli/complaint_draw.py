"""``dealerkit complaint draw``: a flow as a picture, with its roles and clocks."""

from __future__ import annotations

from pathlib import Path

from dealerkit import assembly
from dealerkit.cli import console, exits
from dealerkit.cli.commands import Command, Option, argument, choice, existing
from dealerkit.cli.delivery import note, out_option, stop
from dealerkit.problems import Severity, problem
from dealerkit.report.files import write_folder
from dealerkit.report.flow_drawing import dot, mermaid
from dealerkit.report.languages import Language, Words
from dealerkit.workflow.asking import no_flow
from dealerkit.workflow.flow import flows_of

_HELP = Words(
    """Draw a flow: its states, the moves between them with who may make them and when, its clocks and notices.

    `mermaid` is a block for Markdown pages, which many readers draw by themselves; `dot` is for Graphviz. With
    `--out` every flow is written into a file of its own.""",
    """画出流程：状态、状态之间的步骤（由谁、在何条件下）、时限和通知。

    `mermaid` 可直接放进 Markdown 页面，许多阅读器会自动画出；`dot` 供 Graphviz 使用。
    用 `--out` 时每个流程各写一个文件。""",
)
_FLOW = Words("which flow; may be left out where the policy has one", "画哪个流程；政策只有一个流程时可不写")
_FORM = Words("the language of the picture", "图的语言")
_WRITTEN = {"mermaid": (mermaid, "mmd"), "dot": (dot, "dot")}


def run(lang: Language, policy: Path, flow: str, form: str, out: Path | None) -> int:
    """Draw the flow."""
    loaded = assembly.load([policy])
    found = assembly.checked(loaded)
    note(found.problems, found.sources, lang)
    if loaded.policy is None or any(each.severity is Severity.ERROR for each in found.problems):
        return exits.NOT_RUN
    flows = flows_of(loaded.policy)
    if not flows or (flow and flow not in flows):
        return stop([no_flow(loaded.policy, flow)], {}, lang, ended=exits.USAGE if flows else exits.NOT_RUN)
    asked = [flows[flow]] if flow else list(flows.values())
    draw, ending = _WRITTEN[form]
    if out is not None:
        trouble = write_folder(out, {f"{each.id}.{ending}": draw(each, lang) for each in asked})
        return exits.FINE if trouble is None else stop([trouble], {}, lang)
    if len(asked) > 1:
        return stop([problem("DK670", None, known=tuple(flows))], {}, lang, ended=exits.USAGE)
    console.give(draw(asked[0], lang))
    return exits.FINE


COMMAND = Command(
    "draw",
    _HELP,
    [
        argument("policy", "POLICY", existing),
        Option("--flow", metavar="ID", default="", help=_FLOW),
        choice("--form", choices=tuple(_WRITTEN), default="mermaid", help=_FORM),
        out_option(),
    ],
    run,
)
