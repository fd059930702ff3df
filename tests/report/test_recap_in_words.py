"""The recap as text and as Markdown: against golden files, and against hostile words."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.core.recap import RecapMoment, RecapPattern
from coach.report import telling
from coach.report.html import render_html
from coach.report.markdown import render_markdown
from coach.report.text import render_text

GOLDEN = Path(__file__).parent / "golden"
ANY_RECAP = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def with_(recap, **changes):
    return msgspec.structs.replace(recap, **changes)


@pytest.mark.parametrize(("render", "file"), [(render_text, "recap.txt"), (render_markdown, "recap.md")])
def test_golden(recap, render, file):
    assert render(recap) == (GOLDEN / file).read_text("utf-8")


@pytest.mark.parametrize("render", [render_text, render_markdown, render_html])
@pytest.mark.parametrize(
    ("source", "model", "words"),
    [
        ("typed", "", "typed"),
        ("microphone", "base.en", "by microphone, heard by base.en"),
        ("talk.m4a", "base.en", "from talk.m4a, heard by base.en"),
    ],
)
def test_what_it_was_made_from_is_said_as_one_says_it(recap, render, source, model, words):
    told = render(with_(recap, session=with_(recap.session, source=source, model=model)))
    assert words in told
    assert "from typed" not in told
    assert "from microphone" not in told


def test_colour_adds_nothing_but_colour(recap):
    coloured = render_text(recap, colour=True)
    assert "\x1b[36mMaya\x1b[0m" in coloured
    assert "\x1b[31" not in coloured  # no red
    assert re.sub(r"\x1b\[\d+m", "", coloured) == render_text(recap)


@pytest.mark.parametrize("render", [render_text, render_markdown, render_html])
def test_no_dance_says_that_hands_were_taken_beside_a_list_that_says_none_was(recap, render):
    dance = RecapPattern("good_repair", 0.8, (14,), title="Hands held out, and taken", offer="Keep this.")
    taken = with_(recap, patterns=(dance,))
    passed_by = with_(taken, repairs=(with_(recap.repairs[0], received=False),))
    assert dance.title in render(taken)
    assert dance.title not in render(passed_by)


@pytest.mark.parametrize("width", [40, 60, 80, 100])
def test_fits_the_terminal(recap, width):
    assert max(len(line) for line in render_text(recap, width=width).splitlines()) <= width


def test_the_good_comes_first_and_the_plain_line_last(recap):
    for told in (render_text(recap), render_markdown(recap)):
        headings = ["What went well", "Moments to look at again", "What you agreed", "One thing to practise"]
        places = [told.index(heading) for heading in headings]
        assert places == sorted(places)
        assert "practice, not therapy" in " ".join(told.split()[-40:])


def test_our_own_words_are_gentle(recap):
    own = [telling.PRACTICE, telling.NO_RIGHT_SHARE, telling.FOR_ONE]
    # What the program says by itself: everything in the report but the recap's own texts.
    bare = with_(recap, moments=(), patterns=(), strengths=(), to_practise={}, notes=())
    for text in [*own, render_text(bare), render_markdown(bare)]:
        assert not re.search(
            r"\b(always|never|should|wrong|fault|score|winner|victim|toxic|abus\w+)\b|!(?!\[)", text, re.IGNORECASE
        )
    for sentence in re.split(r"(?<=[.?:])\s", " ".join(own[:2])):
        assert len(sentence.split()) <= 14


def hurts(n, speaker="A", kind="blame", **more):
    return RecapMoment(
        n, speaker, kind, "hurts", float(n), n + 1.0, f"words {n}", more.pop("sure", 0.9), "", id=n, **more
    )


def test_at_most_three_each_the_surest_of_each_kind_first_in_order_of_time(recap):
    moments = (
        hurts(5, sure=0.6), hurts(1, sure=0.99), hurts(2, sure=0.98), hurts(3, sure=0.97), hurts(4, kind="demand", sure=0.5),
        hurts(6, "B"), hurts(7, "?"), hurts(8, "B", outcome="repaired"), hurts(9, "B", kind="threat"),
    )  # fmt: skip
    shown = telling.to_look_at_again(with_(recap, moments=moments))
    assert [one.turn for one in shown] == [1, 2, 4, 6]


def test_the_same_advice_is_given_once(recap):
    moments = (
        hurts(1, try_instead="Try this."),
        hurts(2, try_instead="Try this."),
        hurts(3, "B", try_instead="Try this."),
    )
    for render in (render_text, render_markdown):
        assert render(with_(recap, moments=moments)).count("To try: Try this.") == 2  # once each


def test_speakers_swapped_are_told_the_same_way(recap):
    swapped = with_(
        recap,
        partners={"A": recap.partners["B"], "B": recap.partners["A"]},
        moments=tuple(with_(one, speaker="BA"["AB".index(one.speaker)]) for one in recap.moments),
    )
    assert [one.turn for one in telling.to_look_at_again(swapped)] == [7, 9]
    told = render_text(swapped)
    assert "Maya: “you never help”" in told
    assert "Tom 42%" in told


def test_threat_and_control_are_told_to_nobody_unless_asked_for(recap):
    threat = RecapMoment(
        40, "B", "threat", "hurts", 500.0, 503.0, "or you will be sorry", 0.9, "", title="An ultimatum"
    )
    control = RecapPattern(
        "coercion", 0.8, (40,), title="Something here may not feel safe", offer="You deserve to feel safe."
    )
    open_to_both = with_(recap, moments=(*recap.moments, threat))
    for render in (render_text, render_markdown):
        assert "sorry" not in render(open_to_both).replace("sorry, go on", "")
        private = render(with_(recap, private=(threat,), patterns=(*recap.patterns, control)))
        before, after = private.split("For your eyes")
        assert "may not feel safe" not in before
        assert "or you will be sorry" in after
        assert "may not feel safe" in after
        assert "in confidence" in " ".join(after.split())


def test_without_times_nothing_needs_them(recap):
    untimed = with_(recap, session=with_(recap.session, timed=False))
    told = render_text(untimed)
    assert "turn 7  Maya" in told
    assert "Counted in words." in told
    assert "Maya 57%" in told  # 1210 of 2112 words
    assert "15 minutes" not in told
    table = render_markdown(untimed)
    assert "came in early" not in table
    assert "longest turn" not in table


def test_an_empty_talk_has_a_recap(recap):
    nobody = {key: with_(one, talk_time_s=0.0, words=0) for key, one in recap.partners.items()}
    empty = with_(
        recap, partners=nobody, turns=(), moments=(), patterns=(), agreements=(), strengths=(), to_practise={},
        parking_lot=(), repairs=(), notes=(), timeline=type(recap.timeline)(), session=with_(recap.session, topic=""),
    )  # fmt: skip
    for render in (render_text, render_markdown):
        assert "Our talk" in render(empty)
        assert "%" not in render(empty)


WORDS = st.text(st.one_of(st.sampled_from("\x1b[]31m\u202e\u200b\n`*_#<>|!:/1.-"), st.characters()), max_size=40)


@ANY_RECAP
@given(WORDS, WORDS)
def test_words_of_others_move_nothing(recap, words, name):
    hostile = with_(
        recap,
        session=with_(recap.session, topic=words, source=name),
        partners={key: with_(one, name=name) for key, one in recap.partners.items()},
        moments=(*recap.moments, hurts(99), with_(recap.moments[0], quote=words, title=words, try_instead=words)),
        strengths=(words,),
        notes=(words,),
        to_practise={"A": words},
        agreements=(with_(recap.agreements[0], what=words),),
    )
    for told in (render_text(hostile), render_markdown(hostile)):
        assert not any(unicodedata.category(c) in {"Cc", "Cf", "Cs"} for c in told if c != "\n")


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("![x](http://y)", r"\!\[x\](http&#58;//y)"),
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("# not a heading", r"\# not a heading"),
        ("1. not a list", r"1\. not a list"),
        ("- not a list", r"\- not a list"),
        ("a | b", r"a \| b"),
        ("[red]no[/]", r"\[red\]no\[/\]"),
    ],
)
def test_markdown_shows_what_was_said_as_it_was_said(recap, said, shown):
    assert f"- {shown}\n" in render_markdown(with_(recap, strengths=(said,)))


@pytest.mark.parametrize(
    ("seconds", "clock", "length"),
    [
        (0, "0:00", "0 seconds"),
        (1.2, "0:01", "1 second"),
        (65.9, "1:05", "66 seconds"),
        (128, "2:08", "2 minutes"),
        (3600, "1:00:00", "1 hour"),
        (3905, "1:05:05", "1 hour 5 minutes"),
    ],
)
def test_times_as_people_say_them(seconds, clock, length):
    assert telling.clock(seconds) == clock
    assert telling.length(seconds) == length


def test_curve_follows_the_values():
    points = [(float(at), value) for at, value in enumerate([-1.0, -0.5, 0.0, 0.5, 1.0])]
    assert telling.curve(points, 5) == "▁▃▅▅▇"
    assert telling.curve(points[:3], 5) == ""
