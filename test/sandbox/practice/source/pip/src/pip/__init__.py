"""Practice stand-in for the installer."""

__version__ = "{{version}}"
