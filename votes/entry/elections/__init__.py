"""Entering the members that one election gives the Council."""
