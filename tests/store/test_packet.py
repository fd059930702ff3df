"""The packet for the therapist: only what both ticked, without what was taken out, under other names."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from coach.cli.assignments import MISSES, packet_markdown, written
from coach.core.talk import HELPS, HURTS
from coach.errors import HomeworkError
from coach.report.html import render_html
from coach.store.homework import Homework
from coach.store.kept import PARTS, PartnersOwn
from coach.store.packet import IN_NO_PACKET, lines, pack, render_packet_json
from tests.store.conftest import talk

HOMEWORK = Homework(title="Softer openings", sessions=2, share=("counts", "agreements", "reflections"))
ALL = frozenset(PARTS)
ASK = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)


@pytest.fixture(scope="session")
def two(sample_recap):
    return [
        talk(sample_recap, "t1", began_at="2026-11-10T19:00:00+01:00"),
        talk(sample_recap, "t2", began_at="2026-11-17T19:00:00+01:00"),
    ]


def everything(packet) -> str:
    """Every form of the packet in one text."""
    pages = [render_html(one.recap, own=one.own) for one in packet.talks]
    return render_packet_json(packet).decode() + packet_markdown(packet) + "".join(pages)


def test_only_what_was_asked_for_and_ticked(two):
    packet = pack(HOMEWORK, two, frozenset({"counts", "agreements"}))
    assert packet.parts == ("counts", "agreements")
    assert [one.on for one in packet.talks] == ["2026-11-10", "2026-11-17"]
    for one in packet.talks:
        assert one.recap.turns == one.recap.moments == one.recap.strengths == ()
        assert one.recap.agreements == two[0].recap.agreements
        assert {own.line for own in one.own.values()} == {""}
    assert "Marigold" not in everything(packet)


def test_what_is_left_out_is_said(two):
    packet = pack(HOMEWORK, two, frozenset({"counts"}), without=frozenset({1}), names=("Ann", "Ben"))
    assert "Asked for, and not handed over: what you agreed." in packet.left_out
    assert "Asked for, and not handed over: the line each of you wrote afterwards." in packet.left_out
    assert "Not here: every word of the talk." in packet.left_out
    assert "Taken out by the couple: 1 line." in packet.left_out
    assert "The names are not their own." in packet.left_out
    assert packet.left_out[-1] == IN_NO_PACKET
    assert all(line in packet_markdown(packet) for line in packet.left_out)


def test_each_page_says_at_its_top_which_talk_it_is_and_what_is_left_out(two, tmp_path):
    packet = pack(HOMEWORK, two, frozenset({"counts"}), names=("Ann", "Ben"))
    pages = [data.decode() for data in written(packet, "html", tmp_path / "packet.html").values()]
    assert len(pages) == 2
    for number, page in enumerate(pages, start=1):
        top, rest = page.split("What is left out")
        assert "Homework: Softer openings" in top
        assert f"Talk {number} of 2 in this packet, on {packet.talks[number - 1].on}. Asked for: 2." in top
        told = rest.split("</section>")[0]
        assert all(line in told for line in packet.left_out)
        assert MISSES in rest


def test_without_every_word_the_page_counts_no_voices(two, tmp_path):
    """Who spoke when is known from the turns; where they are not kept, nothing is shown, and not a nought."""
    (page,) = written(pack(HOMEWORK, two[:1], frozenset({"counts"})), "html", tmp_path / "packet.html").values()
    table = page.decode().split("The same as a table")[1].split("</table>")[0]
    assert '<th scope="col">from</th><th scope="col">warmth</th>' in table
    assert "<td>0:00</td>" not in table
    (page,) = written(pack(HOMEWORK, two[:1], ALL), "html", tmp_path / "packet.html").values()
    table = page.decode().split("The same as a table")[1].split("</table>")[0]
    assert '<b class="who a"' in table


def test_what_was_never_kept_is_said_too(two):
    thin = replace(two[0], parts=frozenset({"counts"}))
    assert "Not kept in 1 of 2 talks: what you agreed." in pack(HOMEWORK, [thin, two[1]], ALL).left_out


def test_every_line_is_shown_before_and_numbered(two):
    told = lines(two, ALL)
    assert [one.number for one in told] == list(range(1, len(told) + 1))
    assert {one.part for one in told} >= {None, "helpful", "agreements", "reflections", "transcript", "hurtful"}
    spoken = [one.text for one in told if one.part == "transcript" and one.talk == "t1"]
    assert spoken == [turn.text for turn in two[0].recap.turns]


def words(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", text.casefold()))


@given(data=st.data(), parts=st.frozensets(st.sampled_from(PARTS), min_size=1))
@ASK
def test_a_line_that_was_taken_out_is_nowhere_in_any_form(two, data, parts):
    told = lines(two, parts)
    without = data.draw(st.frozensets(st.sampled_from([one.number for one in told]), max_size=4))
    packet = pack(HOMEWORK, two, parts, without=without)
    out = {one.on: one for one in packet.talks}
    for struck in (one for one in told if one.number in without):
        kept = out["2026-11-10" if struck.talk == "t1" else "2026-11-17"]
        quoted = re.search("“(.*)”", struck.text)
        gone = words(quoted[1] if quoted else struck.text)
        left = [kept.recap.session.topic, *kept.recap.strengths, *kept.recap.notes]
        left += [one.quote for one in (*kept.recap.moments, *kept.recap.repairs)]
        left += [one.what for one in (*kept.recap.agreements, *kept.recap.parking_lot)]
        left += [one.text for one in kept.recap.turns] + [one.line for one in kept.own.values()]
        assert all(f" {gone} " not in f" {words(text)} " for text in left)


def test_what_the_coach_saw_and_advised_is_shown_and_can_be_taken_out(two):
    """It goes with the counts, and tells more of a couple than a count: so it is on the list like every other line."""
    told = [one for one in lines(two, frozenset({"counts"})) if one.talk == "t1"]
    dances = [one for one in told if one.text.startswith("The dance between us: ")]
    tips = [one for one in told if one.text.startswith("To practise — ")]
    recap = two[0].recap
    assert [one.text.split(": ")[1] for one in dances] == [one.title for one in recap.patterns]
    assert {one.speaker: one.text.removeprefix("To practise — ") for one in tips} == recap.to_practise
    packet = pack(HOMEWORK, two, frozenset({"counts"}), without=frozenset({dances[0].number, tips[0].number}))
    first, second = packet.talks
    assert first.recap.patterns == recap.patterns[1:]
    assert set(first.recap.to_practise) == {tips[1].speaker}
    assert second.recap.to_practise == two[1].recap.to_practise, "the other talk keeps its own"


def test_a_short_word_taken_out_leaves_what_the_coach_said(two):
    turn = replace(two[0].recap.turns[0], text="Say.")
    kept = replace(two[0], recap=replace(two[0].recap, turns=(turn,)))
    number = next(one.number for one in lines([kept], ALL) if one.text == "Say.")
    packet = pack(HOMEWORK, [kept], ALL, without=frozenset({number}))
    assert packet.talks[0].recap.turns == ()
    assert packet.talks[0].recap.to_practise == kept.recap.to_practise
    assert packet.talks[0].recap.patterns == kept.recap.patterns


def test_a_taken_out_line_takes_its_doubles_along(two):
    told = lines(two, ALL)
    quote = next(one for one in told if one.part == "hurtful" and one.talk == "t1")
    packet = pack(HOMEWORK, two, ALL, without=frozenset({quote.number}))
    first, second = packet.talks
    assert not any(words(quote.text) in words(turn.text) for turn in first.recap.turns)
    assert any(words(quote.text) in words(turn.text) for turn in second.recap.turns), "the other talk keeps its own"


@given(parts=st.frozensets(st.sampled_from(PARTS)))
@ASK
def test_no_name_is_left_where_names_are_replaced(two, parts):
    own = {"A": PartnersOwn(1, 2, "MAYA and tom's evening, said Maya."), "B": PartnersOwn(3, 3, "tom")}
    talks = [replace(one, own=own) for one in two]
    packet = pack(replace(HOMEWORK, note="For Maya and Tom"), talks, parts, names=("Partner 1", "Partner 2"))
    assert not re.search(r"\b(maya|tom)\b", everything(packet), re.IGNORECASE)
    if "reflections" in parts:
        assert packet.talks[0].own["A"].line == "Partner 1 and Partner 2's evening, said Partner 1."


@pytest.mark.parametrize(
    ("names", "said", "shown"),
    [
        (("Zoë", "Tom"), "ZOË, Zoe\u0308 and zoë", "X, X and X"),
        (("Mary Ann", "Tom"), "Mary Ann, mary, Ann's", "X, X, X's"),
        (("美咲", "Tom"), "昨日美咲が", "昨日Xが"),
        (("A.", "Tom"), "a. and so on", "X and so on"),
        (("Tim", "Tom"), "time after time, Tim", "time after time, X"),
    ],
)
def test_names_in_any_case_and_script(sample_recap, names, said, shown):
    kept = talk(sample_recap, own={"A": PartnersOwn(line=said)})
    partners = {who: replace(one, name=names["AB".index(who)]) for who, one in kept.recap.partners.items()}
    kept = replace(kept, recap=replace(kept.recap, partners=partners))
    assert pack(HOMEWORK, [kept], ALL, names=("X", "Y")).talks[0].own["A"].line == shown


def test_no_talk_no_packet():
    with pytest.raises(HomeworkError, match="nothing to pack"):
        pack(HOMEWORK, [], ALL)


def test_a_line_that_is_not_there(two):
    with pytest.raises(HomeworkError, match="no line 9999"):
        pack(HOMEWORK, two, ALL, without=frozenset({9999}))


def test_as_json_it_says_what_it_is(two):
    raw = json.loads(render_packet_json(pack(HOMEWORK, two, ALL)))
    assert raw["schema"] == "coach.packet/1"
    assert raw["homework"]["title"] == "Softer openings"
    assert raw["talks"][0]["recap"]["schema"] == "coach.recap/1"
    assert raw["left_out"] == [IN_NO_PACKET]


def test_as_json_it_says_where_times_are_estimated_and_only_with_the_counts(sample_recap):
    typed = replace(sample_recap, session=replace(sample_recap.session, source="typed", timed=False))
    for parts, said in ((ALL, True), (frozenset({"transcript"}), False)):
        (told,) = json.loads(render_packet_json(pack(HOMEWORK, [talk(typed)], parts)))["talks"]
        assert any(note.startswith("Estimated here") for note in told["recap"]["notes"]) is said


def test_how_often_something_hurt_goes_along_only_with_the_hard_moments(two):
    for parts, hurts in ((ALL, True), (ALL - {"hurtful"}, False)):
        packet = pack(HOMEWORK, two, parts)
        kinds = {kind for one in packet.talks for by in one.moves.values() for kind in by}
        assert kinds & set(HELPS)
        assert bool(kinds & set(HURTS)) is hurts


def test_each_count_of_a_move_is_a_line_that_can_be_taken_out_and_stands_in_every_form(two):
    parts = frozenset({"counts"})
    often = [one for one in lines(two, parts) if one.text.startswith("How often —")]
    assert often
    assert {one.part for one in often} == {"counts"}
    what = often[0].text.removeprefix("How often — ").partition(":")[0]
    whole, thin = pack(HOMEWORK, two[:1], parts), pack(HOMEWORK, two[:1], parts, without=frozenset({often[0].number}))
    pages = [written(one, "html", Path("p.html"))[Path("p.html")].decode() for one in (whole, thin)]
    marks = [packet_markdown(one) for one in (whole, thin)]
    assert [f"noticed: {what}" in page for page in pages] == [True, False]
    assert [f"- {what}: " in page for page in marks] == [True, False]
    left = {kind for by in thin.talks[0].moves.values() for kind in by}
    assert len({kind for by in whole.talks[0].moves.values() for kind in by}) == len(left) + 1


def test_what_was_said_is_text_in_every_form(sample_recap):
    evil = "<script>alert(1)</script> [x](javascript:1) \x1b[2J"
    kept = talk(sample_recap, own={"A": PartnersOwn(line=evil)}, topic=evil)
    packet = pack(HOMEWORK, [kept], ALL)
    page = packet_markdown(packet)
    assert "<script>" not in page.replace("\\<", "")
    assert "\x1b" not in page
    assert not re.search(r"(?<!\\)\]\(javascript", page)
    assert "<script>" not in render_html(packet.talks[0].recap, own=packet.talks[0].own)


def test_the_lines_stay_the_same_for_the_same_talks(two):
    assert lines(two, ALL) == lines([msgspec.json.decode(msgspec.json.encode(one), type=type(one)) for one in two], ALL)
