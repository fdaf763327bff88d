"""Delivery by e-mail, over the server that the user names."""

import smtplib
import ssl
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from ingest.alerts.not_delivered import NotDelivered
from ingest.core.alerts.model import Message
from ingest.core.alerts.settings import Email

_SECONDS = 30.0
_PORTS = {"starttls": 587, "tls": 465, "none": 25}


def send(email: Email, message: Message) -> None:
    """Raises NotDelivered. Waits for the server."""
    host, _, port = email.server.partition(":")
    where = (host, int(port) if port.isdecimal() else _PORTS[email.security])
    try:
        context = ssl.create_default_context()
        server = (
            smtplib.SMTP_SSL(*where, timeout=_SECONDS, context=context)
            if email.security == "tls"
            else smtplib.SMTP(*where, timeout=_SECONDS)
        )
        with server:
            if email.security == "starttls":
                server.starttls(context=context)
            if email.user is not None:
                server.login(email.user, email.password or "")
            refused = server.send_message(_letter(email, message))
    except smtplib.SMTPResponseException as error:
        said = error.smtp_error.decode(errors="replace") if isinstance(error.smtp_error, bytes) else error.smtp_error
        raise NotDelivered(f"{email.server}: answered {error.smtp_code} {' '.join(said.split())}") from None
    except (OSError, smtplib.SMTPException, ValueError) as error:
        raise NotDelivered(f"{email.server}: {type(error).__name__}: {' '.join(str(error).split())}") from None
    if refused:
        raise NotDelivered(f"{email.server}: refused {', '.join(refused)}")


def _letter(email: Email, message: Message) -> EmailMessage:
    letter = EmailMessage()
    letter["From"] = email.sender
    letter["To"] = ", ".join(email.to)
    letter["Subject"] = " ".join(message.title.split())
    letter["Date"] = format_datetime(datetime.fromisoformat(message.at))
    letter["Message-ID"] = f"<{message.id}@{email.sender.rpartition('@')[2].rstrip('>') or 'ingest.invalid'}>"
    letter["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answer is wanted
    letter.set_content(message.text)
    return letter
