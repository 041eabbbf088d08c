"""Promises made to dealers: by whom, with which authority, and whether they were decided and answered."""
