"""Whether what the store promised to keep is there after it is killed, cut off or out of room."""
