"""Full-width characters outside quoted text: what a Chinese keyboard types for operators and quotes.

Each has a narrow form of the same length, so the text is read on as it was meant, and one finding
per run of them says what to type. Within quotes they are content and stay.
"""

from __future__ import annotations

import re

from dealerkit.policy.expressions.findings import Finding, finding

_WIDE_QUOTES = "“”„‘’「」『』"
_WIDE_MARKS = {"、": ",", "。": ".", "【": "[", "】": "]", "《": "<", "》": ">", "〈": "<", "〉": ">"}
_NARROW = {
    **{code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)},
    **{ord(wide): '"' for wide in _WIDE_QUOTES},
    **{ord(wide): narrow for wide, narrow in _WIDE_MARKS.items()},
}
_WIDE = "！-～" + _WIDE_QUOTES + "".join(_WIDE_MARKS)

_outside_quotes = re.compile(
    rf"""
    "[^"]*" | '[^']*'                               # quoted as it should be
    | (?P<quoted>[“”„‘’「『＂＇][^“”‘’」』＂＇"']*[“”‘’」』＂＇])
    | (?P<wide>[{_WIDE}]+)
    """,
    re.VERBOSE,
)


def narrowed(text: str, findings: list[Finding]) -> str:
    """``text``, as long as before, with narrow operators, brackets, digits and quotes."""
    if text.isascii():
        return text

    def narrow(match: re.Match[str]) -> str:
        found = match[0]
        if match["quoted"]:
            meant = f'"{found[1:-1]}"'
        elif match["wide"]:
            meant = found.translate(_NARROW)
        else:
            return found
        findings.append(finding("DK206", match.start(), match.end(), found=found, mend=meant))
        return meant

    return _outside_quotes.sub(narrow, text)
