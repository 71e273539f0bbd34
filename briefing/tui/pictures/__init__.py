"""What the screens with pictures have in common."""
