"""What was agreed: located nodes, shapes, facts, expressions, tables, dated values, overlays."""
