"""Write one migration per app that builds in one go what a chain of migrations built step by step.

    python tools/squash.py [app …]

A database made anew then runs a few large steps instead of a thousand small ones, each of which makes Django
render every model again. Databases that ran the chain already, or a part of it, go on with the chain: the written
migration says what it replaces. What is only for rows that stood before (an UPDATE), and a statement that a later
one takes back, says `elidable=True` and is left out. Functions in Python cannot be left out or moved: the chain is
squashed up to the first of them, and what follows stays as it is.
"""

import os
import sys
from collections.abc import Iterable
from pathlib import Path

import django
from django.apps import apps
from django.db import migrations
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.db.migrations.writer import MigrationWriter

from leye.schema.chain import ChainLoader, Name, squashed
from leye.schema.together import CreateModels

SWAPPABLE = "__first__"


def chain(loader: MigrationLoader, app: str) -> list[Name]:
    """An app's migrations in order, up to the first with a function in Python, without squashed ones."""
    found: list[Name] = []
    for key in loader.graph.forwards_plan(loader.graph.leaf_nodes(app)[0]):
        if key[0] != app:
            continue
        if any(isinstance(step, migrations.RunPython) for step in loader.disk_migrations[key].operations):
            break
        found.append(key)
    return found


def tables(state: ProjectState, app: str) -> CreateModels:
    """All models of an app, each with its columns in the order of the tables, its indexes, constraints and triggers."""
    models = [model for (label, _), model in state.models.items() if label == app]
    return CreateModels(
        [
            migrations.CreateModel(
                model.name,
                [(name, field.clone()) for name, field in model.fields.items()],
                {key: value for key, value in model.options.items() if value},
                model.bases,
                model.managers,
            )
            for model in models
        ]
    )


def statements(loader: MigrationLoader, names: Iterable[Name]) -> list[Operation]:
    """The statements in SQL of a chain, but for those that an empty database does not need."""
    steps = [step for name in names for step in loader.disk_migrations[name].operations]
    return [step for step in steps if isinstance(step, migrations.RunSQL) and not step.elidable]


def dependencies(loader: MigrationLoader, app: str, names: list[Name]) -> list[Name]:
    """What a chain needs of other apps: of each the latest migration that any of its steps names."""
    wanted: dict[str, list[Name]] = {}
    for name in names:
        for other in loader.disk_migrations[name].dependencies:
            if other[0] != app:
                wanted.setdefault(other[0], []).append(other)
    latest = []
    for label, found in sorted(wanted.items()):
        order = [
            key for key in loader.graph.forwards_plan(loader.graph.leaf_nodes(label)[0]) if key[0] == label
        ]
        latest.append(max(found, key=lambda name: -1 if name[1] == SWAPPABLE else order.index(tuple(name))))
    return latest


def squash(loader: MigrationLoader, app: str) -> Path | None:
    """Write an app's squashed migration; None where there is nothing to squash."""
    names = chain(loader, app)
    if len(names) < 2:
        return None
    state = loader.project_state(names[-1])
    written = migrations.Migration(f"0001_squashed_{names[-1][1]}", app)
    written.initial = True
    written.replaces = names
    written.dependencies = dependencies(loader, app, names)
    written.operations = [tables(state, app), *statements(loader, names)]
    writer = MigrationWriter(written, include_header=False)
    path = Path(apps.get_app_config(app).path) / "migrations" / writer.filename
    path.write_text(writer.as_string())
    return path


def main() -> None:
    """Squash the named apps, or all of this project."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leye.config.settings")
    django.setup()
    loader = ChainLoader(None)
    standing = {app for app, _ in squashed()}
    ours = [config.label for config in apps.get_app_configs() if config.name.startswith("leye.")]
    for app in sys.argv[1:] or ours:
        if app in standing:
            print(
                f"{app}: squashed already; remove that migration first, and keep what was added to it by hand"
            )
        elif app in loader.migrated_apps and (path := squash(loader, app)):
            print(path)


if __name__ == "__main__":
    main()
