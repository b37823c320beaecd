"""The command line, the demo world, and what runs beside the pages."""
