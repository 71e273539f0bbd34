"""Numbers of casualties: `phrases` parses what reports say, `lines` what the program displays."""
