"""What people write by hand: configuration, homework, a therapist's own rules."""

from __future__ import annotations

from collections.abc import Iterator

from coach.bundled import bundled
from coach.cli.assignments import page
from coach.core.noticing import Context
from coach.core.talk import Header
from coach.engine.configuring import changed
from coach.errors import CoachError, ConfigError
from coach.guidance.loading import _rule
from coach.guidance.rule_file import LARGEST, RuleFile
from coach.settings import Settings, parse
from coach.store.homework import focused, parse_homework
from tests.fuzz.harness import Harness, told
from tests.talks.making import lines

TALK = lines("A: Not this again.", "B: Here we go, the dishes. Here we go, together.", "B: You always say here we go.")


def config(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    try:
        found = parse(text, "config.toml")
    except ConfigError as error:
        told(error)
        return
    assert isinstance(found, Settings)
    assert parse(changed(text, "talk", "minutes", "7"), "x").talk.minutes == 7 or "[talk]" not in text.splitlines()


def homework(data: bytes) -> None:
    try:
        loaded = parse_homework(data, "homework.toml")
    except CoachError as error:
        told(error)
        return
    assert len(loaded.homework.title) <= 120
    assert all(line.isprintable() for line in page(loaded.homework).split("\n"))
    assert all(note.isprintable() and len(note) < 500 for note in loaded.notes)
    focused(Settings(), loaded.homework)


def rules(data: bytes) -> None:
    text = data[:LARGEST].decode("utf-8", "replace")
    slips: list[str] = []
    try:
        rule = _rule(RuleFile("rule.toml", text), slips)
    except CoachError as error:
        told(error)
        return
    assert all(len(slip) < 600 and slip.isprintable() for slip in slips)
    assert rule.title.isprintable()
    assert rule.source.isprintable()
    context = Context(header=Header(id="x"))
    for until in range(1, len(TALK) + 1):
        for found in rule.find(TALK[:until], context):
            assert all(0 <= span.start < span.end for span in found.spans)


def configs() -> Iterator[bytes]:
    yield bundled("config.toml").read_bytes()
    yield b'[talk]\nnames = ["Maya", "Tom"]\nminutes = 0\n\n[guidance]\nlevels = { blame = "cue" }\n'


def assignments() -> Iterator[bytes]:
    for path in sorted(bundled("homework").glob("*.toml")):
        yield path.read_bytes()


def own_rules() -> Iterator[bytes]:
    yield (
        b'schema = "coach.guidance/1"\nkind = "dismissal"\ntitle = "Brushing off"\nlevel = "cue"\n'
        b'tip = "Say what you heard before you answer."\nsource = "our third meeting"\n'
        b'phrases = ["not this again", "here we go", "you * say"]\nunless = ["here we go, together"]\n'
        b'finds = ["[Here we go], the dishes.", "[Not this again]!"]\nleaves = ["Here we go together to Lisbon on Friday."]\n'
    )


HARNESSES = (
    Harness("config", config, configs),
    Harness("homework", homework, assignments),
    Harness("rules", rules, own_rules),
)
