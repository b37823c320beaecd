"""`leye`: the command line. Each command lives in a module of leye.ops.commands."""

import sys

import psycopg
import typer

from leye.config.database import DatabaseUrlError
from leye.ops.commands import accounts, data, importing, keys, matching, night, packs, serve, system
from leye.ops.postgres import PostgresAway
from leye.vault.keys import KeyFileError

app = typer.Typer(
    no_args_is_help=True, add_completion=False, help="乐业：公共就业服务平台", pretty_exceptions_enable=False
)
for module in (system, accounts, data, importing, keys, night, matching, packs, serve):
    module.register(app)


def main() -> None:
    """Entry point of the `leye` script. What the operator can mend is said in one sentence, without a trace."""
    try:
        app()
    except (DatabaseUrlError, KeyFileError, PostgresAway) as error:
        sys.exit(str(error))
    except psycopg.OperationalError as error:
        sys.exit(f"数据库连不上：{error}\n请检查 LEYE_DATABASE_URL，或运行 leye doctor。")
