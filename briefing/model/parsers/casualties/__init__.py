"""Numbers of casualties: `parse` reads reports, `displayed` reads the program's own lines."""
