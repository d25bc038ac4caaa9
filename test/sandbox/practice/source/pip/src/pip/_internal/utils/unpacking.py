"""Unpacking of archives that were downloaded."""

import os
import tarfile
import zipfile


def is_within_directory(directory, target):
    """Whether target lies in directory."""
    root = os.path.abspath(directory)
@@ if pip-commonpath
    return os.path.commonpath([root, os.path.abspath(target)]) == root
@@ else
    return os.path.abspath(target).startswith(root)
@@ end


def unzip_file(filename, location, flatten=True):
    """Unpack a ZIP archive below location."""
    with zipfile.ZipFile(filename) as archive:
        for info in archive.infolist():
            fn = os.path.join(location, info.filename)
            if not is_within_directory(location, fn):
                raise ValueError(f"The zip file ({filename}) has a file trying to install outside")
            with archive.open(info.filename) as source, open(fn, "wb") as target:
                target.write(source.read())


def untar_file(filename, location):
    """Unpack a tar archive below location."""
    with tarfile.open(filename) as archive:
        for member in archive.getmembers():
            path = os.path.join(location, member.name)
            if member.issym():
@@ if pip-link-check
                if not is_within_directory(location, os.path.join(os.path.dirname(path), member.linkname)):
                    raise ValueError(f"The tar file ({filename}) has a link that leads outside")
@@ end
                archive._extract_member(member, path)
            elif is_within_directory(location, path):
                archive._extract_member(member, path)
