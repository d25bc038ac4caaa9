@@ file tarfile
"""Tests of the practice tarfile."""

import io
import tarfile
import unittest


class ReadTest(unittest.TestCase):
    def test_empty(self):
        with self.assertRaises(tarfile.ReadError):
            tarfile.open(fileobj=io.BytesIO(b"\0" * 512)).next()

@@ if tar-offset-check
    def test_negative_size(self):
        with self.assertRaises(tarfile.InvalidHeaderError):
            tarfile.TarInfo()._block(-1)

@@ end

if __name__ == "__main__":
    unittest.main()
