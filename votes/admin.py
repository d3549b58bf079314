"""The door by which Django finds the admin; it is built in `votes.entry`."""

from votes import entry

__all__ = ["entry"]
