"""Approval: who must sign what is proposed, who has, and what waits for whom."""
