"""Stock rotation: which goods a dealer may send back, and what he is credited for them."""
