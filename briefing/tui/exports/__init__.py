"""Put records out in a file of another format."""
