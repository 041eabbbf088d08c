"""How contracts are carried out: ordered, shipped, invoiced, paid, returned; instalments, services, low stock."""
