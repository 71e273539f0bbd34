"""Commands that print pictures of the whole: each of these modules adds its own."""
