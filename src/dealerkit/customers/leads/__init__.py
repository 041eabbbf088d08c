"""Whose a prospect is (客户归属): registration, protection, the pool, assignment, and handing over."""
