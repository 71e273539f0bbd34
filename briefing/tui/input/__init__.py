"""Keyboard, clipboard and terminal input, made safe."""
