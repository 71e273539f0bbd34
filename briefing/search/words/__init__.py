"""How a name is cut into words, and what two spellings of a word have in common."""
