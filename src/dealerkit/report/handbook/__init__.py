"""The handbook of a policy: every rule in sentences and tables, for people who never read YAML."""

from dealerkit.report.handbook.book import Handbook, handbook
from dealerkit.report.handbook.copies import check_copy

__all__ = ["Handbook", "check_copy", "handbook"]
