"""What of a recap is shown: only what both partners ticked, and their names replaced where they wish so.

The renderers get a recap that no longer holds what was not ticked, so none of them can let it slip.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from coach.core.cleaning import clean
from coach.core.recap import (
    PartnerCounts,
    Recap,
    RecapAgreement,
    RecapMoment,
    RecapParked,
    RecapTurn,
    RepairMade,
    Session,
    Timeline,
)
from coach.core.talk import Speaker

Wording = Callable[[str], str]

# First names that are also everyday words: replaced where they begin with a capital, so that "I will" stays as it was said.
_ALSO_WORDS = frozenset({
    "amber", "angel", "april", "art", "august", "autumn", "bill", "bob", "carol", "chance", "chase",
    "christian", "cliff", "daisy", "dawn", "dean", "dot", "drew", "eve", "faith", "forest", "frank",
    "gene", "grace", "grant", "guy", "heath", "hope", "hunter", "iris", "ivy", "jack", "jade",
    "joy", "june", "lane", "lily", "mark", "may", "miles", "olive", "page", "pat", "pearl",
    "penny", "ray", "reed", "rich", "river", "rob", "rose", "ruby", "sandy", "skip", "sky",
    "star", "sue", "summer", "sunny", "violet", "wade", "will",
})  # fmt: skip


class Ticked(Struct, frozen=True):
    """What both ticked. As it stands: what a couple sees for themselves, everything but the talk word by word."""

    counts: bool = True  # how long, how often, who had the floor, and the time line
    helpful: bool = True  # what went well, and the hands held out
    hurtful: bool = True  # moments to look at again
    quotes: bool = True  # the words said in those moments; without it only what they were
    patterns: bool = True
    practice: bool = True  # one thing to practise each
    agreements: bool = True
    parking_lot: bool = True
    mood: bool = True
    reflections: bool = True  # the line each wrote afterwards
    transcript: bool = False

    @classmethod
    def of(cls, parts: Iterable[str]) -> Self:
        """From the names of the parts that a kept talk has. What these names do not cover goes along with the counts."""
        parts = frozenset(parts)
        counts = "counts" in parts
        return cls(
            counts=counts,
            helpful="helpful" in parts,
            hurtful="hurtful" in parts,
            quotes=True,  # there, a ticked moment is ticked with its words
            patterns=counts,
            practice=counts,
            agreements="agreements" in parts,
            parking_lot="parking_lot" in parts,
            mood="mood" in parts,
            reflections="reflections" in parts,
            transcript="transcript" in parts,
        )


def redacted(recap: Recap, ticked: Ticked | None = None, names: Mapping[str, str] | None = None) -> Recap:
    """The recap with nothing in it but what is ticked, every text clean and under the names given ("A": ..., "B": ...).

    Without `ticked`, for the couple's own eyes: threats and control stay in where they were asked for. With `ticked` they
    never do, and neither does the name of the file.
    """
    shown, say = ticked or Ticked(), wording(recap, names)
    return Recap(
        session=_session(recap.session, shown, say, source=ticked is None and not names),
        partners={who: _partner(one, who, shown, names) for who, one in recap.partners.items() if who in {"A", "B"}},
        turns=_turns(recap, shown, say),
        moments=tuple(_moment(one, shown, say) for one in recap.moments if _wanted(one, shown)),
        patterns=tuple(
            replace(one, title=say(one.title), offer=say(one.offer))
            for one in recap.patterns
            if (ticked is None if one.kind == "coercion" else shown.patterns)
        ),
        agreements=tuple(
            RecapAgreement(one.turn, one.speaker, say(one.what), one.confirmed) for one in recap.agreements
        )
        if shown.agreements
        else (),
        strengths=tuple(_strengths(recap, shown, say)),
        to_practise={who: say(tip) for who, tip in recap.to_practise.items()} if shown.practice else {},
        parking_lot=tuple(RecapParked(one.turn, say(one.what)) for one in recap.parking_lot)
        if shown.parking_lot
        else (),
        repairs=tuple(
            RepairMade(one.turn, one.speaker, say(one.quote) if shown.quotes else "", one.received)
            for one in recap.repairs
        )
        if shown.helpful
        else (),
        soft=recap.soft if shown.helpful else (),
        timeline=recap.timeline if shown.counts else Timeline(),
        notes=tuple(map(say, recap.notes)) if shown.counts else (),
        private=tuple(replace(one, quote=say(one.quote), title=say(one.title)) for one in recap.private)
        if ticked is None
        else (),
    )


def _session(session: Session, shown: Ticked, say: Wording, *, source: bool) -> Session:
    return Session(
        id=session.id,
        topic=say(session.topic),
        duration_s=session.duration_s if shown.counts else 0.0,
        source=say(session.source) if source else "",  # a file's name may say more than its owner means to hand on
        model=say(session.model) if source else "",
        timed=session.timed,
        aim=say(session.aim) if shown.agreements else "",
        rules=tuple(map(say, session.rules)) if shown.agreements else (),
    )


def _partner(counts: PartnerCounts, who: str, shown: Ticked, names: Mapping[str, str] | None) -> PartnerCounts:
    name = (clean(names[who]) or f"Partner {who}") if names and who in names else clean(counts.name)
    return replace(counts, name=name) if shown.counts else PartnerCounts(name, 0.0, 0.0, 0, 0, 0.0, 0, 0)


def _turns(recap: Recap, shown: Ticked, say: Wording) -> tuple[RecapTurn, ...]:
    """Who spoke when is a count; what was said is not."""
    if not shown.counts and not shown.transcript:
        return ()
    return tuple(replace(one, text=say(one.text) if shown.transcript else "") for one in recap.turns)


def _wanted(moment: RecapMoment, shown: Ticked) -> bool:
    if moment.kind == "threat":
        return False
    return {"helps": shown.helpful, "hurts": shown.hurtful}.get(moment.tone, False)


def _moment(moment: RecapMoment, shown: Ticked, say: Wording) -> RecapMoment:
    return replace(
        moment,
        quote=say(moment.quote) if shown.quotes else "",
        why=say(moment.why),
        cue=say(moment.cue),
        try_instead=say(moment.try_instead),
        title=say(moment.title),
    )


def _strengths(recap: Recap, shown: Ticked, say: Wording) -> Iterable[str]:
    """A strength quotes what was said. Without the quotes it is told by what it was; one that can't be is left out."""
    if not shown.helpful:
        return
    moments = {strength(recap, one): one for one in recap.moments if one.tone == "helps"}
    for told in recap.strengths:
        if shown.quotes:
            yield say(told)
        elif moment := moments.get(told):
            yield say(f"{_name(recap, moment.speaker)} — {moment.title.lower()}")
        elif "“" not in told:
            yield say(told)


