"""`leye`: the command line. Each command lives in a module of leye.ops.commands."""

import typer

from leye.ops.commands import data, night, serve, system

app = typer.Typer(no_args_is_help=True, add_completion=False, help="乐业:公共就业服务平台", pretty_exceptions_enable=False)
for module in (system, data, night, serve):
    module.register(app)


def main() -> None:
    """Entry point of the `leye` script."""
    app()
