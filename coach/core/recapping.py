"""How a recap is made from a talk's events: what went well first, then what to try, then what was agreed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from coach.core.added_up import AddedUp
from coach.core.dances import pattern_words
from coach.core.describing import quote
from coach.core.events import Event
from coach.core.ledgers import repairs_made, soft_sentences
from coach.core.noticing import Detector, in_words_of
from coach.core.patterns import patterns
from coach.core.recap import (
    PartnerCounts,
    Recap,
    RecapAgreement,
    RecapMoment,
    RecapParked,
    RecapPattern,
    RecapTurn,
    Session,
    SoftSentence,
    Timeline,
    to_praise,
)
from coach.core.talk import (
    Kind,
    Moment,
    Partner,
    Seconds,
    Speaker,
    Utterance,
    other,
)
from coach.core.topic import Topic
from coach.core.turns import turns_of
from coach.core.valence import warmth

PARTNERS: tuple[Partner, Partner] = ("A", "B")
SMOOTHING: Seconds = 30.0  # the tone curve is the mean over this long
MOST_STRENGTHS = 5


def recap(
    events: Iterable[Event], detectors: Sequence[Detector], *, sure_above: float = 0.5, private: bool = False
) -> Recap:
    """The recap of a talk's events so far. `private`: threats and coercion too, for one partner's own eyes.

    `sure_above`: utterances heard less surely than this are in no count (`settings.hearing.sure_above`).
    """
    talk = AddedUp()
    for event in events:
        talk.add(event)
    wording = {detector.kind: detector for detector in detectors}
    judged = [one for one in talk.utterances if one.confidence >= sure_above and one.text]
    quiet = {moment.utterance for moment in talk.moments.values() if moment.kind == "backchannel"}
    told = [_moment(moment, talk, wording) for moment in talk.moments.values() if moment.kind != "backchannel"]
    told.sort(key=lambda moment: (moment.start, moment.turn, moment.id))
    shown = tuple(moment for moment in told if moment.kind != "threat")
    soft = soft_sentences(judged, shown, quiet)
    return Recap(
        session=_session(talk),
        partners={partner: _counts(partner, talk, judged, quiet) for partner in PARTNERS},
        turns=tuple(
            RecapTurn(
                one.n, one.speaker, round(one.start, 3), round(one.end, 3), one.text, sure=one.confidence >= sure_above
            )
            for one in talk.utterances
        ),
        moments=shown,
        patterns=_patterns(talk, judged, private=private),
        agreements=tuple(RecapAgreement(one.utterance, one.speaker, one.what, one.confirmed) for one in talk.agreed),
        strengths=_strengths(shown, soft, talk),
        to_practise={
            one: _practise(one, shown, wording) for one in PARTNERS if any(each.speaker == one for each in judged)
        },
        parking_lot=tuple(RecapParked(one.utterance, one.what) for one in talk.parked),
        repairs=repairs_made(judged, shown, quiet),
        soft=soft,
        timeline=_timeline(talk, judged),
        notes=tuple(_notes(talk, judged)),
        private=tuple(moment for moment in told if moment.kind == "threat") if private else (),
    )


def _session(talk: AddedUp) -> Session:
    header = talk.header
    return Session(
        id=header.id,
        topic=talk.topic,
        duration_s=round(talk.ended, 3),
        source=header.source,
        model=header.model,
        timed=header.timed,
        aim=header.aim,
        rules=header.rules,
    )


# --- moments ----------------------------------------------------------------------------------------------------------


def _moment(moment: Moment, talk: AddedUp, wording: Mapping[Kind, Detector]) -> RecapMoment:
    own = wording[moment.kind]
    detector = in_words_of(own, moment)
    cue = talk.cues.get(moment.id)
    outcome = "cued" if cue else "repaired" if moment.id in talk.repaired else ""
    return RecapMoment(
        turn=moment.utterance,
        speaker=moment.speaker,
        kind=moment.kind,
        tone=moment.tone,
        start=round(moment.start, 3),
        end=round(moment.end, 3),
        quote=quote(moment, talk.utterances),
        confidence=round(moment.confidence, 3),
        why=own.about if detector is own else f"{detector.about} From your own rules: {detector.source}.",
        cue=cue.text if cue else "",
        try_instead=detector.tip if moment.tone == "hurts" else "",
        id=moment.id,
        title=detector.title,
        outcome=outcome,  # type: ignore[arg-type]
    )


def _strengths(moments: Sequence[RecapMoment], soft: Sequence[SoftSentence], talk: AddedUp) -> tuple[str, ...]:
    """What went well, in their own words: the surest of each partner in turn, each kind once."""
    best = sorted(to_praise(moments), key=lambda one: (-one.confidence, one.start))
    chosen: list[RecapMoment] = []
    while len(chosen) < MOST_STRENGTHS:
        had = {one.kind for one in chosen}
        turn = [one for one in best if one.kind not in had and one not in chosen]
        if not turn:
            break
        behind = [one for one in turn if _share(one, chosen) <= 0]
        chosen.append((behind or turn)[0])
    chosen.sort(key=lambda one: one.start)
    said = [f"{talk.header.name(one.speaker)} — {one.title.lower()}: “{one.quote}”" for one in chosen]
    said += [f"{talk.header.name(one)} heard something soft, and stayed with it." for one in _holders(soft)]
    mended = sum(one.outcome == "repaired" for one in moments)
    if mended:
        said.append(
            "You caught a hard moment by yourselves."
            if mended == 1
            else f"You caught {mended} hard moments by yourselves."
        )
    if said or not talk.utterances:
        return tuple(said)
    alone = len({one.speaker for one in talk.utterances} - {"?"}) == 1
    return ("You put it into words.",) if alone else ("You sat down together and talked.",)


def _holders(soft: Sequence[SoftSentence]) -> list[Speaker]:
    """Who met a vulnerable sentence of the partner's with understanding or comfort."""
    return sorted({other(one.speaker) for one in soft if one.met in {"held", "reassured"}} - {"?"})


