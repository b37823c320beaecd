"""`python -m leye`, the same as the `leye` script."""

from leye.ops.cli import main

main()
