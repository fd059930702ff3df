"""What couples talk about: the themes offered when choosing a topic, and a modest list of words for each.

The words are stems (see `topic.stem`): "dishes", "dishwasher" and "dish" meet in "dish".
"""

from __future__ import annotations

from typing import Final

# theme -> (how it is said when nothing more exact is known, its words)
THEMES: Final[dict[str, tuple[str, str]]] = {
    "money": (
        "money",
        ("money cash bank account budget bill debt loan credit card overdraft spend spent save saving pay paid payment cost price afford"
        " wage salary income mortgage rent pension tax fee invest bet gambl owe lend lent borrow pound dollar euro quid grand hundred thousand"
        " cheap expensive bonus insurance refund purchase bought buy receipt statement interest pot transfer fund"),
    ),
    "intimacy": (
        "closeness",
        ("sex intimate intimacy kiss cuddle touch bed bedroom naked libido desire desir hold hug affection romance romantic pill condom"
        " undress body passion closeness lovemaking snuggle spoon turn-on attract fancy"),
    ),
    "decisions": (
        "deciding together",
        ("decide decision choose choice vote agree consult signature sign veto announce permission say-so final"),
    ),
    "chores": (
        "the housework",
        ("chore housework dish dishwasher wash laundry clean hoover vacuum mop bin rubbish trash bottle iron tidy mess messy kitchen sink cook"
        " dinner meal shop shopping grocery fridge list load towel floor bathroom toilet garden lawn mow weed repair fix mental-load duty rota"
        " cupboard counter worktop pan plate cup sheet sock basket"),
    ),
    "in-laws": (
        "the family",
        ("mother father mum mom dad mam parent in-law sister brother aunt uncle cousin nan gran granny grandad grandmother grandfather family"
        " christmas thanksgiving diwali visit relative mama papa amma wedding"),
    ),
    "parenting": (
        "the children",
        ("child children kid baby son daughter school homework teacher nursery bath bedtime nap nappy diaper feed toddler teenager screen-time"
        " grade discipline tantrum naughty step pregnant pregnancy birth childcare daycare pram ivf"),
    ),
    "time together": (
        "time together",
        ("weekend evening date night together holiday walk restaurant cinema film hobby golf football fish fishing match pub friend mate busy"
        " lonely alone quality calendar anniversary birthday"),
    ),
    "work": (
        "work",
        ("work job boss office shift overtime career promotion colleague meeting email deadline commute client salary redundancy retire"
        " business company manager contract roster interview university course exam study"),
    ),
    "phones": (
        "the phones",
        ("phone screen scroll text message instagram facebook tiktok whatsapp tablet ipad laptop game xbox playstation online internet app"
        " notification headset telly tv television netflix post selfie like"),
    ),
    "jealousy": (
        "trust",
        ("jealous jealousy trust ex flirt cheat affair secret lie lied password track location tinder colleague-flirt suspicious faithful"
        " unfaithful"),
    ),
    "habits": (
        "a habit",
        ("habit smoke smoking cigarette vape drink drinking wine beer bottle alcohol sober weed pot snore snoring late mess diet weight gym"
        " sleep sugar doctor tablet pill health"),
    ),
    "plans": (
        "plans",
        ("plan move moving house home flat city country marry wedding engagement puppy holiday trip travel flight visa retire"
        " future town abroad estate viewing"),
    ),
}  # fmt: skip


def words_of(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that say nothing about what is talked about.
COMMON: Final = words_of(
    "a about above actually after again ago ah all almost already also always am an and another any anybody anyone anything anyway are aren't"
    " around as ask at away aye back be because been before being best better between big bit both but by came can can't come could couldn't day"
    " did didn't different do does doesn't doing done don't down each either else enough even ever every everybody everyone everything far feel"
    " felt few fine first for forget from front full gave get give go god goes going gone gonna good got gotta great had half hang hard has hate"
    " have haven't having he hear heard her here hers herself hey hi him himself his hm hold how i i'd if i'll i'm in into is isn't it its it's"
    " i've just keep kept kind kinda knew know last least leave left less let let's like little ll long look lot love m made make many may maybe"
    " me mean meant might mine minute mm more morning most much must my myself name need never new next nice no nobody none nor not nothing now"
    " of off oh ok okay on once one only onto open or other ought our ours ourselves out over own part people perhaps person place please point"
    " proper put quite rather re ready real really reason right round said same sat saw say says see seem seen set shall she should shouldn't"
    " show side since sit so some somebody someone something sometimes soon sorry sort start still stop stuff such sure take talk tell than thank"
    " thanks that that's the their them themselves then there there's these they they're thing things think this those though thought three"
    " through time times to today together told tomorrow tonight too took tried true try trying turn two um under until up upon us use used ve"
    " very wait want wanted was wasn't way we week well we'll went were we're weren't we've what whatever what's when where whether which while"
    " who whole whose why will wish with without won't word world would wouldn't wrong yeah year years yes yet you you'd you'll your you're"
    " yours yourself you've between how's who's split fair share whether much"
)
