"""The site of the voting record: settings, addresses, and the version of the code."""

__version__ = "0.9.0"
