"""How fast the program starts and answers, measured in a real pseudo-terminal."""
