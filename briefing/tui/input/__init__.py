"""What comes from the keyboard, the clipboard and the terminal, made safe."""
