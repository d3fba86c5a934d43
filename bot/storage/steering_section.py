"""What `kemudi` means: how people steer a conversation, in examples.

Lives here: the key `kemudi`, as a draft.
Never here: the other keys (see sections), rules that need more than one file to see (see checks).
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core.model import Act, Steering
from bot.storage.drafts import Drafts
from bot.storage.parts import Part, values
from bot.storage.problems import Placed

# How editors call the acts of a message, and those that name an entry with {x}.
ACTS = {
    "ringkas": Act.SHORTER, "sederhana": Act.SIMPLER, "lengkap": Act.LONGER, "contoh": Act.EXAMPLE, "ulang": Act.AGAIN,
    "sumber": Act.SOURCE, "berikutnya": Act.NEXT, "sebelumnya": Act.PREVIOUS, "lainnya": Act.OTHERS,
    "banding": Act.COMPARE, "kenapa": Act.WHY, "aspek": Act.ASPECT, "keduanya": Act.BOTH, "satunya": Act.OTHER_ONE,
    "kembali": Act.BACK, "ya": Act.YES, "bukan": Act.NO, "menu": Act.MENU,
}  # fmt: skip
NAMED = {
    "sambung": Act.SAME_OF, "koreksi": Act.CORRECT, "pindah": Act.SWITCH, "kembali": Act.BACK_TO,
    "banding": Act.COMPARE_WITH,
}  # fmt: skip
# How editors call the lists of words, and the field of `Steering` each one fills.
LISTS = {"pembuka": "openings", "penutup": "closings", "panggilan": "vocatives", "selingan": "chatter"}
PLACES = (
    "pertama", "kedua", "ketiga", "keempat", "kelima", "keenam", "ketujuh", "kedelapan", "kesembilan", "kesepuluh",
)  # fmt: skip
ENDS = {"terakhir": "last", "tengah": "middle", "atas": "top", "bawah": "bottom"}


def read_steering(page: Part, drafts: Drafts) -> None:
    """Adds how people steer a conversation to `drafts`."""
    if not (part := page.part("kemudi", "kemudi")):
        return
    part.only("gerak", "dengan_nama", "urutan", "penunjuk", *LISTS)
    named = _examples(part, "dengan_nama", NAMED)
    places = part.part("urutan", "urutan")
    if places:
        places.only(*PLACES, *ENDS)
    steering = Steering(
        acts=_examples(part, "gerak", ACTS),
        named=named,
        pointers=values(part.optional_texts("penunjuk")),
        places=tuple(values(places.optional_texts(key)) for key in PLACES) if places else (),
        **{field: values(part.optional_texts(key)) for key, field in LISTS.items()},
        **{field: values(places.optional_texts(key)) if places else () for key, field in ENDS.items()},
    )
    drafts.steerings.append(Placed(steering, page.place("kemudi")))


def _examples(part: Part, key: str, names: Mapping[str, Act]) -> dict[Act, tuple[str, ...]]:
    """The examples of each act under `key`. One that is to hold a name and does not is a problem."""
    if not (found := part.part(key, key)):
        return {}
    found.only(*names)
    examples = {}
    for field in found.fields():
        if field.value in names:
            texts = found.texts(field.value)
            examples[names[field.value]] = values(texts)
            for said in texts if names is NAMED else ():
                if "{x}" not in said.value:
                    message = f'Contoh di "{field.value}" butuh {{x}} di tempat nama: "{said.value}".'
                    found.problems.append(said.place.problem(message))
    return examples
