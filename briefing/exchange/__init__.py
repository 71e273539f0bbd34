"""Data in and out: formats, what a file would change, and the change itself."""
