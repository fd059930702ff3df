"""The HTML recap: the same content, nothing that runs or is fetched, hostile words shown as words, colours one can read."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.core.recap import Recap, RecapMoment, RecapParked, RecapPattern, RecapTurn, Session
from coach.report import html
from coach.report.html import Ticked, render_html

OPEN = {"meta", "br", "img", "link", "input"}
HOSTILE = [
    "<script>alert(1)</script>",
    '"></svg><script>alert(1)</script>',
    "{{7*7}}{% include 'x' %}",
    "</style><img src=x onerror=alert(1)>",
    "' onload='alert(1)",
    "&lt;b&gt; & <!-- -->]]>",
    "שלום \u202eevil\u202c مرحبا",
    "\x1b]0;title\x07 \x00 \ud800",
    "javascript:alert(1)",
    "N" * 10_000,
]


def with_(recap, **changes):
    return msgspec.structs.replace(recap, **changes)


class Page(HTMLParser):
    """Every element with its attributes, the text that is shown, and whether each end meets its beginning."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.elements, self.text, self._open = [], [], []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in OPEN:
            self._open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        if "style" not in self._open:
            self.text.append(data)

    @property
    def words(self):
        return " ".join("".join(self.text).split())


def charts_in(text):
    return [ET.fromstring(one) for one in re.findall(r"<svg.*?</svg>", text, re.DOTALL)]  # noqa: S314 - our own drawing


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


def test_nothing_runs_and_nothing_is_fetched(recap):
    text = render_html(recap)
    policy = [attrs for tag, attrs in Page(text).elements if attrs.get("http-equiv") == "Content-Security-Policy"]
    assert policy[0]["content"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert_inert(text)


def assert_inert(text):
    page = Page(text)
    tags = {tag for tag, _ in page.elements}
    assert not tags & {
        "script",
        "img",
        "link",
        "iframe",
        "object",
        "embed",
        "form",
        "base",
        "a",
        "audio",
        "video",
        "use",
    }
    names = {name for _, attrs in page.elements for name in attrs}
    assert not [
        name
        for name in names
        if name.startswith("on") or name in {"src", "href", "srcset", "action", "xlink:href", "style"}
    ]
    style = text[text.index("<style>") : text.index("</style>")]
    assert not re.search(r"url\(|@import|https?:|expression", style)
    assert text.count("</style>") == 1
    for chart in charts_in(text):
        assert {one.tag for one in chart.iter()} <= {"svg", "title", "desc", "g", "rect", "path", "circle", "text"}


def test_no_address_in_it_at_all(recap):
    assert not re.search(r"<script|\son\w+=|https?:|url\(", render_html(recap))


@pytest.mark.parametrize("evil", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_words(recap, evil):
    hostile = with_(
        recap,
        session=with_(recap.session, topic=evil, source=evil, model=evil),
        partners={who: with_(one, name=f"{evil}{who}") for who, one in recap.partners.items()},
        turns=tuple(with_(one, text=evil) for one in recap.turns),
        moments=tuple(with_(one, quote=evil, title=evil, try_instead=evil) for one in recap.moments),
        patterns=tuple(with_(one, title=evil, offer=evil) for one in recap.patterns),
        agreements=tuple(with_(one, what=evil) for one in recap.agreements),
        parking_lot=(RecapParked(1, evil),),
        repairs=tuple(with_(one, quote=evil) for one in recap.repairs),
        strengths=(evil,),
        to_practise={"A": evil, "B": evil},
        notes=(evil,),
        private=(RecapMoment(3, "A", "threat", "hurts", 1.0, 2.0, evil, 0.9, "", title=evil),),
    )
    own = {who: SimpleNamespace(mood_before=2, mood_after=3, line=evil) for who in "AB"}
    plain = render_html(recap, own={who: SimpleNamespace(mood_before=2, mood_after=3, line="x") for who in "AB"})
    for ticked in (None, Ticked(transcript=True)):
        text = render_html(hostile, own=own, ticked=ticked)
        assert_inert(text)
        assert "49" not in Page(text).words.replace("0:49", "")
        assert len(charts_in(text)) == len(charts_in(plain)) == 3
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", text)
        text.encode()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=60), name=st.text(max_size=60))
