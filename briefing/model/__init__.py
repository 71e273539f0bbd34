"""What a briefing is made of: pure values, with no input or output of their own."""
