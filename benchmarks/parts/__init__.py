"""One module a part, each with `run(context)` or `run()`: figures whose names share their first word."""
