"""Satisfaction (满意度): perception less expectation, item by item, against targets; and expectations beyond reason."""
