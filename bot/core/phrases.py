"""The keys of the bot's own sentences, and the placeholders each may hold.

Lives here: names only. The sentences are in the knowledge folder, under `frasa`; the loader compares the two.
Never here: a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.core import commands

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
    "or": _PLAIN,
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
    "button_safe": _PLAIN,
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
    "telegram_notice": frozenset({"hari"}),
    "telegram_privacy": frozenset({"hari", "jam", "obrolan", "gagal", "angka"}),
    "telegram_data": _PLAIN,
    "telegram_forget": _PLAIN,
    "telegram_forgotten": _PLAIN,
    "telegram_not_logged": _PLAIN,
    "telegram_logged": frozenset({"hari"}),
    "telegram_vote_up": _PLAIN,
    "telegram_vote_down": _PLAIN,
    "telegram_vote_unknown": _PLAIN,
    "button_my_data": _PLAIN,
    "button_forget": _PLAIN,
    "button_forget_yes": _PLAIN,
    "button_no_log": _PLAIN,
    "button_log": _PLAIN,
    "button_thumb_up": _PLAIN,
    "button_thumb_down": _PLAIN,
    "share_label": _PLAIN,
    "copy_label": _PLAIN,
    "copy_text": frozenset({"jawaban", "sumber"}),
    "inline_open": _PLAIN,
    "inline_none": _PLAIN,
    "inline_safety_title": _PLAIN,
    "inline_safety_description": _PLAIN,
    **{f"cmd_{language}{name}": _PLAIN for name in commands.ALL for language in ("", "en_")},
    # for those who run the bot
    "admin_statistics": frozenset(
        {"hari", "pertanyaan", "dijawab", "ditanya", "belum", "obrolan", "bahaya", "naik", "turun"}
    ),
    "admin_statistics_none": frozenset({"hari"}),
    "admin_gaps": frozenset({"hari", "jumlah"}),
    "admin_gaps_none": frozenset({"hari"}),
    "admin_gaps_hint": _PLAIN,
    "admin_gap_line": frozenset({"kali", "terdekat", "contoh"}),
    "admin_digest": _PLAIN,
    "admin_reloading": _PLAIN,
    "admin_reloaded": frozenset({"versi", "jumlah"}),
    "admin_unchanged": frozenset({"versi", "jumlah"}),
    "admin_refused": frozenset({"versi", "jumlah", "masalah"}),
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
