"""Three-way merge by field: as it was taken along, as it was recorded, as it stands now. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Sides:
    """Three values of a field on which two people disagree."""

    base: Any
    mine: Any
    theirs: Any


@dataclass
class Merged:
    """What goes in, what both sides agree on already, and what must be put before the user."""

    apply: dict[str, Any] = field(default_factory=dict)
    agreed: list[str] = field(default_factory=list)
    conflicts: dict[str, Sides] = field(default_factory=dict)


def merge(base: Mapping[str, Any], mine: Mapping[str, Any], current: Mapping[str, Any]) -> Merged:
    """Merge what was recorded into what stands now, field by field.

    Fields that the record does not name are left alone. A field whose base was not kept counts as untouched only
    when it is empty now: writing over something that was never seen is a conflict.
    """
    merged = Merged()
    for name, wanted in mine.items():
        stands = current.get(name)
        seen = base.get(name)
        if wanted == stands:
            merged.agreed.append(name)
        elif name in base and wanted == seen:
            # Shown, not changed: whatever others made of it stands.
            merged.agreed.append(name)
        elif (stands == seen) if name in base else stands in (None, ""):
            merged.apply[name] = wanted
        else:
            merged.conflicts[name] = Sides(seen, wanted, stands)
    return merged
