"""The history on the screen: who changed what, and the way back."""
