"""E-mail messages (RFC 5322, MIME): the text of the message; attachments are told, not read."""

from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import getaddresses, parsedate_to_datetime
from itertools import islice
from typing import Final

from briefing.reading.documents.document import Said, Unreadable
from briefing.reading.documents.html import read_html
from briefing.reading.documents.plain import decoded

_MOST_PARTS: Final = 1000


def read_mail(data: bytes, said: Said) -> str:
    """Read an e-mail message.

    Raises:
        Unreadable: It has no text.
    """
    message = BytesParser(policy=policy.default).parsebytes(data)
    _say_head(message, said)
    # Some programs send an empty plain text beside the HTML.
    bodies = (message.get_body((kind,)) for kind in ("plain", "html"))
    texts = (_text(each, said) for each in bodies if isinstance(each, EmailMessage))
    text = next((each for each in texts if each.strip()), "")
    for part in islice(message.iter_attachments(), _MOST_PARTS):
        name = part.get_filename() or part.get_content_type()
        said.notes.append(f"left out: the attachment {name}")
    if not text.strip():
        raise Unreadable("the message has no text")
    return text


def _say_head(message: EmailMessage, said: Said) -> None:
    said.say("title", _header(message, "Subject"), "the subject")
    senders = getaddresses([_header(message, "From")])
    said.say_authors([name or address for name, address in senders], "the sender")
    said.say("language", _header(message, "Content-Language"), "the message")
    sent = _header(message, "Date")
    try:
        # The day where it was sent, whatever the time elsewhere.
        said.say("published", parsedate_to_datetime(sent).date().isoformat(), "the day it was sent")
    except (ValueError, TypeError):
        if sent:
            said.notes.append(f"not understood as a date: “{sent[:60]}” (the day it was sent)")
    said.say("type", "letter", "its format")


def _header(message: EmailMessage, name: str) -> str:
    value = message.get(name)
    return "" if value is None else str(value)


def _text(body: EmailMessage, said: Said) -> str:
    payload = body.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    if body.get_content_type() == "text/html":
        return read_html(data, Said())
    charset = body.get_content_charset()
    try:
        return data.decode(charset) if charset else decoded(data, said)
    except (LookupError, UnicodeDecodeError):
        return decoded(data, said)
