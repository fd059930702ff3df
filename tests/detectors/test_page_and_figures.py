"""docs/detectors.md and the figures are of the detectors and weights that are there, and say so when they are not."""

from __future__ import annotations

import math

import pytest

from coach.cli.figures import load
from coach.core.talk import HELPS, HURTS
from coach.detectors import ALL
from tests.benchmarks.detectors import figure, finding_part, fingerprint, wilson
from tools.detectors_page import FOR_THERAPISTS, PAGE, for_therapists, page

AGAIN = "say `make docs` (it takes about a minute, and needs the labelled talks beside the checkout)"


def test_the_figures_are_of_these_detectors_and_weights(shared):
    """Without the labelled talks nobody could measure them anew, and the test is skipped."""
    figures = load()
    assert figures is not None, f"coach/bundled/figures.json is missing or damaged: {AGAIN}"
    assert figures.fingerprint == fingerprint(), f"The figures are of other detectors or weights: {AGAIN}"
    assert set(figures.kinds) == {*HURTS, *HELPS}


def test_the_page_is_made_of_what_the_detectors_say():
    if PAGE.read_text("utf-8") != page(load()):
        pytest.fail("docs/detectors.md is not what the detectors say any more: python -m tools.detectors_page")
    guide = FOR_THERAPISTS.read_text("utf-8")
    if guide != for_therapists(guide, load()):
        pytest.fail("docs/therapists.md has other figures than were measured: python -m tools.detectors_page")


def test_every_move_has_its_place_on_the_page_and_its_figure_where_it_was_measured():
    figures = load()
    assert figures is not None
    assert set(figures.kinds) <= {*HURTS, *HELPS}
    written = page(figures)
    for one in ALL:
        assert f"\n### {one.kind}\n" in written
        assert written.count(f"[`{one.kind}`]") == (one.kind in figures.kinds)


def test_the_figures_fit_their_counts():
    figures = load()
    assert figures is not None
    for one in (*figures.kinds.values(), *figures.together.values()):
        assert one == figure(one.gold, one.found, one.right)
        assert one.right <= min(one.gold, one.found)
    assert figures.together["moves that help"].gold == sum(
        figures.kinds[kind].gold for kind in HELPS if kind in figures.kinds
    )


def test_without_figures_the_page_still_reads():
    written = page(None)
    assert "Measured" not in written
    assert "### blame" in written


def test_wilsons_interval():
    """The bounds are where a normal test of the share would just reject it: |p - p0| = z sqrt(p0 (1 - p0) / n)."""
    for hits, n in ((8, 10), (0, 7), (7, 7), (41, 50)):
        bounds = wilson(hits, n)
        assert bounds is not None
        for bound in bounds:
            if 0 < bound < 1:
                assert abs(hits / n - bound) == pytest.approx(1.96 * math.sqrt(bound * (1 - bound) / n), abs=1e-3)
        assert bounds[0] <= hits / n <= bounds[1]
    assert wilson(0, 0) is None


DETECTOR = '''
"""What it is."""
blame = Detector(
    kind="blame",
    about="{about}",
    find=phrases("{phrase}"),
)
# {about}
'''


def test_wording_and_comments_leave_the_fingerprint_alone_and_phrases_do_not():
    one = finding_part(DETECTOR.format(about="one", phrase="you never"))
    assert one == finding_part(DETECTOR.format(about="another", phrase="you never"))
    assert one != finding_part(DETECTOR.format(about="one", phrase="you seldom"))
