"""What builds an empty database in a few large steps builds what the chain of small steps built."""

from typing import Any

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.migrations import RunPython, RunSQL
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ModelState, ProjectState

from leye.ops.health import pending_migrations
from leye.schema.chain import ChainLoader, squashed


def described(model: ModelState) -> Any:
    """All that a model's state says, such that it can be compared."""
    deconstruct = MigrationAutodetector(ProjectState(), ProjectState()).deep_deconstruct
    fields = {name: deconstruct(field) for name, field in model.fields.items()}
    options = {name: value for name, value in model.options.items() if value}
    return list(fields), fields, options, model.bases, model.managers


def test_the_models_are_those_of_the_chain_column_by_column() -> None:
    steps = squashed()
    assert len(steps) > 15
    chain = ChainLoader(None).project_state([tuple(step.replaces[-1]) for step in steps.values()])
    at_once = MigrationLoader(None).project_state(list(steps))
    for label in sorted({app for app, _ in steps}):
        models = {name: described(model) for (app, name), model in chain.models.items() if app == label}
        assert models == {
            name: described(model) for (app, name), model in at_once.models.items() if app == label
        }


def test_the_statements_are_those_of_the_chain_in_their_order() -> None:
    chain = ChainLoader(None).disk_migrations
    for name, step in squashed().items():
        of_chain = [one for replaced in step.replaces for one in chain[tuple(replaced)].operations]
        assert not [one for one in of_chain if isinstance(one, RunPython)], name
        kept = [one.sql for one in of_chain if isinstance(one, RunSQL) and not one.elidable]
        assert [one.sql for one in step.operations if isinstance(one, RunSQL)] == kept, name


def test_each_stands_for_the_beginning_of_its_chain() -> None:
    loader = ChainLoader(None)
    for (app, _), step in squashed().items():
        chain = [
            name for name in loader.graph.forwards_plan(loader.graph.leaf_nodes(app)[0]) if name[0] == app
        ]
        assert [tuple(name) for name in step.replaces] == chain[: len(step.replaces)]


def test_migrations_say_all_that_the_models_say(db: None) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.fixture
def names(own_database: str) -> MigrationRecorder:
    """The list of what was done in a database of the chain: the squashed names are missing."""
    recorder = MigrationRecorder(connections["owner"])
    for app, name in squashed():
        recorder.record_unapplied(app, name)
    return recorder


def test_a_database_of_the_chain_stays_as_it_is(names: MigrationRecorder) -> None:
    assert pending_migrations() == 0
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    assert squashed().keys() <= names.applied_migrations().keys()


def test_a_database_that_stands_in_the_middle_goes_on_step_by_step(names: MigrationRecorder) -> None:
    names.record_unapplied("worklist", "0006_priority")
    names.record_unapplied("casework", "0011_place_of_services")
    names.record_unapplied("casework", "0010_posts_at_work_follow")
    for app, name in names.applied_migrations():
        if app in ("evidence", "cases", "gatherings"):
            names.record_unapplied(app, name)
    executor = MigrationExecutor(connections["owner"])
    plan = [
        (step.app_label, step.name) for step, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())
    ]
    done_at_once = {app: name for app, name in plan if "squashed" in name}
    assert done_at_once.keys() == {"evidence", "cases", "gatherings"}
    assert [name for app, name in plan if app == "casework"][:2] == [
        "0010_posts_at_work_follow",
        "0011_place_of_services",
    ]
    assert ("worklist", "0006_priority") in plan
