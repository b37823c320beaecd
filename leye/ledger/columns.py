"""Columns of models by name, and their Chinese labels."""

from typing import Any

from django.db import models


def column(model: type[models.Model], name: str) -> Any:
    """A concrete column of a model."""
    return model._meta.get_field(name)


def column_label(model: type[models.Model], name: str) -> str:
    """The Chinese label of a column."""
    return str(column(model, name).verbose_name)
