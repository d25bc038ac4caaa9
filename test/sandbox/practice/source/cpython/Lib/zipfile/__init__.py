@@ file zipfile zip-package
"""Practice stand-in for the package that reads ZIP archives."""

@@ include parts/zipfile-core.py


from ._path import CompleteDirs, Path  # noqa: E402
