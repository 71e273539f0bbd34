"""What filters, dates, what-ifs and tables show of a briefing: plain values, no Textual."""
