@@ file html
"""Escaping and unescaping of HTML text."""

__all__ = ["escape"]


def escape(s, quote=True):
    """Replace the characters that mean something in HTML."""
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        s = s.replace('"', "&quot;").replace("'", "&#x27;")
    return s
