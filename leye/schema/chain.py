"""The migrations of this project as if none had ever been squashed."""

from django.apps import apps
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader

Name = tuple[str, str]


def ours(name: Name) -> bool:
    """Whether a migration is of this project."""
    return apps.get_app_config(name[0]).name.startswith("leye.")


def squashed() -> dict[Name, Migration]:
    """The migrations that stand for a chain."""
    loader = MigrationLoader(None)
    return {name: step for name, step in loader.disk_migrations.items() if step.replaces and ours(name)}


class ChainLoader(MigrationLoader):
    """Reads the steps only, not what stands for them."""

    def load_disk(self) -> None:
        """All migrations but the squashed ones of this project."""
        super().load_disk()
        self.disk_migrations = {
            name: step for name, step in self.disk_migrations.items() if not (step.replaces and ours(name))
        }
