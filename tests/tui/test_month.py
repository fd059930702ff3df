"""Two talks of a month, from their first word to the history: the short form of `python -m tests.benchmarks.month`."""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.month import Month, a_month


async def test_two_talks_are_had_kept_and_looked_back_on_and_nothing_is_lost(tmp_path: Path) -> None:
    month = Month(tmp_path, talks=2, utterances=21)
    measured = await a_month(month)
    assert month.kept == ["month0000", "month0001"]
    assert month.events > 2 * 21
    assert month.exports == 1
    (_, _, files_before, _), (_, _, files_after, _) = measured
    assert files_after <= files_before + 1
