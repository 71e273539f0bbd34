"""Whether a typed name is the name of one record: certain, or not at all."""
