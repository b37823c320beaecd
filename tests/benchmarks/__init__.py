"""Tests of the benchmarks: each part runs on a small population and gives sane figures."""
