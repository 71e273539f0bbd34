"""Whether the store keeps what it promised when it is killed, cut off or out of room."""
