"""The touch plan (客户联系计划): which contacts are due by class, event and holiday, and what was missed."""
