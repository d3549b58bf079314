"""Figures in Plotly's schema as SVG: a figure dict becomes a `Drawing`, which a template prints.

Nothing here knows HTML, Django or the record. The places in a drawing are in per cent of the plot, and distances from
them in pixels, so one drawing fits every width: that of a phone, of a desk, of paper and of a saved picture.
"""
