"""Records in sentences, as a desk writes them; each sentence knows what it rests on."""
