"""A file becomes a document: its text, what it says of itself, and what was left out."""
