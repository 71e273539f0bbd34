"""The inbox: what waits to be weighed, and what was."""