def strength(recap: Recap, moment: RecapMoment) -> str:
    """How a helpful moment stands among the strengths."""
    return f"{_name(recap, moment.speaker)} — {moment.title.lower()}: “{moment.quote}”"


def _name(recap: Recap, speaker: Speaker) -> str:
    partner = recap.partners.get(speaker)
    return partner.name if partner else "Someone"


def wording(recap: Recap, names: Mapping[str, str] | None) -> Wording:
    """Cleans a text, and puts the given names in place of the partners' own: whole words, in whatever case."""
    new = {who: clean(name) or f"Partner {who}" for who, name in (names or {}).items() if who in {"A", "B"}}
    ways: list[tuple[str, str]] = []
    for who in new:
        full = clean(recap.partners[who].name) if who in recap.partners else ""
        first = full.split(" ")[0]  # "Maya" for "Maya Lin", unless it is a title
        ways += [(full, who)] if full else []
        ways += [(first, who)] if first != full and len(first) > 2 and not first.endswith(".") else []
    if not ways:
        return clean
    ways.sort(key=lambda way: -len(way[0]))
    # One pass for both names: nobody gets a name that was only just given to the other.
    whole = "|".join(f"(?P<{who}{number}>{_pattern(name)})" for number, (name, who) in enumerate(ways))
    found = re.compile(rf"(?<![^\W_])(?:{whole})(?![^\W_])")
    return lambda text: found.sub(lambda match: new[(match.lastgroup or "A")[0]], clean(text))


def _pattern(name: str) -> str:
    if len(name) == 1:
        return re.escape(name)
    if name.casefold() in _ALSO_WORDS:
        small = name.casefold()
        return "|".join(re.escape(way) for way in (small.capitalize(), small.upper()))
    return f"(?i:{re.escape(name)})"
