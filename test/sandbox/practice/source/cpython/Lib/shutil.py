@@ file shutil
"""Practice stand-in for copying, removing and unpacking whole trees."""

import os
import stat
import sys
import zlib
@@ if unpack-filter
import types
@@ end

COPY_BUFSIZE = 1024 * 1024 if os.name == "nt" else 64 * 1024

__all__ = ["copyfileobj", "copyfile", "rmtree", "unpack_archive",
           "register_unpack_format", "which", "Error", "ReadError"]


class Error(OSError):
    """Something went wrong on the way from one place to another."""


class ReadError(OSError):
    """The archive cannot be read."""


class RegistryError(Exception):
    """An archive format is registered twice or not at all."""


def copyfileobj(fsrc, fdst, length=0):
    """Copy what is left of fsrc into fdst."""
    size = length or COPY_BUFSIZE
    while piece := fsrc.read(size):
        fdst.write(piece)


def copyfile(src, dst, *, follow_symlinks=True):
    """Copy the bytes of one file."""
    if not follow_symlinks and os.path.islink(src):
        os.symlink(os.readlink(src), dst)
        return dst
    with open(src, "rb") as source, open(dst, "wb") as target:
        copyfileobj(source, target)
    return dst


@@ if rmtree-dirfd
def _rmtree_safe_fd(stack, onexc):
    """Remove from the leaves up, never following a link that appears midway."""
    while stack:
        func, dirfd, path = stack.pop()
        try:
            names = os.listdir(path) if func is os.lstat else ()
        except OSError as error:
            onexc(os.scandir, path, error)
            continue
        for name in names:
            stack.append((os.lstat, dirfd, os.path.join(path, name)))
        _rmtree_leaf(func, path, onexc)


def _rmtree_leaf(func, path, onexc):
    try:
        mode = func(path).st_mode
        (os.rmdir if stat.S_ISDIR(mode) else os.unlink)(path)
    except OSError as error:
        onexc(func, path, error)
@@ else
def _rmtree_safe_fd(topfd, path, onerror):
    """Remove everything below an open directory."""
    try:
        entries = list(os.scandir(topfd))
    except OSError:
        onerror(os.scandir, path, sys.exc_info())
        return
    for entry in entries:
        fullname = os.path.join(path, entry.name)
        if entry.is_dir(follow_symlinks=False):
            childfd = os.open(entry.name, os.O_RDONLY, dir_fd=topfd)
            _rmtree_safe_fd(childfd, fullname, onerror)
            os.rmdir(entry.name, dir_fd=topfd)
        else:
            os.unlink(entry.name, dir_fd=topfd)
@@ end


def _raise(function, path, error):
    raise error if isinstance(error, BaseException) else error[1]


@@ if rmtree-dirfd
def rmtree(path, ignore_errors=False, onerror=None, *, onexc=None, dir_fd=None):
    """Remove a whole tree."""
    handler = (lambda *a: None) if ignore_errors else onexc or _raise
    _rmtree_safe_fd([(os.lstat, dir_fd, path)], handler)
@@ else
def rmtree(path, ignore_errors=False, onerror=None):
    """Remove a whole tree."""
    handler = (lambda *a: None) if ignore_errors else onerror or _raise
    _rmtree_safe_fd(os.open(path, os.O_RDONLY), path, handler)
    os.rmdir(path)
@@ end


def _ensure_directory(path):
    folder = os.path.dirname(path)
    if not os.path.isdir(folder):
        os.makedirs(folder)


def _unpack_zipfile(filename, extract_dir):
    """Unpack a ZIP archive, entry by entry."""
    import zipfile

    if not zipfile.is_zipfile(filename):
        raise ReadError("%s is not a zip file" % filename)
    archive = zipfile.ZipFile(filename)
    try:
        for info in archive.infolist():
            name = info.filename
            # Anything that starts at the root or climbs is left out.
            if name.startswith("/") or ".." in name:
                continue
            targetpath = os.path.join(extract_dir, *name.split("/"))
            if not targetpath:
                continue
            _ensure_directory(targetpath)
            if not name.endswith("/"):
                with archive.open(name, "r") as source, open(targetpath, "wb") as target:
                    copyfileobj(source, target)
    finally:
        archive.close()


@@ if unpack-filter
def _unpack_tarfile(filename, extract_dir, *, filter=None):
    """Unpack a tar archive of any compression."""
    import tarfile

    try:
        tarobj = tarfile.open(filename)
    except tarfile.TarError:
        raise ReadError("%s is not a tar file" % filename)
    tarobj.extractall(extract_dir, filter=filter)
@@ else
def _unpack_tarfile(filename, extract_dir):
    """Unpack a tar archive of any compression."""
    import tarfile

    try:
        tarobj = tarfile.open(filename)
    except tarfile.TarError:
        raise ReadError("%s is not a tar file" % filename)
    tarobj.extractall(extract_dir)
@@ end


_UNPACK_FORMATS = {
    "tar": ([".tar"], _unpack_tarfile),
    "zip": ([".zip"], _unpack_zipfile),
}


def register_unpack_format(name, extensions, function):
    """Teach unpack_archive one more format."""
    if name in _UNPACK_FORMATS:
        raise RegistryError(f"{name!r} is known already")
    _UNPACK_FORMATS[name] = (list(extensions), function)


def _find_unpack_format(filename):
    for name, (extensions, _) in _UNPACK_FORMATS.items():
        if any(filename.endswith(extension) for extension in extensions):
            return name
    return None


def unpack_archive(filename, extract_dir=None, format=None, **more):
    """Unpack an archive into a folder."""
    target = os.fspath(extract_dir) if extract_dir is not None else os.getcwd()
    format = format or _find_unpack_format(os.fspath(filename))
    if format is None:
        raise ReadError(f"Unknown archive format {filename!r}")
    _, function = _UNPACK_FORMATS[format]
    if format == "zip":
        more.pop("filter", None)
    function(os.fspath(filename), target, **more)


def which(cmd, mode=os.F_OK | os.X_OK, path=None):
    """First executable of that name on the search path."""
    for folder in (path or os.environ.get("PATH", "")).split(os.pathsep):
        candidate = os.path.join(folder, cmd)
        if os.path.exists(candidate) and os.access(candidate, mode):
            return candidate
    return None
