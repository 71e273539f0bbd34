"""Questions: each screen answers with what was chosen."""
