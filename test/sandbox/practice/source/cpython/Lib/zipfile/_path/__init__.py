@@ file zipfile zip-package
"""Paths inside an archive; a module of its own since the package was made."""

import itertools
import posixpath

__all__ = ["Path"]


@@ include parts/zipfile-path.py
