"""Two made-up rulebooks about tea, and what answers from them."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from bot.core.language.fitted import make_reader
from bot.core.law.talk import LawTalk, Typed
from bot.core.model import Act, Knowledge
from bot.core.rulebook import Article, Chapter, Rulebook
from bot.core.turns import Conversation, Turn, Utterance
from tests.core.conftest import FREQUENCY, LEXICON, make_knowledge

BREWING = """\
(1) Teh diseduh dengan air panas.
(2) Penyeduh wajib:
a. mencuci cangkir; dan
b. menakar daun teh.
(3) Suhu air diukur."""
WORDS = """\
Yang dimaksud dengan:
1. Teh adalah minuman dari daun.
2. Penyeduh adalah orang yang menyeduh.
3. Cangkir adalah wadah."""

LAW = Rulebook(
    id="uu-5-2001",
    name="Undang-Undang Nomor 5 Tahun 2001 tentang Teh Nusantara",
    short="UU 5/2001",
    names=("uu 5/2001", "uu 5", "uu teh", "undang-undang teh nusantara"),
    source="Lembaran Teh 12",
    checked_on="2026-11-01",
    chapters=(
        Chapter("I", "Arti Kata", (Article("1", WORDS, "arti kata", ("definisi", "pengertian")),)),
        Chapter(
            "II",
            "Penyeduhan",
            (
                Article("2", BREWING, "cara menyeduh", ("seduh", "takaran daun"), ("seduh",), "Umum"),
                Article("3", "Izin kedai diberikan oleh wali kota.", "izin kedai", ("izin kedai", "buka kedai")),
                Article("3A", "Izin kedai dicabut karena:\na. teh basi; atau\nb. kedai tutup.", "pencabutan izin",
                        ("izin dicabut", "pencabutan izin")),
            ),
        ),
        Chapter(
            "III",
            "Penikmat Teh",
            tuple(
                Article(str(number), f"Penikmat berhak atas {gift}.", f"hak {gift}", (f"jatah {gift}",))
                for number, gift in enumerate(
                    ("gula", "susu", "madu", "lemon", "jahe", "serai", "kapulaga", "cengkih", "melati"), 4
                )
            ),
        ),
    ),
)  # fmt: skip
HOUSE = Rulebook(
    id="tatib",
    name="Tata Tertib Kedai",
    short="Tatib",
    names=("tata tertib", "tatib kedai"),
    source="Papan",
    checked_on="2026-11-01",
    chapters=(Chapter("1", "Tamu", (Article("1", "Tamu duduk tenang.", "sikap tamu", ("duduk",)),)),),
)


@cache
def knowledge(*rulebooks: Rulebook) -> Knowledge:
    function_words = LEXICON.function_words | {"tentang", "ada", "menurut", "saya"}
    concepts = {**LEXICON.concepts, "penikmat": ("penikmat", "pengteh")}
    lexicon = replace(LEXICON, function_words=function_words, concepts=concepts)
    made = make_knowledge(rulebooks={rulebook.id: rulebook for rulebook in rulebooks}, lexicon=lexicon)
    cited = replace(made.entries["seduh"], source="UU Kopi Pasal 8")
    return replace(made, entries={**made.entries, "seduh": cited})


@cache
def law_talk(*rulebooks: Rulebook) -> LawTalk:
    known = knowledge(*rulebooks)
    return LawTalk(known, make_reader(known, FREQUENCY))


def say(*said: str, law: LawTalk | None = None, sure: str = "", start: Conversation | None = None) -> Turn | None:
    """Types one thing after another and returns the last turn. A message that is an act is that act."""
    turn, conversation = None, start or Conversation()
    for text in said:
        acts = {Act(text): 0.9, Act.ASK: 0.1} if text in set(Act) else {Act.ASK: 0.7, Act.NEXT: 0.3}
        turn = (law or law_talk(LAW)).typed(Typed(Utterance(text), text, sure, acts), conversation)
        conversation = turn.conversation if turn else conversation
    return turn


def article(turn: Turn | None) -> str:
    """The number of the article that a turn shows; "" if it shows none."""
    shown = turn is not None and bool(turn.reply.passages)
    return turn.conversation.article.rpartition(":")[2] if turn and shown else ""
