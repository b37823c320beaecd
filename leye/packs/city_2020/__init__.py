"""Work points of a city's employment service bureau for 2020: a template whose numbers an area fills in."""
