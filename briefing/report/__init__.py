"""The written briefing, as Markdown, HTML and Word documents."""
