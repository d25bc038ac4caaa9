@@ file http
"""Practice stand-in for the client side of HTTP/1.1."""

import email.parser
import io
import re
import socket

HTTP_PORT = 80
_MAXLINE = 65536
_MAXHEADERS = 100
@@ if http-safe-read
_MIN_READ_BUF_SIZE = 1 << 20
@@ end

__all__ = ["HTTPResponse", "HTTPConnection", "HTTPException",
           "IncompleteRead", "LineTooLong", "InvalidURL"]

_is_legal_header_name = re.compile(rb"[^:\s][^:\r\n]*").fullmatch
_is_illegal_header_value = re.compile(rb"\n(?![ \t])|\r(?![ \t\n])").search


class HTTPException(Exception):
    """Root of the errors of this module."""


class InvalidURL(HTTPException):
    """The address holds characters that end a request line."""


class LineTooLong(HTTPException):
    """A peer sent a line that is longer than anybody needs."""

    def __init__(self, line_type):
        super().__init__("got more than %d bytes when reading %s" % (_MAXLINE, line_type))


class IncompleteRead(HTTPException):
    """The connection ended before the body did."""

    def __init__(self, partial, expected=None):
        super().__init__(partial)
        self.partial = partial
        self.expected = expected


class HTTPMessage(email.message.Message):
    """Headers of a response."""

    def getallmatchingheaders(self, name):
        wanted = name.lower() + ":"
        return [line for line in self.keys() if line.lower().startswith(wanted)]


def _read_headers(fp):
    """Header lines up to the empty one."""
    headers = []
    while True:
        line = fp.readline(_MAXLINE + 1)
        if len(line) > _MAXLINE:
            raise LineTooLong("header line")
        headers.append(line)
        if len(headers) > _MAXHEADERS:
            raise HTTPException("got more than %d headers" % _MAXHEADERS)
        if line in (b"\r\n", b"\n", b""):
            return headers


def parse_headers(fp, _class=HTTPMessage):
    """Headers of a stream as a message."""
    text = b"".join(_read_headers(fp)).decode("iso-8859-1")
    return email.parser.Parser(_class=_class).parsestr(text)


class HTTPResponse(io.BufferedIOBase):
    """What the server answered."""

    def __init__(self, sock, method=None):
        self.fp = sock.makefile("rb")
        self._method = method
        self.headers = self.msg = None
        self.chunked = False
        self.chunk_left = None
        self.length = None

    def begin(self):
        """Read status line and headers."""
        line = str(self.fp.readline(_MAXLINE + 1), "iso-8859-1")
        if len(line) > _MAXLINE:
            raise LineTooLong("status line")
        self.version, self.status, self.reason = line.split(None, 2)
        self.headers = self.msg = parse_headers(self.fp)
        self.chunked = (self.headers.get("transfer-encoding") or "").lower() == "chunked"
        if not self.chunked and self.headers.get("content-length"):
            self.length = int(self.headers.get("content-length"))

    def read(self, amt=None):
        """Bytes of the body; all of them without amt."""
        if self.fp is None:
            return b""
        if self.chunked:
            return self._read_chunked(amt)
        if amt is not None:
            data = self.fp.read(amt)
            if self.length is not None:
                self.length -= len(data)
            return data
        if self.length is None:
            return self.fp.read()
        return self._safe_read(self.length)

    def _read_next_chunk_size(self):
        line = self.fp.readline(_MAXLINE + 1)
        if len(line) > _MAXLINE:
            raise LineTooLong("chunk size")
        return int(line.partition(b";")[0], 16)

    def _get_chunk_left(self):
        left = self.chunk_left
        if not left:
            left = self._read_next_chunk_size()
            self.chunk_left = left or None
        return left

    def _read_chunked(self, amt=None):
        pieces = []
        while left := self._get_chunk_left():
            if amt is not None and amt <= left:
                pieces.append(self._safe_read(amt))
                self.chunk_left = left - amt
                break
            pieces.append(self._safe_read(left))
            self.fp.readline()
            self.chunk_left = None
        return b"".join(pieces)

@@ if http-safe-read
    def _safe_read(self, amt):
        """Read exactly amt bytes, asking for more memory only as data arrives."""
        parts = io.BytesIO()
        step = min(amt, _MIN_READ_BUF_SIZE)
        while parts.tell() < amt:
            piece = self.fp.read(min(step, amt - parts.tell()))
            if not piece:
                raise IncompleteRead(parts.getvalue(), amt - parts.tell())
            parts.write(piece)
            step *= 2
        return parts.getvalue()
@@ else
    def _safe_read(self, amt):
        """Read exactly amt bytes."""
        data = self.fp.read(amt)
        if len(data) < amt:
            raise IncompleteRead(data, amt - len(data))
        return data
@@ end

    def getheader(self, name, default=None):
        return self.headers.get(name, default)


class HTTPConnection:
    """A connection to one server."""

    def __init__(self, host, port=None, timeout=None):
        self.host, self.port = self._get_hostport(host, port)
        self.timeout = timeout
        self.sock = None
        self._buffer = []

    def _get_hostport(self, host, port):
        if port is None:
            host, colon, rest = host.rpartition(":")
            return (host, int(rest)) if colon else (rest, HTTP_PORT)
        return host, port

    def connect(self):
        self.sock = socket.create_connection((self.host, self.port), self.timeout)

    def putrequest(self, method, url):
        """Begin a request."""
        self._validate_path(url)
        self._buffer.append(f"{method} {url} HTTP/1.1".encode("ascii"))

    def _validate_path(self, url):
        if match := re.search("[\x00-\x20\x7f]", url):
            raise InvalidURL(f"URL can't contain control characters: {url!r} ({match.group()!r})")

    def putheader(self, header, *values):
        """Add one header to the request."""
        header = header.encode("ascii")
        if not _is_legal_header_name(header):
            raise ValueError("Invalid header name %r" % (header,))
        for value in values:
            if _is_illegal_header_value(value.encode("latin-1")):
                raise ValueError("Invalid header value %r" % (value,))
        self._buffer.append(header + b": " + b"\r\n\t".join(v.encode("latin-1") for v in values))

    def endheaders(self):
        self.sock.sendall(b"\r\n".join(self._buffer) + b"\r\n\r\n")
        self._buffer.clear()

    def getresponse(self):
        response = HTTPResponse(self.sock)
        response.begin()
        return response
