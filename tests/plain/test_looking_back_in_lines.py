"""The history and the homework as dialogues: what is listed, read, saved, forgotten, packed; and what never is by a stray key."""

from __future__ import annotations

from pathlib import Path

import pytest

from coach.bundled import bundled
from coach.plain.history import History
from coach.plain.homework import AtHome
from coach.plain.keys import ENTER, ESC
from coach.store.assigned import Desk
from coach.store.homework import load_homework
from coach.tui.assigned import NO_TALK_YET, NOTHING_YET
from coach.tui.looking_back import KEEPING, NO_MATCH
from tests.plain.conftest import Pressed, typed
from tests.tui.kept_talks import EVERYTHING, LOCKED, OPEN, PASSPHRASE, shelf_of

OURS = bundled("homework/softer-openings.toml")
ASKED = 1 + len(load_homework(OURS).homework.share)  # what the talks were about, and each part


def history(shelf, *keys, **more):
    terminal = Pressed(*keys)
    History(shelf, terminal, **more).run()
    return terminal.told


def test_nine_talks_at_a_time_the_newest_first(tmp_path):
    told = history(shelf_of(tmp_path, 11), "m", "m", "q")
    assert "History: 11 talks, kept until you forget it, not locked." in told
    assert "1: 11 Nov 2026, Your mother at Christmas, Maya and Tom, 10 min, 1 agreement, 2 moves that helped" in told
    assert "2 more; m tells the next ones." in told
    assert told.count("1: 11 Nov 2026") == 2
    assert "2: 1 Nov 2026" in told
    assert "Lately, what helps: " in told
    assert not set("·█▁") & set(told)


def test_one_talk_is_read_with_what_was_not_kept(tmp_path):
    told = history(shelf_of(tmp_path, 1), "1", "q", "q")
    assert "Kept: 1 Nov 2026." in told
    assert "“Tom takes the dishes on weekdays” became: kept." in told
    assert "Maya felt low before, good afterwards." in told
    assert "Not kept: the line each of you wrote afterwards;" in told
    assert "k, keep" not in told


def test_a_search_finds_by_topic_or_day(tmp_path):
    told = history(shelf_of(tmp_path, 4), "/", *typed("3 november"), "/", *typed("zebra"), "q")
    assert "1 fit." in told
    assert NO_MATCH in told


def test_a_talk_is_forgotten_only_by_a_clear_yes(tmp_path):
    shelf = shelf_of(tmp_path, 3)
    history(shelf, "f", "2", "n", "f", "2", ENTER, ESC, "f", ESC, "q")
    assert len(shelf.entries()) == 3
    told = history(shelf, "f", "2", "y", "q")
    assert [one.id for one in shelf.entries()] == ["talk-3", "talk-1"]
    assert "a solid-state disk may hold old blocks" in told
    history(shelf, "1", "f", "y", "q")  # from its recap
    assert [one.id for one in shelf.entries()] == ["talk-1"]


