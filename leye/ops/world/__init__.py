"""A made-up population on real margins: the demo world, and big worlds for benchmarks."""
