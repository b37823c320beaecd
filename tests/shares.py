"""How tests are shared out among workers of pytest-xdist: whole files, and what shares a costly thing together."""

from typing import Any

#: Files whose tests use the one Spark session; a session takes longer to start than most of them run.
SPARK = {
    "tests/engine/test_cases_on_spark.py",
    "tests/engine/test_three_engines.py",
    "tests/engine/test_words.py",
    "tests/matching/test_kernel.py",
    "tests/worklist/test_night_on_spark.py",
}

#: What takes minutes, the longest first: begun at the end, it would leave the other worker waiting.
LONG: tuple[str, ...] = ("spark",)


def unit(nodeid: str) -> str:
    """The name of what is given to one worker as a whole: a file, or all files that use Spark."""
    file = nodeid.split("::", 1)[0]
    return "spark" if file in SPARK else file


def scheduler(config: Any, log: Any) -> Any:
    """The scheduler of pytest-xdist that gives out these units."""
    from xdist.scheduler import LoadFileScheduling

    class Units(LoadFileScheduling):
        def _split_scope(self, nodeid: str) -> str:
            return unit(nodeid)

        def _assign_work_unit(self, node: Any) -> None:
            long = next((name for name in LONG if name in self.workqueue), None)
            if long:
                self.workqueue.move_to_end(long, last=False)
            super()._assign_work_unit(node)

    return Units(config, log)