def test_everything_is_forgotten_only_by_the_word(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    shelf = shelf_of(tmp_path, 2)
    assert "Nothing is forgotten." in history(shelf, "a", *typed("yes"), "q")
    assert len(shelf.entries()) == 2
    assert "Forgotten: 2 talks, and all keys." in history(shelf, "a", *typed("forget"), "q")
    assert shelf.door == "nothing"
    assert KEEPING[0] in history(shelf, "q")


def test_a_file_is_written_only_after_two_yeses(tmp_path):
    saved = []

    def export(recap, form):
        saved.append((recap.session.id, form))
        return Path("recap.html")

    shelf = shelf_of(tmp_path, 2)
    assert "Nothing is written." in history(shelf, "x", "1", "1", ESC, "q", export=export)
    assert not saved
    assert "Saved to recap.html" in history(shelf, "x", "1", "1", "2", "h", "q", export=export)
    assert saved == [("talk-2", "html")]


def test_behind_a_passphrase_nothing_is_told_until_it_opens_and_l_locks_again(tmp_path):
    shelf = shelf_of(tmp_path, 2, asking=LOCKED)
    told = history(shelf, ESC, "1", "m", *typed(PASSPHRASE), "l", "1", "q")
    first, _, rest = told.partition("m asks for the passphrase.")
    assert "Nov 2026" not in first
    assert "No talk has this number here." in rest
    assert "2 Nov 2026" in rest
    assert PASSPHRASE not in told
    assert rest.rindex("Locked.") > rest.rindex("2 Nov 2026")
    assert shelf.door == "passphrase"


# --- homework ---


def homework(tmp_path, *keys, talks=3, ours=True, asking=OPEN):
    """What it gives, what was told, what was written, and the desk."""
    desk = Desk(tmp_path / "mark")
    if ours:
        desk.take(str(OURS))
    written = []

    def write(packet, form):
        written.append((packet, form))
        return (Path(f"packet.{form}"),)

    terminal = Pressed(*keys)
    shelf = shelf_of(tmp_path, talks, asking=asking, parts=EVERYTHING)
    chosen = AtHome(desk, shelf, terminal, write=write).run()
    return chosen, terminal.told, written, desk


def test_what_is_asked_and_how_far_it_is(tmp_path):
    chosen, told, _, _ = homework(tmp_path, "2", "q")
    assert chosen is None
    assert "Softer openings, yours" in told
    assert "How far: 2 of 3 kept so far." in told
    assert "To practise: " in told
    assert "2: A break, and back, an example, to look at or to try." in told


def test_s_begins_the_talk_for_the_one_that_was_read_last(tmp_path):
    assert homework(tmp_path, "s")[0].title == "Softer openings"
    assert homework(tmp_path, "2", "s")[0].title == "A break, and back"


def test_an_example_is_taken_a_file_opened_and_laid_aside(tmp_path):
    keys = ["1", "t", "o", *typed("nowhere.toml"), "o", *typed(str(OURS)), "l", "q"]
    _, told, _, desk = homework(tmp_path, *keys, ours=False)
    assert "“A break, and back” is yours now." in told
    assert "nowhere.toml is not there." in told
    assert "“Softer openings” is yours now." in told
    assert "Laid aside." in told
    assert desk.ours() is None


def test_behind_a_passphrase_u_tells_how_far(tmp_path):
    _, told, _, _ = homework(tmp_path, "u", *typed(PASSPHRASE), "q", asking=LOCKED)
    assert told.index("u opens your kept talks") < told.index("2 of 3 kept so far")


def test_without_a_talk_there_is_nothing_to_pack(tmp_path):
    assert NO_TALK_YET in homework(tmp_path, "p", "q", talks=0)[1]


@pytest.mark.parametrize("second", ["y", "n"])
def test_a_packet_holds_what_both_ticked_and_needs_two_yeses(tmp_path, second):
    keys = ["p", *["y"] * ASKED, *[second] * ASKED, "w", "j", "1", ESC, "w", "j", "1", "2", "q", "q"]
    _, told, written, _ = homework(tmp_path, *keys)
    if second == "n":
        assert NOTHING_YET in told
        assert written == []
    else:
        assert "Nothing is written." in told
        assert [form for _, form in written] == ["json"]
        assert "The packet is in packet.json. It is not locked." in told


def test_a_line_is_left_out_and_names_are_others(tmp_path):
    keys = [
        "p",
        *["y"] * (2 * ASKED),
        "o",
        *typed("1"),
        "n",
        *typed("Ann"),
        *typed("Bob"),
        "w",
        "h",
        "1",
        "2",
        "q",
        "q",
    ]
    _, told, written, _ = homework(tmp_path, *keys)
    packet = written[0][0]
    assert packet.names == ("Ann", "Bob")
    assert "1: left out: " in told
    assert any("Taken out by the couple" in one for one in packet.left_out)


def test_3_and_4_tick_all_that_is_asked_for_and_the_help_knows_the_keys(tmp_path):
    no = ["n"] * (2 * ASKED)
    _, told, written, _ = homework(tmp_path, "p", *no, "w", "3", "w", "4", "?", "w", "h", "1", "2", "q", "q")
    assert told.count(NOTHING_YET) == 4  # read out, and refused, twice
    assert "w, write it: to a file, after two yeses" in told
    assert [form for _, form in written] == ["html"]
