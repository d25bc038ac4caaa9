@@ file http
"""Practice stand-in for cookies as a server sees them."""

import re
import string

__all__ = ["CookieError", "BaseCookie", "SimpleCookie", "Morsel"]

_LegalChars = string.ascii_letters + string.digits + "!#$%&'*+-.^_`|~:"
_is_legal_key = re.compile("[%s]+" % re.escape(_LegalChars)).fullmatch


class CookieError(Exception):
    """A key or a value cannot stand in a cookie."""


def _quote(text):
    """Put quotes around a value that needs them."""
    if text is None or _is_legal_key(text):
        return text
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@@ if cookies-unquote-linear
_unquote_sub = re.compile(r"\\(?:([0-3][0-7][0-7])|(.))").sub


def _unquote_replace(match):
    octal, other = match.groups()
    return chr(int(octal, 8)) if octal else other


def _unquote(text):
    """Take the quotes and the escapes off a value."""
    if text is None or len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return text
    return _unquote_sub(_unquote_replace, text[1:-1])
@@ else
def _unquote(text):
    """Take the quotes and the escapes off a value."""
    if text is None or len(text) < 2 or text[0] != '"' or text[-1] != '"':
        return text
    text = text[1:-1]
    at, parts = 0, []
    while 0 <= at < len(text):
        octal = re.compile(r"\\[0-3][0-7][0-7]").search(text, at)
        quoted = re.compile(r"[\\].").search(text, at)
        if not octal and not quoted:
            parts.append(text[at:])
            break
        first = min(m.start(0) for m in (octal, quoted) if m)
        parts.append(text[at:first])
        if octal and octal.start(0) == first:
            parts.append(chr(int(text[first + 1:first + 4], 8)))
            at = first + 4
        else:
            parts.append(text[first + 1])
            at = first + 2
    return "".join(parts)
@@ end


class Morsel(dict):
    """One cookie: a key, a value and its attributes."""

    _reserved = {
        "expires": "expires",
        "path": "Path",
        "comment": "Comment",
        "domain": "Domain",
        "max-age": "Max-Age",
        "secure": "Secure",
        "httponly": "HttpOnly",
        "version": "Version",
        "samesite": "SameSite",
@@ if cookies-partitioned
        "partitioned": "Partitioned",
@@ end
    }
    _flags = {"secure", "httponly"}

    def __init__(self):
        super().__init__((key, "") for key in self._reserved)
        self._key = self._value = self._coded_value = None

    @property
    def key(self):
        return self._key

    @property
    def value(self):
        return self._value

    @property
    def coded_value(self):
        return self._coded_value

    def __setitem__(self, K, V):
        K = K.lower()
        if K not in self._reserved:
            raise CookieError("Invalid attribute %r" % (K,))
        super().__setitem__(K, V)

    def isReservedKey(self, K):
        return K.lower() in self._reserved

    def set(self, key, val, coded_val):
        """Give the cookie its key and its value."""
        if key.lower() in self._reserved:
            raise CookieError("Attempt to set a reserved key %r" % (key,))
        if not _is_legal_key(key):
            raise CookieError("Illegal key %r" % (key,))
        self._key, self._value, self._coded_value = key, val, coded_val

    def __getstate__(self):
        return {"key": self._key, "value": self._value, "coded_value": self._coded_value}

    def __setstate__(self, state):
        self._key = state["key"]
        self._value = state["value"]
        self._coded_value = state["coded_value"]

    def output(self, attrs=None, header="Set-Cookie:"):
        return "%s %s" % (header, self.OutputString(attrs))

    __str__ = output

    def OutputString(self, attrs=None):
        """The cookie as the header carries it."""
        result = ["%s=%s" % (self.key, self.coded_value)]
        for key, value in sorted(self.items()):
            if value == "" or key not in (attrs or self._reserved):
                continue
            if key in self._flags:
                result.append(self._reserved[key])
            else:
                result.append("%s=%s" % (self._reserved[key], value))
        return "; ".join(result)


class BaseCookie(dict):
    """All cookies of one request or response."""

    def value_decode(self, val):
        return val, val

    def value_encode(self, val):
        return str(val), str(val)

    def __setitem__(self, key, value):
        rval, cval = self.value_encode(value)
        morsel = self.get(key, Morsel())
        morsel.set(key, rval, cval)
        super().__setitem__(key, morsel)

    def load(self, rawdata):
        """Read the cookies of a header."""
        for piece in rawdata.split(";"):
            key, _, value = piece.strip().partition("=")
            if key:
                self[key] = _unquote(value)

    def output(self, attrs=None, header="Set-Cookie:", sep="\015\012"):
        return sep.join(morsel.output(attrs, header) for _, morsel in sorted(self.items()))


class SimpleCookie(BaseCookie):
    """Cookies whose values are plain strings."""

    def value_decode(self, val):
        return _unquote(val), val

    def value_encode(self, val):
        text = str(val)
        return text, _quote(text)
