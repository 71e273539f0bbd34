"""The commands of the screens that open above the main one, declared once for keys and help."""

from briefing.tui.commands.command import Command

HISTORY = "In the history"
ANSWERS = "In an answer"
INBOX = "In the inbox"
MATRIX = "In a matrix"
REPORT = "In a report"
IMPORT = "In an import"

IN_HISTORY = (
    Command("undo", "u", "undo", "Undo the change under the cursor", HISTORY, changes=True),
    Command(
        "restore", "r", "restore", "Restore a deleted record as it last was", HISTORY, changes=True
    ),
    Command("go", "enter", "open", "Open the record, or the records of a large change", HISTORY),
    Command("filter", "slash", "filter", "Show only changes that contain the typed words", HISTORY),
    Command("scope", "tab", "scope", "Switch: this record, everything, deleted records", HISTORY),
    Command("scroll(1)", "J", "down", "Scroll the differences down", HISTORY),
    Command("scroll(-1)", "K", "up", "Scroll the differences up", HISTORY),
    Command("help", "question_mark,f1", "help", "Show all keys", HISTORY),
    Command("close", "escape,q,h,left", "close", "Clear the filter, then close", HISTORY),
)
"""The commands of the history screen."""

IN_ANSWERS = (
    Command("go", "enter", "open", "Open the record of the row", ANSWERS),
    Command("filter", "slash", "filter", "Show only rows that contain the typed words", ANSWERS),
    Command("copy", "y", "copy", "Copy what is shown as text", ANSWERS),
    Command("help", "question_mark,f1", "help", "Show all keys", ANSWERS),
    Command("close", "escape,q,h,left", "close", "Clear the filter, then close", ANSWERS),
)
"""The commands of the screen with the answer to a question."""

IN_INBOX = (
    Command("mend", "m", "mend", "Mend the finding with the command that is named there", INBOX),
    Command("run('resolve')", "w", "resolve", "Resolve the contradiction", INBOX),
    Command("run('edit')", "e", "edit", "Edit the record, at the field in question", INBOX),
    Command("run('add_cite')", "c", "cite", "Cite a source for the field in question", INBOX),
    Command("run('merge')", "M", "merge", "Merge the two possible duplicates", INBOX),
    Command(
        "settle",
        "x",
        "dismiss",
        "Dismiss the finding with a reason, or mark two look-alikes as different",
        INBOX,
    ),
    Command("restore", "r", "restore", "Let a dismissed finding wait again", INBOX),
    Command("run('undo')", "u", "undo", "Undo the last change", INBOX),
    Command("go", "enter", "open", "Open the record; on a heading, fold or unfold it", INBOX),
    Command("other", "o", "other", "Open the other record that the finding is about", INBOX),
    Command("filter", "slash", "filter", "Show only findings that contain the words", INBOX),
    Command("scope", "tab", "weighed", "Switch: what waits, what was weighed", INBOX),
    Command("scroll(1)", "J", "down", "Scroll the details down", INBOX),
    Command("scroll(-1)", "K", "up", "Scroll the details up", INBOX),
    Command("help", "question_mark,f1", "help", "Show all keys", INBOX),
    Command("close", "escape,q,v,left", "close", "Clear the filter, then close", INBOX),
)
"""The commands of the inbox. `run` starts a command of the main screen on the finding."""

