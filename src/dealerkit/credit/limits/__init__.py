"""Credit limits: the methods that give them, what bounds them, and until when they hold."""