def _share(moment: RecapMoment, chosen: Sequence[RecapMoment]) -> int:
    """By how many this partner is ahead of the other among those chosen."""
    own = sum(one.speaker == moment.speaker for one in chosen)
    return own - (len(chosen) - own)


def _practise(partner: Partner, moments: Sequence[RecapMoment], wording: Mapping[Kind, Detector]) -> str:
    """One thing to try next time: what weighed most, or the move that is always worth practising."""
    weights: dict[Kind, float] = {}
    for moment in moments:
        if moment.speaker == partner and moment.tone == "hurts" and moment.outcome != "repaired":
            weights[moment.kind] = weights.get(moment.kind, 0.0) + moment.confidence
    if not weights:
        return wording["reflection"].tip if "reflection" in wording else "Say back what you heard, then answer."
    return wording[max(weights, key=lambda kind: (weights[kind], kind))].tip


def _patterns(talk: AddedUp, judged: Sequence[Utterance], *, private: bool) -> tuple[RecapPattern, ...]:
    found = patterns(talk.header, judged, tuple(talk.moments.values()), tuple(talk.overlaps))
    told = []
    for one in found:
        if one.kind == "coercion" and not private:
            continue
        title, offer = pattern_words(one.kind)
        told.append(
            RecapPattern(
                one.kind, round(one.confidence, 3), one.evidence, from_=one.by, to=one.to, title=title, offer=offer
            )
        )
    return tuple(told)


# --- counts -----------------------------------------------------------------------------------------------------------


