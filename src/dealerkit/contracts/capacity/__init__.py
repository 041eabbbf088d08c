"""What a dealer can carry: stores and the money they tie up, the fit of a new one, fees that stores ask for."""
