"""Parsers of plain English: a phrase is understood completely, or the error says what was not.

Each module parses one thing a person types or pastes: a date, casualties, actors, a place, a link,
a cite, a quotation. All raise `words.NotUnderstood`, whose text is shown to the reader.
"""
