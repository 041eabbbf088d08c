"""Rebates: what a dealer earns by programme and period, when it is paid, and why."""
