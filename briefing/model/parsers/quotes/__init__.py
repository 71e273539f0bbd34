"""Who said what in a pasted passage: `parse.capture` finds the quotations and their speakers."""
