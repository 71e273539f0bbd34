"""Pictures in characters: what the chronology, network, map and patterns are drawn with."""
