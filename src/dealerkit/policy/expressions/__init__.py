"""The expression language of a policy: typed when a policy is read, three-valued when it is computed."""

from __future__ import annotations

from dealerkit.policy.expressions.expression import LONGEST, Expression, compile_expression, witness
from dealerkit.policy.expressions.functions import FUNCTIONS, Function
from dealerkit.policy.expressions.parser import DEEPEST

__all__ = ["DEEPEST", "FUNCTIONS", "LONGEST", "Expression", "Function", "compile_expression", "witness"]
