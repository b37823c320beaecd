"""乐业 Leye: a public employment service platform that makes government documents run."""

__version__ = "0.1.0"
