"""The commands of all screens, declared once for their keys, the footer, the palette and help."""
