"""The screen: everything that knows Textual. Data goes down, messages go up."""
