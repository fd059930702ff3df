"""The HTML recap: nothing in it runs or is fetched, and hostile words are shown as words."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from coach.core.recap import RecapMoment
from coach.report.html import Ticked, render_html
from tests.report.page import Page, assert_inert, charts_in
from tests.report.worded import own, with_words

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


def test_nothing_runs_and_nothing_is_fetched(recap):
    text = render_html(recap)
    policy = [attrs for tag, attrs in Page(text).elements if attrs.get("http-equiv") == "Content-Security-Policy"]
    assert policy[0]["content"].startswith("default-src 'none'; style-src 'unsafe-inline'")
    assert_inert(text)


def test_no_address_in_it_at_all(recap):
    assert not re.search(r"<script|\son\w+=|https?:|url\(", render_html(recap))


@pytest.mark.parametrize("evil", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_words_are_words(recap, evil):
    hostile = replace(
        with_words(recap, evil),
        partners={who: replace(one, name=f"{evil}{who}") for who, one in recap.partners.items()},
        private=(RecapMoment(3, "A", "threat", "hurts", 1.0, 2.0, evil, 0.9, "", title=evil),),
    )
    plain = render_html(recap, own={who: own("x", 2, 3) for who in "AB"})
    lines = {who: own(evil, 2, 3) for who in "AB"}
    for ticked in (None, Ticked(transcript=True)):
        text = render_html(hostile, own=lines, ticked=ticked)
        assert_inert(text)
        assert "49" not in Page(text).words.replace("0:49", "")
        assert len(charts_in(text)) == len(charts_in(plain)) == 3
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x1b]", text)
        text.encode()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.text(max_size=60), name=st.text(max_size=60))
def test_any_words_and_names(recap, words, name):
    partners = {who: replace(one, name=name) for who, one in recap.partners.items()}
    moments = tuple(replace(one, quote=words) for one in recap.moments)
    changed = replace(recap, partners=partners, moments=moments, strengths=(words,), notes=(words, name))
    assert_inert(render_html(changed, ticked=Ticked(transcript=True), names={"A": words}))
