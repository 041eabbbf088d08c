"""Workflow: states, roles, clocks; events fold into a case, and a case says what may happen next."""
