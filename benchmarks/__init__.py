"""How fast the site is, measured: `make bench`. Nothing here is a test; figures go into notes, not into asserts."""
