"""Guards: plain vetoes that many detectors share. Each lets a find go when the words around it make it something else.

Precision before recall: a wrong accusation costs more than a missed one, so in doubt a guard lets go.
"""

from __future__ import annotations

from coach.core.noticing import Context
from coach.detectors.kit import Spoken, Veto, pattern


def just_before(expression: str, *, within: int) -> Veto:
    """Lets a find go when the expression ends in the `within` words right before it."""

    def veto(spoken: Spoken, first: int, _last: int, _context: Context) -> bool:
        lead = " ".join(spoken.words[max(0, first - within) : first])
        return bool(lead) and pattern(expression).search(lead) is not None

    return veto


def just_after(expression: str, *, within: int) -> Veto:
    """Lets a find go when the expression begins in the `within` words right after its first word."""

    def veto(spoken: Spoken, first: int, last: int, _context: Context) -> bool:
        follow = " ".join(spoken.words[first : last + 1 + within])
        return pattern(expression).search(follow) is not None

    return veto


# "you said you never ...", "she goes, you always ...", "I never said you ...", "when you call me selfish"
quoted = just_before(
    r"(?:said|saying|says|say|told me|told you|telling me|tell me|tells me|calling me|called me|call me|went|goes|was like|were like"
    r"|is like|thinks|thought|heard|mean|meant|meaning|asked if|asking if|suggesting|implying|claim|claimed|reckons|wrote"
    r"|accused|accuse|accusing)(?: (?:that|to me|me|was|of|of me|like|oh|well|right|is))?",
    within=4,
)
# "it is not that you never ...", "I am not saying you ...", "I do not think you are ..."
denied = just_before(
    r"(?:not|never|nobody|no one|none|without|stop saying|stop thinking|stop pretending)(?: (?:that|because|as if|like|saying|think|believe|thinking|blaming"
    r"|suggesting|about|really|all|entirely|just|even|exactly|only|your|my|a|the|is|it|to|do)){0,3}",
    within=4,
)
# "if you never ...", "what if you always ...", "I worry that you ...", "sometimes I wonder whether you ..."
supposed = just_before(
    r"(?:if|whether|unless|imagine|suppose|supposing|wonder|wondering|worry|worried|afraid|scared|frightened|fear|hope|hoping"
    r"|promise|pretend|dreamt|dreamed|as though)(?: (?:that|maybe|perhaps|i|if|one day|some day|of|it|is|because)){0,2}",
    within=4,
)
# "could you just say ...", "did you only want ...": a question, or a request
asked = just_before(
    r"(?:could|would|can|will|did|do|are|were|have|had|shall|might|may|was|what|how|when|where|or)", within=1
)
# "I'll ring her now", "over the phone now": an order begins its sentence, so nobody and nothing stands right before it
within_a_sentence = just_before(
    r"(?:i|we|he|she|they|it|us|to|will|would|can|could|am|is|are|was|my|the|your|a|an|her|his|our|their|not|me|of|over|on|in|for|off|or|just|then we|you)",
    within=1,
)
# "you were trying to look after me": the good turned into its own guess
kindly = just_after(
    r"(?:look after (?:me|us|him|her|them)|help(?: me| us| him| her| them)?|protect (?:me|us|him|her|them)|be kind|be nice|keep (?:me|us|him|her|them) (?:safe|calm|happy)|find out"
    r"|get it finished|make it (?:nice|easier|better)|switch|cheer me|feel loved|surprise me|save me|spare me|good|keep the peace|do right|best|be fair|be careful|scared|look forward to|looking forward to)",
    within=9,
)
# "I felt alone when you told them": what happened, told beside one's own feeling
own_feeling = just_before(
    r"(?:i (?:feel|felt|was|am|get|got)|it) (?:{word} ){0,2}(?:hurt|hurts|sad|upset|scared|stung|stings|alone|lonely|small|embarrassed|ashamed|hurt|thrown under the bus|left out|invisible|let down|disappointed|frightened|worried|anxious|humiliated|angry|cross)(?: {word}){0,2} (?:when|that|because|if)",
    within=10,
)
# "you always make me laugh", "every time you smile": praise in the words of blame
fond = just_after(
    r"(?:make (?:me|us|her|him|them|everyone) (?:laugh|smile|giggle|feel (?:{really})(?:safe|better|good|loved|calm|at home|special|happy|seen|heard|wanted|welcome))"
    r"|makes? me (?:laugh|smile)|crack me up|cheer me up|calm me|kind|kinder|lovely|sweet|patient|gentle|generous|thoughtful"
    r"|wonderful|brilliant|amazing|great|good (?:at|with|to|about)|so good|loved|love me|there for (?:me|us|them|him|her)"
    r"|know (?:what|how|when|just what|exactly what) to|my favou?rite|beautiful|gorgeous|handsome|honest with|believed in|believe in me"
    r"|stood by|stand by|stuck by|look(?:ed)? after (?:me|us|them|her|him)|take care of (?:me|us)|took care of (?:me|us)|make time for me|have my back|had my back"
    r"|try so hard|tried so hard|work so hard|worked so hard|manage to|find a way|save me|saved me|ask (?:me )?how|asked (?:me )?how|smile|kiss|hug|hold me"
    r"|walk in|come through (?:that|the) door|bring me (?:tea|a coffee|coffee|flowers)|i love|i fall)",
    within=7,
)
# "you never let me down", "you never once complained"
harmless = just_after(
    r"you (?:{word} ){0,3}never (?:{word} ){0,2}(?:let (?:me|us|her|him|them) down|g[ai]ve up on|given up on|ma[dk]e me feel (?:bad|small|stupid|guilty|less|like a burden)|complain(?:ed)?"
    r"|judged?|moan(?:ed)?|left my side|leave my side|forget (?:my|our|to kiss|to say)|forgot my|raised? your voice|stopped? (?:trying|loving|believing)"
    r"|said a (?:bad|cross|harsh) word|a cross word|cease to|fail to (?:make|cheer|amaze)|held it against|hold it against|asked me to|asked for (?:this|any|it)"
    r"|meant to|mean to|wanted (?:to hurt|this|any of)|have to (?:worry|apologi[sz]e|ask|say|do)|need to (?:worry|apologi[sz]e|ask|explain)|had to|looked (?:lovelier|better)|too late"
    r"|ever forget)",
    within=6,
)


