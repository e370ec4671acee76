"""The desk at which one text is composed: finds a value for each slot, and remembers what has been said."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from bot.domain.brief import Proof
from bot.domain.channel import Channel
from bot.domain.playbook import Lines, Sheet
from bot.generation.playbook import lines as l
from bot.generation.playbook import sentences as s
from bot.generation.playbook.lines import Piece, Written
from bot.generation.playbook.material import Doubt, Fact, Material

_NUMBERED = re.compile(r"([a-z_]+?)(\d?)$")
_REUSED = frozenset({"brand", "sector", "keyword", "asset", "do", "where", "link", "merge", "ref", "factors"})
"""Pieces that may come back in one text."""
_MAX_FACTOR_WORDS = 5
Fits = Callable[[str], bool]


class Desk:
    """State of one text: `used` holds the keys of the pieces that stand in it, `taken` its lines."""

    def __init__(self, material: Material, sheets: tuple[Sheet, ...], seed: str, turn: int, channel: Channel | None):
        self.material = material
        self.seed = seed
        self.turn = turn
        self.channel = channel
        self.used: set[str] = set()
        self.taken: set[str] = set()
        self._sheets = sheets
        self._banned = [word.lower() for word in material.brief.brand.banned]

    # -- lines --------------------------------------------------------------------------------------

    def pool(self, name: str) -> Lines | None:
        """A pool of single lines: the phase's, else the common one."""
        return next((sheet.lines[name] for sheet in self._sheets if name in sheet.lines), None)

    def role(self, role: str, form: str) -> Lines | None:
        """What a role says in a form: the phase's lines, else the common ones."""
        return next((sheet.roles[role][form] for sheet in self._sheets if form in sheet.roles.get(role, ())), None)

    def write(self, pool: Lines | None, name: str, fits: Fits, *, keep: bool = True) -> Written | None:
        """The first line of a pool that can be filled and fits. `keep`: it now stands in the text."""
        if pool is None:
            return None
        for line in l.order(pool[self.material.language], f"{self.seed}/{name}", self.turn):
            worded = l.addressed(line, self.material.address)
            if worded is None or line in self.taken or self._is_banned(worded):
                continue
            written = l.fill(worded, self.find)
            if written is not None and fits(written.text):
                written = written._replace(text=s.capital(written.text))
                if keep:
                    self.taken.add(line)
                    self.keep(written.keys)
                return written
        return None

    def keep(self, keys: Iterable[str]) -> None:
        """These pieces now stand in the text."""
        self.used.update(key for key in keys if key.split(":")[0] not in _REUSED)

    def _is_banned(self, line: str) -> bool:
        return any(word in line.lower() for word in self._banned)

    # -- slots --------------------------------------------------------------------------------------

    def find(self, slot: str) -> Piece | None:
        """The value of a slot, or None when the brief has none that is not yet used."""
        match = _NUMBERED.match(slot)
        name, number = (match.group(1), int(match.group(2) or 1)) if match else (slot, 1)
        getter = getattr(self, f"_slot_{name}", None)
        if getter is not None:
            found: Piece | None = getter(number)
        else:
            found = self._plain(name)
        return None if found is None or found.key in self.used else found
