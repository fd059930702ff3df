"""The HTML recap: the same content, told in order, named for those who cannot see it, and nothing claimed that was not measured."""

from __future__ import annotations

import re

from msgspec.structs import replace

from coach.core.recap import Recap, RecapMoment, RecapPattern, RecapTurn, Session
from coach.report.html import Ticked, render_html
from tests.report.page import Page, charts_in
from tests.report.worded import own


def test_everything_is_told_and_in_order(recap):
    words = Page(render_html(recap)).words
    places = [
        words.index(one)
        for one in (
            "How we split the housework", "15 minutes", "What went well", "that makes sense", "Moments to look at again",
            "0:31", "you never help", "It may have landed as: blame.", "To try Say what happened", "you caught it yourselves",
            "What you agreed", "take the bins out on Sundays", "cook on Wednesdays", "not yet confirmed by both",
            "For another talk", "your mother's calls", "From start to end", "Room to speak", "58%", "42%",
            "There is no right share", "The dance between you", "One presses, the other goes quiet", "Hands held out",
            "sorry, go on taken", "One thing to practise", "Say back what you heard.", "Good to know when reading this",
            "3 stretches", "practice, not therapy",
        )
    ]  # fmt: skip
    assert places == sorted(places)


def test_a_strength_is_shown_in_their_words_with_the_name_beside_it(recap):
    recap = replace(
        recap, strengths=("Tom — understanding: “that makes sense”", "You caught a hard moment by yourselves.")
    )
    text = render_html(recap)
    assert (
        '<q dir="auto">that makes sense</q><p class="by"><b class="who b" dir="auto">Tom</b> · understanding</p>'
        in text
    )
    assert "You caught a hard moment by yourselves." in text


def test_charts_have_words_and_a_table(recap):
    text = render_html(recap)
    page = Page(text)
    for chart in charts_in(text):
        title, words = chart.get("aria-labelledby").split()
        told = {one.get("id"): one.text for one in chart.iter()}
        assert told[title]
        assert told[words]
    ids = [attrs["id"] for _, attrs in page.elements if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert "The same as a table" in page.words
    assert "look again: 1, 2" in page.words


def test_every_section_is_named_by_its_heading(recap):
    page = Page(render_html(recap))
    ids = {attrs.get("id") for tag, attrs in page.elements if tag == "h2"}
    named = [attrs["aria-labelledby"] for tag, attrs in page.elements if tag == "section"]
    assert set(named) == ids
    assert sum(tag == "h1" for tag, _ in page.elements) == 1


def test_threat_and_control_only_in_the_part_for_one_person(recap):
    threat = RecapMoment(
        40, "B", "threat", "hurts", 500.0, 503.0, "or you will be sorry", 0.9, "", title="An ultimatum"
    )
    control = RecapPattern(
        "coercion", 0.8, (40,), title="Something here may not feel safe", offer="You deserve to feel safe."
    )
    asked = replace(recap, private=(threat,), patterns=(*recap.patterns, control), moments=(*recap.moments, threat))
    before, after = render_html(asked).split("For your eyes")
    for words in ("or you will be sorry", "may not feel safe"):
        assert words not in before
        assert words in after
    shared = render_html(asked, ticked=Ticked())  # to be handed on
    assert "or you will be sorry" not in shared
    assert "may not feel safe" not in shared
    assert "For your eyes" not in shared
    assert "or you will be sorry" not in render_html(replace(asked, private=(), patterns=()))
    everything = "".join(re.findall(r">([^<]+)<", shared))
    assert "mutual" not in everything.lower()


def test_without_times_none_is_claimed(recap):
    words = Page(render_html(replace(recap, session=replace(recap.session, timed=False)))).words
    assert "turn 7" in words
    assert "Counted in words." in words
    for timed in ("0:31", "15 minutes", "longest turn", "came in early"):
        assert timed not in words


def test_a_talk_without_anything_in_it():
    words = Page(render_html(Recap(Session("x", "", 0.0, "", ""), {}, (), (), (), (), (), {}))).words
    assert "Our talk" in words
    assert "practice, not therapy" in words
    assert "What went well" not in words


def test_an_unsure_speaker_is_nobody(recap):
    unsure = replace(recap, turns=(RecapTurn(1, "?", 0.0, 2.0, "mm", sure=False),))
    text = render_html(unsure, ticked=Ticked(transcript=True))
    assert '<b class="who " dir="auto">Someone</b>' in text
    assert "not sure" in text


def test_moods_and_lines_stand_at_the_end(recap):
    said = {"A": own("I felt heard.", 2, 4), "B": own(after=3)}
    words = Page(render_html(recap, own=said)).words
    assert "Maya 2 of 5 before, 4 of 5 after" in words
    assert "I felt heard." in words
    assert "Tom 3 of 5 after" in words
    assert "How each of you felt" in words


def test_lines_without_moods_stand_under_what_they_are(recap):
    said = {who: own("I felt heard.") for who in "AB"}
    words = Page(render_html(recap, own=said)).words
    assert "What each of you wrote" in words
    assert "How each of you felt" not in words


def test_the_tone_of_words_is_said_to_be_a_guess(recap):
    """Nobody has measured it, and words of fair arguing count as cold there."""
    page = render_html(recap)
    assert "The words begin even and end warm: a guess from single words." in page
