"""Compiled scans of rule tables."""

from __future__ import annotations

from functools import cache
from types import ModuleType

from leye.matching.jit import machine_code, module_of
from leye.matching.language import Rules
from leye.matching.source import Look, scan_source


class Scan:
    """A compiled scan of one rule table, with the names of its columns."""

    def __init__(self, rules: Rules, look: Look) -> None:
        source, self.seeker, self.offer = scan_source(rules, look)
        module: ModuleType = module_of(source, f"{rules.name}_{look.value}")
        self.run = machine_code(module.scan)


@cache
def scan_of(rules: Rules, look: Look = Look.NEAREST) -> Scan:
    """The scan of a rule table, made once in a process."""
    return Scan(rules, look)
