@@ file cgi !cgi-gone
"""Practice stand-in for the reader of form data that left the library."""

import os
import sys
import urllib.parse
@@ if cgi-deprecated
import warnings

warnings.warn("cgi leaves the library in 3.13", DeprecationWarning, stacklevel=2)
@@ end

__all__ = ["FieldStorage", "parse", "parse_header", "parse_multipart"]

maxlen = 0


def parse(fp=None, environ=os.environ, keep_blank_values=0):
    """Fields of the request that the environment describes."""
    fp = fp or sys.stdin
    if environ.get("REQUEST_METHOD") == "POST":
        ctype, pdict = parse_header(environ["CONTENT_TYPE"])
        if ctype == "multipart/form-data":
            return parse_multipart(fp, pdict)
        length = int(environ.get("CONTENT_LENGTH", 0))
        if maxlen and length > maxlen:
            raise ValueError("Maximum content length exceeded")
        text = fp.read(length)
    else:
        text = environ.get("QUERY_STRING", "")
    return urllib.parse.parse_qs(text, keep_blank_values)


def _parseparam(s):
    """Split at semicolons that stand outside quotes."""
    while s[:1] == ";":
        s = s[1:]
        end = s.find(";")
        while end > 0 and (s.count('"', 0, end) - s.count('\\"', 0, end)) % 2:
            end = s.find(";", end + 1)
        if end < 0:
            end = len(s)
        yield s[:end].strip()
        s = s[end:]


def parse_header(line):
    """Main value and options of a header such as Content-Type."""
    parts = _parseparam(";" + line)
    key = parts.__next__()
    pdict = {}
    for p in parts:
        name, equals, value = p.partition("=")
        if equals:
            pdict[name.strip().lower()] = value.strip().strip('"')
    return key, pdict


def parse_multipart(fp, pdict):
    """Fields of a body with several parts."""
    boundary = b"--" + pdict["boundary"].encode("ascii")
    fields = {}
    for part in fp.read().split(boundary)[1:-1]:
        head, _, body = part.partition(b"\r\n\r\n")
        _, options = parse_header(head.decode("latin-1"))
        fields.setdefault(options.get("name"), []).append(body.removesuffix(b"\r\n"))
    return fields


class FieldStorage(dict):
    """Fields of a form, by name."""

    def __init__(self, fp=None, environ=os.environ):
        super().__init__(parse(fp, environ))

    def getfirst(self, key, default=None):
        return self.get(key, [default])[0]
