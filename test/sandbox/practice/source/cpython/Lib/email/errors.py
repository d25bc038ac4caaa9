@@ file email
"""Errors of the email package."""


class MessageError(Exception):
    """Root of the errors of this package."""


class MessageParseError(MessageError):
    """The text is no message."""


class HeaderParseError(MessageParseError):
    """A header cannot be read."""


@@ if email-verify
class HeaderWriteError(MessageError):
    """A header cannot be written without changing its meaning."""


@@ end
class BoundaryError(MessageParseError):
    """A part never ends."""
