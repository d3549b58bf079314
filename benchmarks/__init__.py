"""Measurements of speed: `make bench`. Nothing here is a test; the figures are printed, not asserted."""
