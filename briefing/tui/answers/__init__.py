"""Questions about records, and the screen with the answer."""
