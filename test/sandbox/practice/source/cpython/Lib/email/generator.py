@@ file email
"""Practice stand-in for writing message objects as text."""

import io
import re
@@ if email-verify
from email.errors import HeaderWriteError
@@ end

__all__ = ["Generator", "BytesGenerator", "DecodedGenerator"]

UNDERSCORE = "_"
NL = "\n"
NLCRE = re.compile(r"\r\n|\r|\n")
fcre = re.compile(r"^From ", re.MULTILINE)
@@ if email-verify
NEWLINE_WITHOUT_FWSP = re.compile(r"\r\n[^ \t]|\r[^ \n\t]|\n[^ \t]")
@@ end


class Generator:
    """Writes a message tree to a text file."""

    def __init__(self, outfp, mangle_from_=None, maxheaderlen=None, *, policy=None):
        self._fp = outfp
        self._mangle_from_ = True if mangle_from_ is None else mangle_from_
        self.maxheaderlen = maxheaderlen
        self.policy = policy

    def write(self, s):
        self._fp.write(s)

    def flatten(self, msg, unixfrom=False, linesep=None):
        """Write one message with everything in it."""
        policy = self.policy or msg.policy
        if linesep is not None:
            policy = policy.clone(linesep=linesep)
        old_policy, self.policy = self.policy, policy
        self._NL = policy.linesep
        self._encoded_NL = self._encode(self._NL)
        try:
            if unixfrom:
                self.write("From nobody" + self._NL)
            self._write(msg)
        finally:
            self.policy = old_policy

    def clone(self, fp):
        return self.__class__(fp, self._mangle_from_, None, policy=self.policy)

    def _new_buffer(self):
        return io.StringIO()

    def _encode(self, s):
        return s

    def _write_lines(self, lines):
        if not lines:
            return
        for line in NLCRE.split(lines):
            self.write(line)
            self.write(self._NL)

    def _write(self, msg):
        """Body first, because writing it can change the headers."""
        oldfp = self._fp
        try:
            self._fp = sfp = self._new_buffer()
            self._dispatch(msg)
        finally:
            self._fp = oldfp
        self._write_headers(msg)
        self._fp.write(sfp.getvalue())

    def _dispatch(self, msg):
        main, sub = msg.get_content_maintype(), msg.get_content_subtype()
        specific = UNDERSCORE.join((main, sub)).replace("-", "_")
        method = getattr(self, "_handle_" + specific, None) or self._writeBody
        method(msg)

    def _write_headers(self, msg):
        for name, value in msg.raw_items():
            folded = self.policy.fold(name, value)
@@ if email-verify
            if self.policy.verify_generated_headers:
                linesep = self.policy.linesep
                if not folded.endswith(linesep):
                    raise HeaderWriteError(f"folded header does not end with {linesep!r}: {folded!r}")
                if NEWLINE_WITHOUT_FWSP.search(folded.removesuffix(linesep)):
                    raise HeaderWriteError(f"folded header contains newline: {folded!r}")
@@ end
            self.write(folded)
        self.write(self._NL)

    def _handle_text(self, msg):
        payload = msg.get_payload()
        if payload is None:
            return
        if self._mangle_from_:
            payload = fcre.sub(">From ", payload)
        self._write_lines(payload)

    _writeBody = _handle_text

    def _handle_multipart(self, msg):
        boundary = msg.get_boundary()
        for part in msg.get_payload():
            buffer = self._new_buffer()
            self.clone(buffer).flatten(part, linesep=self._NL)
            self.write("--" + boundary + self._NL)
            self._fp.write(buffer.getvalue())
        self.write("--" + boundary + "--" + self._NL)


class BytesGenerator(Generator):
    """Writes a message tree to a binary file."""

    def write(self, s):
        self._fp.write(s.encode("ascii", "surrogateescape"))

    def _new_buffer(self):
        return io.BytesIO()

    def _encode(self, s):
        return s.encode("ascii")

    def _write_headers(self, msg):
        # The text twin checks lines; the bytes go out as the policy folds them.
        for name, value in msg.raw_items():
            self._fp.write(self.policy.fold_binary(name, value))
        self.write(self._NL)


class DecodedGenerator(Generator):
    """Writes the text parts and a line for every other part."""

    def _dispatch(self, msg):
        for part in msg.walk():
            if part.get_content_maintype() == "text":
                print(part.get_payload(decode=False), file=self)
            else:
                print("[attachment left out]", file=self)
