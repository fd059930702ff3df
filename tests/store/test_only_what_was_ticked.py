"""Random ticks over random talks, built from the types themselves: no word comes out that was not ticked, in any form.

A field that a later version adds holds a word of its own here, and is found out wherever it slips through.
"""

from __future__ import annotations

import random
import re

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from coach.cli.assignments import packet_markdown
from coach.core.recap import Recap
from coach.report.html import render_html
from coach.report.json_form import render_json
from coach.report.markdown import render_markdown
from coach.report.redaction import Ticked, redacted, strength
from coach.report.text import render_text
from coach.store.handing_on import exported
from coach.store.homework import Homework
from coach.store.index import entry_of
from coach.store.kept import PARTS, Choice, PartnersOwn, keep, trimmed
from coach.store.packet import lines, pack, render_packet_json
from tests.fuzz.recaps import made, numbered

FEW = settings(max_examples=60, deadline=None)
FEWER = settings(max_examples=30, deadline=None)
SEEDS = st.integers(0, 2**32)
TICKS = st.frozensets(st.sampled_from(Ticked.__struct_fields__)).map(
    lambda on: Ticked(**{name: name in on for name in Ticked.__struct_fields__})
)
SOME = st.frozensets(st.sampled_from(PARTS))


def talk(seed: int, identity: str = "talk-1") -> Recap:
    words, _ = numbered()
    chance = random.Random(seed)  # noqa: S311
    recap = made(chance, lambda place: f"{identity[-1]}{words(place)}")
    told = tuple(strength(recap, one) for one in recap.moments if one.tone == "helps" and one.kind != "threat")
    change = msgspec.structs.replace
    return change(recap, session=change(recap.session, id=identity), strengths=recap.strengths + told)


def said(text: str) -> set[str]:
    return set(re.findall(r"\dzz\d+q", text.lower()))


def words_of(value: object) -> set[str]:
    return said(msgspec.json.encode(value).decode())


def may_be_told(recap: Recap, ticked: Ticked) -> set[str]:
    """Part by part, as the couple read it when they ticked. What is not named here may not come out."""
    session = recap.session
    told = said(session.topic) | {word for one in recap.partners.values() for word in said(one.name)}
    told |= words_of((session.aim, session.rules, recap.agreements)) if ticked.agreements else set()
    for one in recap.moments:
        wanted = {"helps": ticked.helpful, "hurts": ticked.hurtful}.get(one.tone, False) and one.kind != "threat"
        told |= words_of((one.title, one.why, one.cue, one.try_instead)) if wanted else set()
        told |= said(one.quote) if wanted and ticked.quotes else set()
    told |= words_of([one for one in recap.patterns if one.kind != "coercion"]) if ticked.patterns else set()
    told |= words_of([one for one in recap.strengths if "“" not in one]) if ticked.helpful else set()
    told |= words_of(recap.to_practise) if ticked.practice else set()
    told |= words_of(recap.parking_lot) if ticked.parking_lot else set()
    told |= words_of(recap.repairs) if ticked.helpful and ticked.quotes else set()
    told |= words_of(recap.notes) if ticked.counts else set()
    return told | (words_of(recap.turns) if ticked.transcript else set())


@FEW
@given(SEEDS, TICKS)
def test_in_no_page(seed, ticked):
    recap = talk(seed)
    own = {"A": PartnersOwn(2, 4, "9zz1q"), "B": PartnersOwn(None, None, "9zz2q")}
    lines_too = {"9zz1q", "9zz2q"} if ticked.reflections else set()
    may = may_be_told(recap, ticked)
    shown = redacted(recap, ticked)
    for told in (render_markdown(shown), render_text(shown), render_json(shown).decode()):
        assert said(told) <= may, said(told) - may
    told = render_html(recap, ticked=ticked, own=own)
    assert said(told) <= may | lines_too, said(told) - may


@FEW
@given(SEEDS, SOME, SOME, SOME)
def test_in_nothing_that_is_kept_or_exported(seed, a, b, now):
    recap = talk(seed)
    own = {"A": PartnersOwn(2, 4, "9zz1q")}
    kept = keep(recap, Choice(a, b), began_at="2026-11-20T19:30:00+01:00", own=own)
    for one, parts in ((kept, a & b), (trimmed(kept, now), a & b & now)):
        ticked = Ticked.of(parts)
        may = may_be_told(recap, ticked) | ({"9zz1q"} if ticked.reflections else set())
        model = said(recap.session.model) if ticked.counts else set()
        for told in (exported([one]).decode(), msgspec.json.encode(entry_of(one)).decode()):
            assert said(told) <= may | model, said(told) - may - model
        assert said(render_html(one.recap, ticked=ticked, own=one.own)) <= may


@FEWER
@given(SEEDS, SOME, SOME, st.randoms(use_true_random=False), st.booleans())
def test_in_no_packet(seed, both, asked, chance, renamed):
    recaps = [talk(seed + n, f"talk-{n}") for n in range(2)]
    kept = [keep(one, Choice(both, both), began_at="2026-11-20T19:30:00+01:00") for one in recaps]
    numbered_lines = lines(kept, asked)
    without = frozenset(one.number for one in numbered_lines if chance.random() < 0.2)
    packet = pack(Homework("x"), kept, asked, without=without, names=("Ann", "Ben") if renamed else None)
    ticked = Ticked.of(both & asked)
    may = set().union(*(may_be_told(one, ticked) | said(one.session.model) for one in recaps))
    quoted = re.compile(r"“(.*)”")
    names = {word for recap in recaps for one in recap.partners.values() for word in said(one.name)}
    for one in numbered_lines:
        if one.number in without:
            may -= said(found[1] if (found := quoted.search(one.text)) else one.text) - names
    if renamed:
        may -= names
    for told in (render_packet_json(packet).decode(), packet_markdown(packet)):
        assert said(told) <= may, said(told) - may
