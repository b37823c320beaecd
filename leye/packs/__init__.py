"""Packs: one folder per document, each with pack.yaml, clauses.yaml, parameters.yaml, rules.py, cases.yaml."""

from leye.packs.loader import LoadedPacks, load_packs

__all__ = ["LoadedPacks", "load_packs"]
