"""Who may do what with a customer's file (查阅、外借、保密), on whose approval, and what the log shows."""
