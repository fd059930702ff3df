"""Kept talks on their way out and in again, and whatever else somebody calls an export."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coach.errors import CoachError, StoreError
from coach.store.handing_on import read_export
from coach.store.kept import PARTS, Choice, Kept, PartnersOwn
from coach.store.sessions import Sessions
from coach.store.vault import open_vault
from tests.store.conftest import OPEN, talk

ASK = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
ticks = st.frozensets(st.sampled_from(PARTS))


# --- handing on -------------------------------------------------------------------------------------------------------

own = st.builds(PartnersOwn, st.none() | st.integers(1, 5), st.none() | st.integers(1, 5), st.text(max_size=60))


@given(choices=st.lists(ticks, max_size=3), own=st.fixed_dictionaries({"A": own, "B": own}), topic=st.text(max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=25)
def test_what_goes_out_comes_in_again_the_same(sample_recap, choices, own, topic):
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        here = Sessions(Path(one), open_vault(Path(one), OPEN))
        there = Sessions(Path(other), open_vault(Path(other), OPEN))
        for number, parts in enumerate(choices):
            here.keep(talk(sample_recap, f"t{number}", Choice(parts, parts), own=own, topic=topic))
        listed = [one.id for one in here.history()]
        data = here.export(listed)
        assert there.import_(data, "talks.json") == (len(choices), 0)
        assert there.import_(data, "talks.json") == (0, len(choices))
        assert there.history() == here.history()
        assert there.export(listed) == data


def test_more_than_was_ticked_does_not_come_in(sessions, sample_recap):
    kept = talk(sample_recap)
    raw = json.loads(msgspec.json.encode(kept)) | {"parts": ["agreements"]}
    sessions.import_(json.dumps({"schema": "coach.export/1", "talks": [raw]}).encode(), "talks.json")
    back = sessions.load("talk-1")
    assert back.parts == {"agreements"}
    assert (back.recap.turns, back.recap.moments, back.moves) == ((), (), {})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"id": "../../evil"}, r"talks\.json: \$\.talks\[0\]"),
        ({"id": "other"}, "another id"),
        ({"began_at": "2026-99-20T19:30:00Z"}, "began_at is no date"),
        ({"began_at": "yesterday"}, "began_at"),
        ({"parts": ["everything"]}, "parts"),
        ({"recap": 3}, "recap"),
        ({"schema": "coach.kept/9"}, "newer coach"),
        ({"schema": 7}, "not a file that coach kept"),
    ],
)
def test_a_file_that_is_not_as_it_should_be_is_told_by_its_place(sessions, sample_recap, change, message):
    raw = json.loads(msgspec.json.encode(talk(sample_recap))) | change
    with pytest.raises(StoreError, match=message):
        sessions.import_(json.dumps({"schema": "coach.export/1", "talks": [raw]}).encode(), "talks.json")
    assert sessions.history() == ()


@given(
    st.recursive(
        st.none() | st.integers() | st.floats() | st.text(max_size=9),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["schema", "talks", "id", "recap", "parts"]), inner, max_size=4)
        ),
    )
)
@settings(max_examples=300, deadline=None)
def test_whatever_is_imported_only_our_errors_come_out(raw):
    for data in (json.dumps(raw).encode(), json.dumps({"schema": "coach.export/1", "talks": [raw]}).encode()):
        try:
            assert not read_export(data, "x.json")
        except CoachError as error:
            assert error.hint


@pytest.mark.parametrize(
    "data", [b"", b"\xff\xfe", b"[" * 100_000, b'{"a":' * 50_000, b'{"schema":"coach.export/1"}', b"null"]
)
def test_hostile_bytes(data):
    with pytest.raises(StoreError):
        read_export(data, "\x1b[31mx.json")


@ASK
@given(st.data())
def test_a_stored_talk_with_other_bytes_in_it_never_crashes(sessions, sample_recap, data):
    sessions.keep(talk(sample_recap))
    for name in ("talks/talk-1.talk", "keys/talk-1.key", "index"):
        path = sessions.folder / name
        raw = bytearray(path.read_bytes())
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
        path.write_bytes(bytes(raw)[: data.draw(st.integers(0, len(raw)))])
        try:
            sessions.history()
            assert isinstance(sessions.load("talk-1"), Kept)
        except CoachError as error:
            assert error.hint
