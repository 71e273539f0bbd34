"""Finding a record by any spelling of its name, or by the words of its texts."""
