"""Reading documents: their text, what it resembles, whom it names and what it adds."""
