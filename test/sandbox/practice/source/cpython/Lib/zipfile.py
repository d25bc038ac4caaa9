@@ file zipfile !zip-package
"""Practice stand-in for the module that reads ZIP archives."""

import itertools
import posixpath
@@ include parts/zipfile-core.py


@@ include parts/zipfile-path.py
