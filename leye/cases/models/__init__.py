"""What stands above single services: the case from application to exit, and plans."""

from leye.cases.models.cases import Case

__all__ = ["Case"]
