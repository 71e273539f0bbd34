"""What a reader can have done: each a flow of questions and one change."""
