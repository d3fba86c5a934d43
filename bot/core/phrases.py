"""The keys of the bot's own sentences, and the placeholders each may hold.

Lives here: names only. The sentences are in the knowledge folder, under `frasa`; the loader compares the two.
Never here: a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping

_PLAIN = frozenset[str]()

PHRASES: Mapping[str, frozenset[str]] = {
    # screens
    "start": _PLAIN,
    "menu": _PLAIN,
    "topic": frozenset({"topik"}),
    "breadcrumb": frozenset({"jalur"}),
    "breadcrumb_root": _PLAIN,
    "help": _PLAIN,
    "privacy": _PLAIN,
    "search_empty": _PLAIN,
    # answers
    "compare": frozenset({"daftar"}),
    "both": _PLAIN,
    "example": frozenset({"judul"}),
    "repeat": _PLAIN,
    "end_of_list": _PLAIN,
    "context": frozenset({"konteks"}),
    "source": frozenset({"sumber"}),
    # guided reflection
    "reflection": frozenset({"nomor", "jumlah", "pertanyaan"}),
    "reflection_hint": _PLAIN,
    "reflection_end": _PLAIN,
    # asking back, not knowing
    "clarify": _PLAIN,
    "look_alike": frozenset({"kata"}),
    "fallback": _PLAIN,
    "fallback_nearest": _PLAIN,
    "fallback_again": _PLAIN,
    "unreadable": _PLAIN,
    "none_of_these": _PLAIN,
    "no_context": _PLAIN,
    "old_button": _PLAIN,
    "contact": frozenset({"kontak"}),
    "no_contact": _PLAIN,
    # safety
    "not_meant": _PLAIN,
    "lines_title": _PLAIN,
    "lines_checked": frozenset({"tanggal", "sumber"}),
    # buttons
    "button_menu": _PLAIN,
    "button_back": _PLAIN,
    "button_none": _PLAIN,
    "button_help": _PLAIN,
    "button_next_page": _PLAIN,
    "button_previous_page": _PLAIN,
    "button_lines": _PLAIN,
    "button_not_meant": _PLAIN,
    "button_reflect": _PLAIN,
    "button_yes": _PLAIN,
    "button_not_yet": _PLAIN,
    "button_later": _PLAIN,
    # telegram
    "telegram_voice": _PLAIN,
    "telegram_photo": _PLAIN,
    "telegram_sticker": _PLAIN,
    "telegram_other": _PLAIN,
    "telegram_bug": _PLAIN,
    "telegram_old_button": _PLAIN,
    "telegram_slow_down": _PLAIN,
    "telegram_ask_what": _PLAIN,
    "telegram_group_hint": _PLAIN,
    "telegram_menu_button": _PLAIN,
    "share_label": _PLAIN,
    "copy_label": _PLAIN,
    "copy_text": frozenset({"jawaban", "sumber"}),
    "inline_open": _PLAIN,
    "inline_none": _PLAIN,
    "inline_safety_title": _PLAIN,
    "inline_safety_description": _PLAIN,
    "cmd_start": _PLAIN,
    "cmd_menu": _PLAIN,
    "cmd_cari": _PLAIN,
    "cmd_tanya": _PLAIN,
    "cmd_bantuan": _PLAIN,
    "cmd_privasi": _PLAIN,
    "cmd_en_start": _PLAIN,
    "cmd_en_menu": _PLAIN,
    "cmd_en_cari": _PLAIN,
    "cmd_en_tanya": _PLAIN,
    "cmd_en_bantuan": _PLAIN,
    "cmd_en_privasi": _PLAIN,
    # terminal
    "terminal_prompt": _PLAIN,
    "terminal_hint": _PLAIN,
    "terminal_no_choice": frozenset({"jumlah"}),
    "terminal_leave": _PLAIN,
    "terminal_bye": _PLAIN,
    "terminal_why_outcome": _PLAIN,
    "terminal_why_entries": _PLAIN,
    "terminal_why_reading": _PLAIN,
    "terminal_why_ranking": _PLAIN,
    "terminal_why_evidence": _PLAIN,
    "terminal_why_closest": _PLAIN,
    "terminal_why_gap": _PLAIN,
    "terminal_why_talk": _PLAIN,
    "terminal_why_foreign": _PLAIN,
}
