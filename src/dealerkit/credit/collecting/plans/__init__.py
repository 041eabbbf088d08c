"""What is to come in: payment schedules of contracts, repayment plans, and the collection plan by month."""
