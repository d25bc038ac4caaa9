@@ file tarfile
"""Practice stand-in for the module that reads and writes tar archives."""

import builtins
import io
import os
import re
import stat
import struct
@@ if tar-filters
import warnings
@@ end

BLOCKSIZE = 512
RECORDSIZE = BLOCKSIZE * 20
REGTYPE = b"0"
LNKTYPE = b"1"
SYMTYPE = b"2"
DIRTYPE = b"5"
@@ if tar-pax
XHDTYPE = b"x"
XGLTYPE = b"g"
@@ end
GNUTYPE_LONGNAME = b"L"
GNUTYPE_LONGLINK = b"K"

__all__ = ["TarFile", "TarInfo", "is_tarfile", "TarError", "ReadError",
           "HeaderError", "ExtractError", "open"]


class TarError(Exception):
    """Root of everything this module raises on its own account."""


class ReadError(TarError):
    """The archive could not be opened or its end came too early."""


class ExtractError(TarError):
    """A member could not be put on disk."""


class HeaderError(TarError):
    """A header block made no sense."""


class InvalidHeaderError(HeaderError):
    """The checksum or one of the numbers in a header is wrong."""


@@ if tar-filters
class FilterError(TarError):
    """A filter refused a member."""

    def __init__(self, tarinfo, reason):
        self.tarinfo = tarinfo
        super().__init__(f"{tarinfo.name!r} {reason}")


class AbsolutePathError(FilterError):
    """The member's name starts at the root."""


class OutsideDestinationError(FilterError):
    """The member would land beside the destination folder."""


class LinkOutsideDestinationError(FilterError):
    """The member links to something beside the destination folder."""


@@ end
def nts(field, encoding, errors):
    """Text of a field that ends at its first NUL."""
    end = field.find(b"\0")
    if end >= 0:
        field = field[:end]
    return field.decode(encoding, errors)


def nti(field):
    """Number of a header field, octal or base-256."""
    if field[0] in (0o200, 0o377):
        value = 0
        for byte in field[1:]:
            value = (value << 8) + byte
        if field[0] == 0o377:
            value -= 256 ** (len(field) - 1)
        return value
    try:
        return int(nts(field, "ascii", "strict").strip() or "0", 8)
    except ValueError:
        raise InvalidHeaderError("unreadable number in header")


@@ if tar-filters
def _get_filtered_attrs(member, dest_path, for_data=True):
    """Attributes to change on a member before it is extracted."""
    changes = {}
    name = member.name
    root = os.path.realpath(dest_path)
    if name.startswith(("/", os.sep)):
        name = changes["name"] = member.path.lstrip("/" + os.sep)
    if os.path.isabs(name):
        raise AbsolutePathError(member, "has an absolute path")
@@ if tar-link-realpath
    target = os.path.realpath(os.path.join(root, name), strict=os.path.ALLOW_MISSING)
@@ else
    target = os.path.realpath(os.path.join(root, name))
@@ end
    if os.path.commonpath([target, root]) != root:
        raise OutsideDestinationError(member, f"would be extracted to {target!r}")
    if for_data and (member.islnk() or member.issym()):
        link = os.path.join(root, os.path.dirname(name), member.linkname)
        if os.path.commonpath([os.path.realpath(link), root]) != root:
            raise LinkOutsideDestinationError(member, f"links to {link!r}")
    return changes


def data_filter(member, dest_path):
    """Keep what plain data needs, refuse the rest."""
    changes = _get_filtered_attrs(member, dest_path, True)
    return member.replace(**changes) if changes else member


@@ end
class TarInfo:
    """What the archive knows about one member."""

    def __init__(self, name=""):
        self.name = name
        self.mode = 0o644
        self.size = 0
        self.type = REGTYPE
        self.linkname = ""
        self.offset = 0
        self.offset_data = 0
@@ if tar-pax
        self.pax_headers = {}
@@ end

    @property
    def path(self):
        return self.name

    def islnk(self):
        return self.type == LNKTYPE

    def issym(self):
        return self.type == SYMTYPE

    def replace(self, **changes):
        other = self.__class__(self.name)
        other.__dict__.update(self.__dict__, **changes)
        return other

    @classmethod
    def frombuf(cls, buf, encoding, errors):
        """Read one header block."""
        if len(buf) != BLOCKSIZE:
            raise HeaderError("header block is cut short")
        found = nti(buf[148:156])
        if found != 256 + sum(buf[:148]) + sum(buf[156:]):
            raise InvalidHeaderError("checksum differs")
        info = cls(nts(buf[0:100], encoding, errors))
        info.mode = nti(buf[100:108])
        info.size = nti(buf[124:136])
        info.type = buf[156:157]
        info.linkname = nts(buf[157:257], encoding, errors)
        return info

    @classmethod
    def fromtarfile(cls, tarfile):
        """Read the next header of an open archive."""
        buf = tarfile.fileobj.read(BLOCKSIZE)
        info = cls.frombuf(buf, tarfile.encoding, tarfile.errors)
        info.offset = tarfile.fileobj.tell() - BLOCKSIZE
        return info._proc_member(tarfile)

    def _proc_member(self, tarfile):
        """Choose by type how the rest of the header is read."""
        if self.type in (GNUTYPE_LONGNAME, GNUTYPE_LONGLINK):
            return self._proc_gnulong(tarfile)
@@ if tar-pax
        if self.type in (XHDTYPE, XGLTYPE):
            return self._proc_pax(tarfile)
