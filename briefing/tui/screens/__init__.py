"""The screens: each takes what it needs when it is made and answers with what was chosen."""
