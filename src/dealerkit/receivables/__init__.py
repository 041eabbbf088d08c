"""What customers owe and what they paid: invoices, the receipts applied to them, and what stays open."""
