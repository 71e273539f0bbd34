"""Competing hypotheses: the judgements that answer a question against their evidence."""
