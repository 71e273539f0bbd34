"""How many of whom: read by `phrases`, and as the program shows it by `lines`."""