# Said anywhere in a turn, these turn "you always ..." into praise: for `nowhere=`
WARMLY: tuple[str, ...] = (
    "i (?:{really}|did |do |used to |would |will )*(?:love|like|liked|loved|adore|adored|miss|missed|admire|appreciate|fancy)(?: {word})?",
    "i look forward to",
    "(?:thank you|thanks|ta|cheers|bless) (?:for|you|love|so much|that|babe|darling|honey)",
    "never thanked you",
    "(?:it|that) is (?:so |really |very |dead )*(?:cute|sweet|lovely|adorable)",
    "(?:it|that) is (?:half )?(?:why|what) i (?:love|like|fell|said yes|married)",
    "you (?:daft|silly|soft|big|lovely|sweet|clever|old) (?:{word} )?(?:thing|lump|sod|article|goof|softie|romantic|charmer|sausage|beauty)",
    "you goof",
    "(?:i am|was|were|is) {really}(?:grateful|thankful|lucky|proud|glad)",
    "come here",
    "pure decency",
)

# "you never know", "you can always ask at the desk": anybody
anybody = just_after(
    r"you (?:never|always|can never|can always) (?:know|knew|can tell|get a|hear about|hear of|want a|need a|see|hear people)"
    r"|as you (?:do|say|know)",
    within=3,
)


def amid_attack(_spoken: Spoken, _first: int, _last: int, context: Context) -> bool:
    """Kind words in the same breath as an insult, a threat or a point scored are not meant kindly."""
    attacks = {"personal_attack", "threat", "winning", "dismissal"}
    return any(one.kind in attacks and one.confidence >= 0.7 for one in context.proposed)
