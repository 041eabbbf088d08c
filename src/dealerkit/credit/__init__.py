"""Credit: may this order ship, on whose signature, and who bears the loss."""
