"""Mail through a server whose certificate is checked: letters hold links that let someone in."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from contextlib import suppress

from flask_mailman import EmailMessage
from flask_mailman.backends.smtp import EmailBackend as PlainBackend


class CheckingSMTP(smtplib.SMTP):
    """STARTTLS as it should be. Left alone, Python and the mail library take any certificate there."""

    def starttls(  # type: ignore[override]  # without the key files, which newer versions of Python no longer take
        self, *, context: ssl.SSLContext | None = None
    ) -> tuple[int, bytes]:
        """Go on in secret, with the server that was meant."""
        return super().starttls(context=context or ssl.create_default_context())


class EmailBackend(PlainBackend):  # type: ignore[misc]  # Flask-Mailman has no types
    """What Flask-Mailman sends with; it looks for this name."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        """Both kinds of TLS check the certificate."""
        return smtplib.SMTP_SSL if self.use_ssl else CheckingSMTP

    def send_messages(self, letters: Sequence[EmailMessage]) -> int:
        """Send, and leave no connection behind when the server says no half-way."""
        try:
            return int(super().send_messages(letters))
        finally:
            with suppress(OSError, smtplib.SMTPException):
                self.close()
