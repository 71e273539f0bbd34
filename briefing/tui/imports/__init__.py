"""Import a file: choose it, review what it would change, decide, and take it in."""
