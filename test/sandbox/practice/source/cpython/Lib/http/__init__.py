@@ file http
"""HTTP, split into one module for each side."""