IN_IMPORT = (
    Command(
        "accept", "a", "accept", "Take it; if that is doubtful, as the likeliest record", IMPORT
    ),
    Command("reject", "x", "leave out", "Leave it out", IMPORT),
    Command("match", "m", "match", "Say which record it is", IMPORT),
    Command("is_new", "n", "is new", "Say that it is none of the records it may be", IMPORT),
    Command("accept_all", "A", "take all", "Take all rows of this heading that are shown", IMPORT),
    Command("reject_all", "X", "none", "Leave out all rows of this heading that are shown", IMPORT),
    Command("withdraw", "u", "undecide", "Take back what was decided on it", IMPORT),
    Command("carry_out", "s,ctrl+s", "import", "Import what is decided", IMPORT),
    Command("go", "enter", "accept", "Take it; on a heading, fold or unfold it", IMPORT),
    Command("filter", "slash", "filter", "Show only rows that contain the words", IMPORT),
    Command("scroll(1)", "J", "down", "Scroll the details down", IMPORT),
    Command("scroll(-1)", "K", "up", "Scroll the details up", IMPORT),
    Command("help", "question_mark,f1", "help", "Show all keys", IMPORT),
    Command(
        "close",
        "escape,q,left",
        "leave",
        "Clear the filter, then leave and keep the decisions",
        IMPORT,
    ),
)
"""The commands of the review of an import."""

IN_MATRIX = (
    Command(
        "judge('consistent')",
        "c",
        "consistent",
        "+ The evidence is consistent with what is judged",
        MATRIX,
        changes=True,
    ),
    Command(
        "judge('inconsistent')",
        "i",
        "inconsistent",
        "− The evidence is inconsistent with what is judged",
        MATRIX,
        changes=True,
    ),
    Command(
        "judge('neutral')", "n", "neutral", "· The evidence fits either way", MATRIX, changes=True
    ),
    Command(
        "clear",
        "delete,backspace",
        "clear",
        "? Leave it open how the evidence bears on this",
        MATRIX,
        changes=True,
    ),
    Command("add", "a", "add", "Add evidence: a record, or words", MATRIX, changes=True),
    Command(
        "remove",
        "d",
        "remove",
        "Remove the evidence from all these judgements",
        MATRIX,
        changes=True,
    ),
    Command("undo", "u", "undo", "Undo the last change", MATRIX, changes=True),
    Command("sort", "s", "sort", "Put the most telling evidence first, or back", MATRIX),
    Command(
        "go", "enter", "open", "Read the record of the evidence; esc returns to the cell", MATRIX
    ),
    Command("judgement", "t", "judgement", "Read the judgement of the column", MATRIX),
    Command("copy", "y", "copy", "Copy the matrix as text", MATRIX),
    Command("scroll(1)", "J", "down", "Scroll the details down", MATRIX),
    Command("scroll(-1)", "K", "up", "Scroll the details up", MATRIX),
    Command("help", "question_mark,f1", "help", "Show all keys", MATRIX),
    Command("close", "escape,q", "close", "Close", MATRIX),
)
"""The commands of the matrix of competing hypotheses. The cursor moves in all four directions."""

IN_RECORD = (
    Command("go", "enter", "go there", "Go to the record of the line, else to this one", MATRIX),
    Command("close", "escape,q,left,h,backspace", "back", "Return to where it was opened", MATRIX),
)
"""The commands of a record read above another screen."""

IN_REPORT = (
    Command("go", "enter", "open", "Read the record of the statement; esc returns to it", REPORT),
    Command(
        "run('edit')", "e", "edit", "Edit the record, at the field stated", REPORT, changes=True
    ),
    Command(
        "run('add_cite')", "c", "cite", "Cite a source for the statement", REPORT, changes=True
    ),
    Command("run('undo')", "u", "undo", "Undo the last change", REPORT, changes=True),
    Command("weak(1)", "n", "next !", "Go to the next finding or missing source", REPORT),
    Command("weak(-1)", "N", "previous !", "Go to the previous one", REPORT),
    Command("outline", "o", "outline", "Go to a part of the report", REPORT),
    Command("template", "t", "template", "Choose another template", REPORT),
    Command("write", "w", "write", "Write the report to a file", REPORT),
    Command("copy", "y", "copy", "Copy the statement with its footnotes", REPORT),
    Command("filter", "slash", "filter", "Show only what contains some words", REPORT),
    Command("help", "question_mark,f1", "help", "Show all keys", REPORT),
    Command("close", "escape,q,P,left,h", "close", "Clear the filter, then close", REPORT),
)
"""The commands of the report. `run` starts a command of the main screen on the statement."""
