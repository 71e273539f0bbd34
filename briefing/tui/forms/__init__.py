"""Forms derived from the declarations of fields: one editor for each shape."""