def _counts(partner: Partner, talk: AddedUp, judged: Sequence[Utterance], quiet: set[int]) -> PartnerCounts:
    spoken = [one for one in judged if one.n not in quiet]
    own = [one for one in spoken if one.speaker == partner]
    words, time = sum(len(one.text.split()) for one in own), sum(one.seconds for one in own)
    share = _share_of([one for one in spoken if one.speaker != "?"], partner, timed=talk.header.timed)
    turns = [turn for turn in turns_of(judged, quiet) if turn.speaker == partner]
    mine = [moment for moment in talk.moments.values() if moment.speaker == partner]
    return PartnerCounts(
        name=talk.header.name(partner),
        talk_time_s=round(time, 3),
        talk_share=round(share, 3),
        words=words,
        turns=len(turns),
        longest_turn_s=round(max((turn.end - turn.start for turn in turns), default=0.0), 3),
        interruptions=sum(moment.kind == "interruption" for moment in mine),
        questions=sum(one.text.count("?") for one in own),
        opened=bool(spoken) and spoken[0].speaker == partner,
        moved_topic=sum(moment.kind == "topic_drift" for moment in mine),
        brought_back=sum(moment.kind == "topic_return" for moment in mine),
        last_word=bool(spoken) and spoken[-1].speaker == partner,
    )


def _share_of(spoken: Sequence[Utterance], partner: Partner, *, timed: bool) -> float:
    """What part of what both said was this partner's, 0..1: of the time, or of the words where times are only estimated."""
    much = [(one.speaker, one.seconds if timed else len(one.text.split())) for one in spoken]
    both = sum(amount for _, amount in much)
    return sum(amount for speaker, amount in much if speaker == partner) / both if both else 0.0


def _timeline(talk: AddedUp, judged: Sequence[Utterance]) -> Timeline:
    topic = Topic(talk.topic)
    said = [(one.end, one) for one in judged]
    warm = [(at, warmth(one.text), max(one.seconds, 0.5)) for at, one in said]
    near = [(at, topic.belongs(one.text), max(one.seconds, 0.5)) for at, one in said] if talk.topic else []
    return Timeline(
        warmth=_smoothed(warm),
        on_topic=_smoothed(near),
        overlaps=tuple((round(one.start, 3), round(one.end, 3)) for one in talk.overlaps),
        breaks=tuple((round(start, 3), round(end, 3)) for start, end in talk.breaks),
        lost=tuple((round(one.at - one.seconds, 3), round(one.at, 3)) for one in talk.lost if one.seconds),
    )


def _smoothed(points: Sequence[tuple[Seconds, float, float]]) -> tuple[tuple[Seconds, float], ...]:
    """The mean over the last `SMOOTHING` seconds, weighted by how long each was spoken. Points are in order of time."""
    smooth: list[tuple[Seconds, float]] = []
    first = 0
    for last, (at, _, _) in enumerate(points):
        while points[first][0] < at - SMOOTHING:
            first += 1
        window = points[first : last + 1]
        weight = sum(seconds for _, _, seconds in window)
        smooth.append((round(at, 3), round(sum(value * seconds for _, value, seconds in window) / weight, 3)))
    return tuple(smooth)


def _notes(talk: AddedUp, judged: Sequence[Utterance]) -> Iterable[str]:
    """Plain facts that a reader of the numbers needs."""
    if not judged:
        yield "No words could be made out."
    if talk.header.source == "typed":
        yield "This talk was typed: it has no times, and nothing that needs times is counted."
    elif not talk.header.timed:
        yield "The transcript has no times. They are estimated, and nothing that needs times is counted."
    for reason in dict.fromkeys(one.reason for one in talk.lost if one.seconds):
        lost = sum(one.seconds for one in talk.lost if one.reason == reason)
        yield f"{max(1, round(lost))} s of sound are missing. {reason}"
    unsure = talk.unsure + len(talk.utterances) - len(judged)
    if unsure:
        many, they = ("One stretch", "It is") if unsure == 1 else (f"{unsure} stretches", "They are")
        yield f"{many} could not be made out. {they} left out of every count."
    unknown = sum(one.speaker == "?" for one in judged)
    if unknown:
        places = "one place" if unknown == 1 else f"{unknown} places"
        yield f"It is not clear who spoke in {places}. Nothing there is put to anyone."
    if talk.topic and not talk.header.topic:
        yield f"No topic was chosen. It sounded like: {talk.topic}."
