"""The network of groups and leaders: who is tied to whom, how, when, and how well founded."""