@@ end
        return self._proc_builtin(tarfile)

    def _proc_builtin(self, tarfile):
        self.offset_data = tarfile.fileobj.tell()
        tarfile.offset = self.offset_data + self._block(self.size)
        return self

    def _proc_gnulong(self, tarfile):
        buf = tarfile.fileobj.read(self._block(self.size))
        following = self.fromtarfile(tarfile)
        if self.type == GNUTYPE_LONGNAME:
            following.name = nts(buf, tarfile.encoding, tarfile.errors)
        else:
            following.linkname = nts(buf, tarfile.encoding, tarfile.errors)
        return following

@@ if tar-pax
    def _proc_pax(self, tarfile):
        """Read an extended header and lay it over the next member."""
        buf = tarfile.fileobj.read(self._block(self.size))
        headers = {}
@@ if tar-pax-linear
        at = 0
        while at < len(buf) and buf[at] != 0:
            space = buf.index(b" ", at, at + 20)
            length = int(buf[at:space])
            if length < 5:
                raise InvalidHeaderError("invalid header")
            key, _, value = buf[space + 1:at + length - 1].partition(b"=")
            headers[key.decode("utf-8")] = value.decode("utf-8", "surrogateescape")
            at += length
@@ else
        for found in re.finditer(br"(\d{1,20}) ([^=]+)=([^\n]*)\n", buf):
            length, key, value = found.groups()
            if int(length) == 0:
                raise InvalidHeaderError("invalid header")
            headers[key.decode("utf-8")] = value.decode("utf-8", "surrogateescape")
@@ end
        following = self.fromtarfile(tarfile)
        following.pax_headers = headers
        following.name = headers.get("path", following.name)
        return following

@@ end
    def _block(self, count):
        """Round up to whole blocks."""
@@ if tar-offset-check
        # A negative count would send the reader backwards for ever.
        if count < 0:
            raise InvalidHeaderError("invalid offset")
@@ end
        blocks, rest = divmod(count, BLOCKSIZE)
        if rest:
            blocks += 1
        return blocks * BLOCKSIZE


class TarFile:
    """An archive that is open for reading."""

    tarinfo = TarInfo
    encoding = "utf-8"
    errors = "surrogateescape"
@@ if tar-filters
    extraction_filter = None
@@ end

    def __init__(self, name=None, mode="r", fileobj=None):
        self.fileobj = fileobj or builtins.open(name, "rb")
        self.mode = mode
        self.members = []
        self.offset = 0
        self._loaded = False

    def next(self):
        """Member at the current offset, or None at the end."""
        self.fileobj.seek(self.offset)
        try:
            tarinfo = self.tarinfo.fromtarfile(self)
        except InvalidHeaderError as error:
            if self.offset == 0:
                raise ReadError(str(error)) from None
            tarinfo = None
        if tarinfo is None:
            self._loaded = True
            return None
        self.members.append(tarinfo)
        return tarinfo

    def getmembers(self):
        while not self._loaded:
            self.next()
        return self.members

@@ if tar-filters
    def _get_extract_tarinfo(self, member, filter_function, path):
        """Ask the filter what is left of a member."""
        try:
            return filter_function(member, path)
        except FilterError as error:
            self._handle_fatal_error(error)

@@ if tar-default-data
    def _get_filter_function(self, filter):
        if filter is None:
            return self.extraction_filter or data_filter
        return filter
@@ else
    def _get_filter_function(self, filter):
        if filter is None and self.extraction_filter is None:
            warnings.warn("a filter will be the default one day", DeprecationWarning, 3)
            return lambda member, path: member
        return filter or self.extraction_filter
@@ end

    def extractall(self, path=".", members=None, *, filter=None):
        """Put every member below path."""
        filter_function = self._get_filter_function(filter)
        for member in members or self.getmembers():
            tarinfo = self._get_extract_tarinfo(member, filter_function, path)
            if tarinfo is not None:
                self._extract_one(tarinfo, path)
@@ else
    def extractall(self, path=".", members=None):
        """Put every member below path."""
        for member in members or self.getmembers():
            self._extract_one(member, path)
@@ end

    def _extract_one(self, tarinfo, path):
        target = os.path.join(path, tarinfo.name)
        try:
            self._extract_member(tarinfo, target)
        except OSError as error:
            self._handle_nonfatal_error(error)

    def _extract_member(self, tarinfo, targetpath):
        """Write one member to its place on disk."""
        upper = os.path.dirname(targetpath)
        if upper and not os.path.exists(upper):
            os.makedirs(upper, exist_ok=True)
        if tarinfo.type == DIRTYPE:
            os.makedirs(targetpath, exist_ok=True)
        elif tarinfo.issym() or tarinfo.islnk():
            self.makelink(tarinfo, targetpath)
        else:
            self.makefile(tarinfo, targetpath)
        os.chmod(targetpath, stat.S_IMODE(tarinfo.mode))

    def makefile(self, tarinfo, targetpath):
        self.fileobj.seek(tarinfo.offset_data)
        with builtins.open(targetpath, "wb") as target:
            target.write(self.fileobj.read(tarinfo.size))

    def makelink(self, tarinfo, targetpath):
        if os.path.lexists(targetpath):
            os.unlink(targetpath)
        os.symlink(tarinfo.linkname, targetpath)

    def _handle_nonfatal_error(self, error):
        raise ExtractError(str(error)) from error

    def _handle_fatal_error(self, error):
        raise error


def open(name=None, mode="r", fileobj=None):
    """Open an archive."""
    return TarFile(name, mode, fileobj)


def is_tarfile(name):
    """Whether name can be read as an archive."""
    try:
        open(name).next()
        return True
    except (TarError, OSError, struct.error):
        return False
