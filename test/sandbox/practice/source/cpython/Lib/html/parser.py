@@ file html
"""Practice stand-in for the tolerant HTML tokenizer."""

import re

__all__ = ["HTMLParser"]

starttagopen = re.compile("<[a-zA-Z]")
endtagopen = re.compile("</[a-zA-Z]")
attrfind = re.compile(r"([^\s/>=]+)\s*(?:=\s*([\"'][^\"']*[\"']|[^\s>]*))?")
@@ if html-comment-end
commentclose = re.compile(r"--!?>")
@@ else
commentclose = re.compile(r"--\s*>")
@@ end
interesting_normal = re.compile("[&<]")


class HTMLParser:
    """Calls a handler for each piece of a page."""

    CDATA_CONTENT_ELEMENTS = ("script", "style")

    def __init__(self, *, convert_charrefs=True):
        self.convert_charrefs = convert_charrefs
        self.reset()

    def reset(self):
        """Forget what has been fed."""
        self.rawdata = ""
        self.lasttag = "???"
        self.cdata_elem = None
        self.interesting = interesting_normal
@@ if html-linear
        self._pending = []
@@ end

@@ if html-linear
    def feed(self, data):
        """Take more of the page; pieces are joined once, when they are needed."""
        self._pending.append(data)
        if "<" in data or ">" in data:
            self._join()
            self.goahead(0)

    def _join(self):
        self.rawdata += "".join(self._pending)
        self._pending.clear()
@@ else
    def feed(self, data):
        """Take more of the page."""
        self.rawdata = self.rawdata + data
        self.goahead(0)
@@ end

    def close(self):
        """Handle what is left as if the page ended here."""
@@ if html-linear
        self._join()
@@ end
        self.goahead(1)

    def set_cdata_mode(self, elem):
        self.cdata_elem = elem.lower()
        self.interesting = re.compile(r"</%s(?=[\t\n\r\f />])" % self.cdata_elem, re.I)

    def clear_cdata_mode(self):
        self.interesting = interesting_normal
        self.cdata_elem = None

    def goahead(self, end):
        """Handle as much of the buffer as is complete."""
        rawdata = self.rawdata
        i, n = 0, len(rawdata)
        while i < n:
            match = self.interesting.search(rawdata, i)
            j = match.start() if match else n
            if i < j:
                self.handle_data(rawdata[i:j])
            i = j
            if i == n:
                break
            if starttagopen.match(rawdata, i):
                k = self.parse_starttag(i)
            elif endtagopen.match(rawdata, i):
                k = self.parse_endtag(i)
            elif rawdata.startswith("<!--", i):
                k = self.parse_comment(i)
            else:
                k = i + 1
                self.handle_data(rawdata[i:k])
            if k < 0:
                if not end:
                    break
                # Nothing closes it: a bare "<" is data, and the search starts anew behind it.
                k = i + 1
                self.handle_data("<")
            i = k
        self.rawdata = rawdata[i:]

    def parse_comment(self, i, report=1):
        """Comment that starts at i, or -1 while its end is missing."""
        rawdata = self.rawdata
        assert rawdata.startswith("<!--", i), "unexpected call to parse_comment()"
        match = commentclose.search(rawdata, i + 4)
        if not match:
            return -1
        if report:
            self.handle_comment(rawdata[i + 4:match.start()])
        return match.end()

    def check_for_whole_start_tag(self, i):
        close = self.rawdata.find(">", i + 1)
        return close + 1 if close >= 0 else -1

    def parse_starttag(self, i):
        """Start tag at i, or -1 while its end is missing."""
        endpos = self.check_for_whole_start_tag(i)
        if endpos < 0:
            return endpos
        text = self.rawdata[i + 1:endpos - 1].rstrip("/")
        tag, _, rest = text.partition(" ")
        self.lasttag = tag = tag.lower()
        attrs = [(name.lower(), value.strip("\"'") or None) for name, value in attrfind.findall(rest)]
        self.handle_starttag(tag, attrs)
        if tag in self.CDATA_CONTENT_ELEMENTS:
            self.set_cdata_mode(tag)
        return endpos

    def parse_endtag(self, i):
        """End tag at i, or -1 while its end is missing."""
        endpos = self.check_for_whole_start_tag(i)
        if endpos < 0:
            return endpos
        self.handle_endtag(self.rawdata[i + 2:endpos - 1].strip().lower())
        self.clear_cdata_mode()
        return endpos

    def handle_starttag(self, tag, attrs):
        pass

    def handle_endtag(self, tag):
        pass

    def handle_data(self, data):
        pass

    def handle_comment(self, data):
        pass
