"""What people typed: a small repair shop in both languages, and the worst that anybody could type."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from bot.domain.base import Language

WORST = "<b>&amp;</b> \u202eomgekeerd\u202c \u200fשלום 👩‍👩‍👧 *x* [y](z) `"
"""Markup, direction marks, an emoji of several signs: what a front has to show as it is."""


class Words(NamedTuple):
    """Everything that comes from people on the screens of one world."""

    brand: str
    brands: tuple[str, ...]
    sector: str
    voice: str
    banned: tuple[str, ...]
    site: str
    person: str
    people: tuple[str, ...]
    persona: str
    role: str
    need: str
    questions: tuple[str, ...]
    objection: tuple[str, str]
    proposition: str
    benefit: str
    better: str
    sharper: tuple[str, ...]
    fact: str
    facts: tuple[str, ...]
    origin: str
    period: str
    asset: str
    url: str
    topics: tuple[tuple[str, str, str], ...]
    core: str
    promise: str
    supports: tuple[str, ...]
    doubt: tuple[str, str]
    next_step: str
    text: str
    rewritten: str
    hooks: tuple[str, ...]
    comment: str
    sentence: str
    reason: str
    finding: tuple[str, str]
    level: str
    outsider: str
    file: str
    about: str
    provider: str


NL = Words(
    brand="Wiel & Ketting",
    brands=("Wiel & Ketting", "Bakkerij De Ochtend", "Huisartsen aan de Vaart"),
    sector="fietsreparatie aan huis",
    voice="Nuchter en vriendelijk, als een monteur die even meedenkt.",
    banned=("ontzorgen", "uniek"),
    site="https://wielenketting.example",
    person="Noor",
    people=("Noor", "Ilse", "Thijs"),
    persona="Forens Farah",
    role="fietst elke dag naar haar werk",
    need="Wil maandag weer op de fiets zitten, zonder een vrije dag kwijt te zijn aan de werkplaats.",
    questions=("Hoe lang ben ik mijn fiets kwijt?", "Wat kost een nieuwe ketting?"),
    objection=(
        "Dan moet ik zeker de hele dag thuisblijven.",
        "Je krijgt een uur; de monteur belt als hij onderweg is.",
    ),
    proposition="We repareren je fiets voor je deur, in een uur dat jij kiest.",
    benefit="Je hoeft je fiets niet weg te brengen.",
    better="De monteur die je aan de telefoon krijgt, is ook degene die komt.",
    sharper=(
        "Je kiest een uur, wij staan met gereedschap voor je deur en je rijdt dezelfde dag weer.",
        "Je fiets staat nooit een week in de werkplaats: we repareren hem thuis, in [hoeveel] minuten.",
        "Kapot op zondag, maandag weer op weg: we repareren je fiets waar hij staat.",
    ),
    fact="In 2025 was 91 procent van de fietsen binnen een uur klaar.",
    facts=(
        "In 2025 was 91 procent van de fietsen binnen een uur klaar.",
        "Onze monteurs hebben gemiddeld negen jaar ervaring.",
    ),
    origin="eigen werkbonnen",
    period="2025",
    asset="Wat kost een reparatie?",
    url="https://wielenketting.example/prijzen",
    topics=(
        (
            "Wat doet een monteur in een uur?",
            "Hoe lang ben ik mijn fiets kwijt?",
            "je rijdt dezelfde dag weer",
        ),
        (
            "Zelf plakken of laten doen",
            "Kan ik dit niet gewoon zelf?",
            "je hoeft je fiets niet weg te brengen",
        ),
        (
            "Vijf geluiden en wat ze betekenen",
            "Waarom kraakt mijn trapas bij elke trap die ik zet, en is dat erg?",
            "de monteur denkt mee",
        ),
    ),
    core="Je fiets hoeft niet weg om weer te rijden.",
    promise="Binnen een uur na aankomst rijdt je fiets, of je hoort wat er nodig is.",
    supports=(
        "In 2025 was 91 procent van de fietsen binnen een uur klaar.",
        "De monteur neemt de meest gebruikte onderdelen mee.",
    ),
    doubt=("Dan moet ik zeker thuisblijven.", "Je kiest zelf het uur."),
    next_step="Kies een uur op de site.",
    text=(
        "Zondagavond, platte band. Maandag om acht uur moet je op je werk zijn.\n\n"
        "In 2025 was 91 procent van de fietsen binnen een uur klaar. Aan huis, in een uur dat je zelf kiest.\n\n"
        "Wij bellen als we onderweg zijn. Niemand in de stad is sneller.\n\n"
        "Welk geluid maakt jouw fiets?"
    ),
    rewritten=(
        "Zondagavond, platte band. Maandag om acht uur moet je er staan.\n\n"
        "In 2025 was 91 procent van de fietsen binnen een uur klaar. Aan huis, in een uur dat je zelf kiest.\n\n"
        "Wij bellen als we onderweg zijn.\n\n"
        "Welk geluid maakt jouw fiets?"
    ),
    hooks=(
        "Zondagavond, platte band.",
        "91 procent van de fietsen rijdt binnen een uur.",
        "Hoe lang ben je je fiets kwijt?",
    ),
    comment="Kies hier je uur: https://wielenketting.example/uur",
    sentence="Vorig jaar hadden we 91 van de 100 fietsen binnen een uur klaar.",
    reason="De laatste zin belooft meer dan we waarmaken. Haal ‘sneller’ eruit.",
    finding=(
        "‘Niemand is sneller’ is een vergelijking zonder bewijs.",
        "Noem een cijfer met bron, of laat de zin weg.",
    ),
    level="juridisch",
    outsider="Bram Kuiper",
    file="interview-farah.docx",
    about="de winterbeurt",
    provider="Mistral",
)
EN = Words(
    brand="Spoke & Chain",
    brands=("Spoke & Chain", "Early Bird Bakery", "Riverside Surgery"),
    sector="bicycle repair at home",
    voice="Level-headed and friendly, like a mechanic who thinks along.",
    banned=("seamless", "unique"),
    site="https://spokeandchain.example",
    person="Nora",
    people=("Nora", "Isla", "Theo"),
    persona="Commuter Fay",
    role="cycles to work every day",
    need="Wants to be back on the bike on Monday, without losing a day off to the workshop.",
    questions=("How long will I be without my bike?", "What does a new chain cost?"),
    objection=(
        "Then I have to stay in all day.",
        "You pick the hour; the mechanic rings when setting off.",
    ),
    proposition="We repair your bike at your door, in an hour that you pick.",
    benefit="You never have to take your bike anywhere.",
    better="The mechanic on the phone is the one who comes round.",
    sharper=(
        "You pick an hour, we turn up with the tools, and you ride the same day.",
        "Your bike never spends a week in a workshop: we repair it at home, in [how many] minutes.",
        "Broken on Sunday, back on the road on Monday: we repair your bike where it stands.",
    ),
    fact="In 2025, 91 per cent of bikes were ready within the hour.",
    facts=(
        "In 2025, 91 per cent of bikes were ready within the hour.",
        "Our mechanics have nine years of experience on average.",
    ),
    origin="our own job sheets",
    period="2025",
    asset="What does a repair cost?",
    url="https://spokeandchain.example/prices",
    topics=(
        ("What a mechanic does in an hour", "How long will I be without my bike?", "you ride the same day"),
        (
            "Patch it yourself, or have it done",
            "Can't I just do this myself?",
            "you never have to take it anywhere",
        ),
        (
            "Five noises and what they mean",
            "Why does my bottom bracket creak with every turn of the pedals, and is that bad?",
            "the mechanic thinks along",
        ),
    ),
    core="Your bike need not leave home to ride again.",
    promise="Within an hour of our arrival your bike rides, or you know what it needs.",
    supports=(
        "In 2025, 91 per cent of bikes were ready within the hour.",
        "The mechanic brings the parts that are needed most.",
    ),
    doubt=("Then I have to stay in.", "You pick the hour yourself."),
    next_step="Pick an hour on the site.",
    text=(
        "Sunday night, flat tyre. At eight on Monday you have to be at work.\n\n"
        "In 2025, 91 per cent of bikes were ready within the hour. At home, in an hour you pick yourself.\n\n"
        "We ring when we set off. Nobody in town is faster.\n\n"
        "What noise does your bike make?"
    ),
    rewritten=(
        "Sunday night, flat tyre. At eight on Monday you have to be there.\n\n"
        "In 2025, 91 per cent of bikes were ready within the hour. At home, in an hour you pick yourself.\n\n"
        "We ring when we set off.\n\n"
        "What noise does your bike make?"
    ),
    hooks=(
        "Sunday night, flat tyre.",
        "91 per cent of bikes ride within the hour.",
        "How long will you be without your bike?",
    ),
    comment="Pick your hour here: https://spokeandchain.example/hour",
    sentence="Last year we had 91 bikes in 100 ready within the hour.",
    reason="The last sentence promises more than we can keep. Take out “faster”.",
    finding=("“Nobody is faster” compares without proof.", "Give a figure with its source, or drop the sentence."),
    level="legal",
    outsider="Ben Cooper",
    file="interview-fay.docx",
    about="the winter service",
    provider="Mistral",
)
REAL: Mapping[Language, Words] = {"nl": NL, "en": EN}


def _worse(value: object, name: str) -> object:
    if isinstance(value, tuple):
        return tuple(_worse(one, name) for one in value)
    longer = {"text": 16, "rewritten": 12, "reason": 40, "proposition": 8, "need": 8, "sentence": 8, "core": 6}
    return f"{value} {WORST} " * longer.get(name, 1)


def _worst(words: Words) -> Words:
    spoilt = {name: _worse(value, name) for name, value in words._asdict().items()}
    brand = (WORST * 3)[:80]
    site = {"url": "https://wiel.example/" + "a" * 300, "site": "https://" + "b" * 60 + ".example"}
    changes: dict[str, Any] = (
        spoilt
        | site
        | {"brand": brand, "brands": (brand, *(f"{brand[:76]} {one}" for one in range(12))), "persona": "<b>"}
        | {"people": tuple(f"<i>{one}</i>" for one in range(30)), "topics": words.topics * 4}
        | {"provider": words.provider, "period": "2025"}
    )
    return words._replace(**changes)


WORST_WORDS: Mapping[Language, Words] = {language: _worst(words) for language, words in REAL.items()}
