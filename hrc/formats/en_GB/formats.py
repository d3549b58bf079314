"""Times as on the rest of the site: "30 Nov 2026, 16:12" instead of "4:12 p.m."."""

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j M Y, H:i"
