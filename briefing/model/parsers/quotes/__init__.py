"""Who said what, told apart in a passage that is pasted: read by `capture`."""
