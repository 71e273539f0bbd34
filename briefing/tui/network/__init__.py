"""The network on the screen."""
