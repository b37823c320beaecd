"""The harness: parts in processes of their own, figures merged, aims shown."""

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import with_ratio
from benchmarks.harness import child, context, results


def test_one_part_replaces_its_own_figures_and_no_others() -> None:
    earlier = {"night.1m.seconds": 9.0, "night.old": 1, "rules.ratio": 30.0, "machine.cores": 2}
    merged = results.merge(earlier, {"night.1m.seconds": 8.0})
    assert merged == {"machine.cores": 2, "night.1m.seconds": 8.0, "rules.ratio": 30.0}


def test_parts_may_share_a_first_word_when_they_say_what_is_theirs() -> None:
    earlier = {"night.1m.seconds": 9.0, "night.10m.old": 1, "night.10m.seconds": 80.0, "rules.ratio": 30.0}
    merged = results.merge(earlier, {"night.10m.seconds": 70.0}, ("night.10m.",))
    assert merged == {"night.10m.seconds": 70.0, "night.1m.seconds": 9.0, "rules.ratio": 30.0}


def test_ten_million_are_compared_with_one_million_once_both_are_there() -> None:
    assert with_ratio({"night.1m.seconds": 8.0}) == {"night.1m.seconds": 8.0}
    both = with_ratio({"night.1m.seconds": 8.0, "night.10m.seconds": 60.0})
    assert both["night.10m.times_1m"] == 7.5


def test_the_table_tells_which_aims_are_reached() -> None:
    text = results.table(
        {"live.p50_ms": 4.9, "live.p95_ms": 4.9, "rules.openfisca_ratio": 19.9, "machine.cores": 2}
    )
    assert "| `live.p95_ms` | 4.9 | < 5 | yes |" in text
    assert "| `rules.openfisca_ratio` | 19.9 | >= 50 | no |" in text
    assert "| `live.p50_ms` | 4.9 |  |  |" in text
    assert "- machine.cores: 2" in text


def test_results_are_a_flat_object_that_reads_back(tmp_path: Path) -> None:
    figures: context.Figures = {"rules.ratio": 30.5, "machine.processor": "某处理器"}
    results.write(figures, tmp_path / "results.json", tmp_path / "RESULTS.md")
    assert results.read(tmp_path / "results.json") == figures
    assert all(
        not isinstance(value, dict | list)
        for value in json.loads((tmp_path / "results.json").read_text()).values()
    )


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of parts in place of the real one."""
    monkeypatch.setattr(context, "PARTS", tmp_path)
    monkeypatch.setattr("benchmarks.parts.__path__", [str(tmp_path)])
    return tmp_path


def test_a_part_is_measured_with_its_seconds_and_memory(parts: Path) -> None:
    (parts / "trial.py").write_text(
        "\ndef run(context):\n    return {'trial.answer': 42, 'trial.part': context.part}\n"
    )
    found = child.measure("trial")
    assert found["trial.answer"] == 42
    assert found["trial.part"] == "trial"
    assert float(found["trial.part_peak_mb"]) > 10


def test_figures_that_do_not_share_their_first_word_are_refused(parts: Path) -> None:
    (parts / "stray.py").write_text("\ndef run():\n    return {'one.answer': 1, 'other.answer': 1}\n")
    with pytest.raises(ValueError, match="must share their first word"):
        child.measure("stray")


def test_a_part_may_say_what_is_its_own(parts: Path) -> None:
    (parts / "night_big.py").write_text(
        "\nOWNS = ('night.10m.', 'other.')\ndef run():\n    return {'night.10m.seconds': 1, 'other.answer': 1}\n"
    )
    found = child.measure("night_big")
    assert {"night.10m.part_seconds", "night.10m.part_peak_mb", "other.answer"} < set(found)
    assert child.owned("night_big", found) == ("night.10m.", "other.")


def test_parts_are_chosen_by_the_beginning_of_their_names(parts: Path) -> None:
    (parts / "helper.py").write_text("def help(): pass\n")
    for name in ("importing", "night", "rules"):
        (parts / f"{name}.py").write_text("\ndef run(): return {}\n")
    assert context.chosen([]) == ["importing", "night", "rules"]
    assert context.chosen(["import"]) == ["importing"]
    with pytest.raises(ValueError, match="no part is called speed; there are: importing, night, rules"):
        context.chosen(["speed"])
