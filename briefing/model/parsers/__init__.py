"""What is said in words, read as values: understood whole, or refused saying what was not.

Each module reads one thing a person says or copies: a date, casualties, actors, a place, a link, a
cite, a quotation. All raise `words.NotUnderstood`, whose text a reader is shown.
"""
