"""Forms derived from the field declarations: one editor for each shape."""