def test_any_words_and_names(recap, words, name):
    partners = {who: with_(one, name=name) for who, one in recap.partners.items()}
    moments = tuple(with_(one, quote=words) for one in recap.moments)
    changed = with_(recap, partners=partners, moments=moments, strengths=(words,), notes=(words, name))
    assert_inert(render_html(changed, ticked=Ticked(transcript=True), names={"A": words}))


def test_a_strength_is_shown_in_their_words_with_the_name_beside_it(recap):
    recap = with_(
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
    asked = with_(recap, private=(threat,), patterns=(*recap.patterns, control), moments=(*recap.moments, threat))
    before, after = render_html(asked).split("For your eyes")
    for words in ("or you will be sorry", "may not feel safe"):
        assert words not in before
        assert words in after
    shared = render_html(asked, ticked=Ticked())  # to be handed on
    assert "or you will be sorry" not in shared
    assert "may not feel safe" not in shared
    assert "For your eyes" not in shared
    assert "or you will be sorry" not in render_html(with_(asked, private=(), patterns=()))
    everything = "".join(re.findall(r">([^<]+)<", shared))
    assert "mutual" not in everything.lower()


def test_without_times_none_is_claimed(recap):
    words = Page(render_html(with_(recap, session=with_(recap.session, timed=False)))).words
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
    unsure = with_(recap, turns=(RecapTurn(1, "?", 0.0, 2.0, "mm", sure=False),))
    text = render_html(unsure, ticked=Ticked(transcript=True))
    assert '<b class="who " dir="auto">Someone</b>' in text
    assert "not sure" in text


def test_moods_and_lines_stand_at_the_end(recap):
    own = {
        "A": SimpleNamespace(mood_before=2, mood_after=4, line="I felt heard."),
        "B": SimpleNamespace(mood_before=None, mood_after=3, line=""),
    }
    words = Page(render_html(recap, own=own)).words
    assert "Maya 2 of 5 before, 4 of 5 after" in words
    assert "I felt heard." in words
    assert "Tom 3 of 5 after" in words
    assert "How each of you felt" in words


def test_lines_without_moods_stand_under_what_they_are(recap):
    own = {who: SimpleNamespace(mood_before=None, mood_after=None, line="I felt heard.") for who in "AB"}
    words = Page(render_html(recap, own=own)).words
    assert "What each of you wrote" in words
    assert "How each of you felt" not in words


# --- how it looks, as far as it can be told without looking ---------------------------------------------------------------

STYLE = (Path(html.__file__).parent / "templates" / "recap.css").read_text("utf-8")


def colours():
    """The colours of each look: light, dark and paper."""
    blocks = [
        dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6})", block))
        for block in re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
    ]
    light, dark, paper = blocks
    return {"light": light, "dark": light | dark, "paper": light | paper}


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("look", ["light", "dark", "paper"])
def test_words_can_be_read(look):
    there = colours()[look]
    for words in ("ink", "quiet", "leaf", "a", "b"):
        for ground in ("paper", "leaf-soft", "band"):
            assert contrast(there[words], there[ground]) >= 4.5, (words, ground)


@pytest.mark.parametrize("look", ["light", "dark", "paper"])
def test_partners_are_blue_and_orange_and_nobody_is_red(look):
    there = colours()[look]
    blue, orange = (tuple(int(there[who][n : n + 2], 16) for n in (1, 3, 5)) for who in ("a", "b"))
    assert blue[2] - blue[0] > 90  # apart in the blue-yellow direction, which colour-blind people see too
    assert orange[0] - orange[2] > 90
    assert orange[1] > 0.4 * orange[0]  # orange, and no red
