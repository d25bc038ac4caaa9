import io
import os
import struct
import zlib
@@ if zip-package
import threading
@@ end

ZIP_STORED = 0
ZIP_DEFLATED = 8
structEndArchive = b"<4s4H2LH"
stringEndArchive = b"PK\005\006"
sizeEndCentDir = struct.calcsize(structEndArchive)
@@ if zip64
structEndArchive64Locator = "<4sLQL"
stringEndArchive64Locator = b"PK\x06\x07"
sizeEndCentDir64Locator = struct.calcsize(structEndArchive64Locator)
structEndArchive64 = "<4sQ2H2L4Q"
stringEndArchive64 = b"PK\x06\x06"
sizeEndCentDir64 = struct.calcsize(structEndArchive64)
@@ end
structCentralDir = "<4s4B4HL2L5H2L"
sizeCentralDir = struct.calcsize(structCentralDir)

__all__ = ["BadZipFile", "ZipFile", "ZipInfo", "Path", "is_zipfile"]


class BadZipFile(Exception):
    """The bytes are no ZIP archive, or a broken one."""


class LargeZipFile(Exception):
    """The archive would need an extension that was switched off."""


@@ if zip64
def _EndRecData64(fpin, offset, endrec):
    """Look for the 64-bit end record and take its numbers over."""
    try:
        fpin.seek(offset - sizeEndCentDir64Locator, 2)
    except OSError:
        return endrec
    data = fpin.read(sizeEndCentDir64Locator)
    if len(data) != sizeEndCentDir64Locator:
        return endrec
    sig, diskno, reloff, disks = struct.unpack(structEndArchive64Locator, data)
    if sig != stringEndArchive64Locator:
        return endrec
    if diskno != 0 or disks > 1:
        raise BadZipFile("archives that span several disks are not read")
@@ if zip64-locator-check
    # The locator says where the record is; anything else was put there.
    if reloff > offset + fpin.tell() - sizeEndCentDir64:
        raise BadZipFile("corrupt locator of the 64-bit end record")
    fpin.seek(reloff)
@@ else
    fpin.seek(offset - sizeEndCentDir64Locator - sizeEndCentDir64, 2)
@@ end
    data = fpin.read(sizeEndCentDir64)
    if len(data) != sizeEndCentDir64:
        return endrec
    fields = struct.unpack(structEndArchive64, data)
    if fields[0] != stringEndArchive64:
        return endrec
    endrec[3:7] = fields[6:10]
    return endrec


@@ end
def _EndRecData(fpin):
    """The end record of an archive as a list, or None."""
    fpin.seek(0, 2)
    filesize = fpin.tell()
    start = max(filesize - (1 << 16) - sizeEndCentDir, 0)
    fpin.seek(start, 0)
    data = fpin.read()
    found = data.rfind(stringEndArchive)
    if found < 0:
        return None
    record = data[found:found + sizeEndCentDir]
    if len(record) != sizeEndCentDir:
        return None
    endrec = list(struct.unpack(structEndArchive, record))
@@ if zip64
    return _EndRecData64(fpin, start + found - filesize, endrec)
@@ else
    return endrec
@@ end


def is_zipfile(filename):
    """Whether a file has an end record."""
    with io.open(filename, "rb") as file:
        return _EndRecData(file) is not None


class ZipInfo:
    """One entry of the central directory."""

    def __init__(self, filename="NoName"):
        self.orig_filename = filename
        null = filename.find(chr(0))
        if null >= 0:
            filename = filename[:null]
        if os.sep != "/" and os.sep in filename:
            filename = filename.replace(os.sep, "/")
        self.filename = filename
        self.header_offset = 0
        self.compress_type = ZIP_STORED
        self.compress_size = 0
        self.file_size = 0

    def is_dir(self):
        return self.filename.endswith("/")

    def _decodeExtra(self, extra):
        """Read the extra fields that widen the sizes."""
        while len(extra) >= 4:
            kind, length = struct.unpack("<HH", extra[:4])
            if length + 4 > len(extra):
                raise BadZipFile(f"Corrupt extra field {kind:04x} (size={length})")
            if kind == 0x0001:
                self.file_size, = struct.unpack("<Q", extra[4:12])
            extra = extra[length + 4:]


class ZipFile:
    """An archive that is open for reading."""

    fp = None

    def __init__(self, file, mode="r"):
        self.filename = os.fspath(file)
        self.mode = mode
        self.NameToInfo = {}
        self.fp = io.open(file, "rb")
@@ if zip-package
        self._lock = threading.RLock()
@@ end
        self._RealGetContents()

    def _RealGetContents(self):
        """Read the whole table of contents."""
        endrec = _EndRecData(self.fp)
        if not endrec:
            raise BadZipFile("File is not a zip file")
        size_cd, offset_cd = endrec[5], endrec[6]
        self.fp.seek(offset_cd, 0)
        data = io.BytesIO(self.fp.read(size_cd))
        total = 0
        while total < size_cd:
            centdir = data.read(sizeCentralDir)
            if len(centdir) != sizeCentralDir:
                raise BadZipFile("Truncated central directory")
            fields = struct.unpack(structCentralDir, centdir)
            info = ZipInfo(data.read(fields[12]).decode("utf-8", "replace"))
            info._decodeExtra(data.read(fields[13]))
            info.header_offset = fields[18]
            self.NameToInfo[info.filename] = info
            total += sizeCentralDir + fields[12] + fields[13]

    def infolist(self):
        return list(self.NameToInfo.values())

    def namelist(self):
        return list(self.NameToInfo)

    def getinfo(self, name):
        info = self.NameToInfo.get(name)
        if info is None:
            raise KeyError(f"There is no item named {name!r} in the archive")
        return info

    def open(self, name, mode="r"):
        """File-like object for one entry."""
        info = self.getinfo(name)
        self.fp.seek(info.header_offset)
        raw = self.fp.read(info.compress_size)
        if info.compress_type == ZIP_DEFLATED:
            raw = zlib.decompress(raw, -15)
        return io.BytesIO(raw)

    def close(self):
        if self.fp is not None:
            self.fp.close()
            self.fp = None
