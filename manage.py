"""Django's own entry point, for tools that look for it; `uv run leye` is the product's."""

import sys

from leye.ops.boot import boot

if __name__ == "__main__":
    boot()
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
