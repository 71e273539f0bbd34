"""How well texts are read, on reports with their right answers."""
