"""The desk at which one text is composed: picks lines, fills them, and remembers what has been said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from bot.domain.playbook import Lines, Sheet
from bot.generation.playbook import lines as li
from bot.generation.playbook import sentences as s
from bot.generation.playbook.lines import Written
from bot.generation.playbook.material import Material
from bot.generation.playbook.slots import Slots

_REUSED = frozenset(
    (
        "brand",
        "sector",
        "keyword",
        "problem",
        "solution",
        "product",
        "alternative",
        "asset",
        "do",
        "where",
        "link",
        "merge",
        "ref",
        "title",
        "source_title",
    )
)
"""Pieces that may come back in one text."""
_ROUND = 4
"""After so many posts the lines are shuffled anew, as pools of about that size begin again."""
Fits = Callable[[str], bool]


class Desk:
    """Composes from `sheets`, the phase's own before the common one. `seed` decides which line comes first."""

    def __init__(
        self,
        material: Material,
        slots: Slots,
        sheets: Sequence[Sheet],
        seed: str,
        without: Sequence[str] = (),
    ) -> None:
        """`without` holds sentences that may not be said, in the form that `sentences.plain` gives."""
        self.material = material
        self.slots = slots
        self.sheet = sheets[0]
        self._sheets = sheets
        self._seed = f"{seed}/{slots.turn // _ROUND}"
        self._taken: set[tuple[str, str]] = set()
        self._without = tuple(without)
        self._banned = tuple(word.lower() for word in material.brief.brand.banned)

    def line(self, name: str, fits: Fits, *, keep: bool = True) -> Written | None:
        """A line of the pool `name`: the phase's when it has one that fits, else a common one."""
        pools = (sheet.lines[name] for sheet in self._sheets if name in sheet.lines)
        return self._first(pools, name, fits, keep)

    def role(self, role: str, form: str, fits: Fits) -> Written | None:
        """What a role says in a form (para, say, card, head ...); `qa#2` is the role `qa` once more."""
        role = role.partition("#")[0]
        pools = (sheet.roles[role][form] for sheet in self._sheets if form in sheet.roles.get(role, ()))
        return self._first(pools, f"{role}.{form}", fits, keep=True)

    def aside(self, pools: Sequence[tuple[str, Lines]], fits: Fits) -> str:
        """A line for the team (a shot): from the first pool that has a fresh one, else one once more.

        What a shot shows is not said, so all of the brief may be said still.
        """
        for fresh in (True, False):
            for name, pool in pools:
                for line in li.order(pool[self.material.language], f"{self._seed}/{name}", self.slots.turn):
                    written = None if fresh and (name, line) in self._taken else li.fill(line, self.slots.find)
                    if written is not None and fits(written.text):
                        self._taken.add((name, line))
                        return s.capital(written.text)
        return ""

    def plan(self, name: str) -> tuple[str, ...]:
        """The roles of a plan, in reading order."""
        return next((sheet.plans[name] for sheet in self._sheets if name in sheet.plans), ())

    def forget(self, keys: Iterable[str]) -> None:
        """Lets these pieces be said again."""
        for key in keys:
            self.slots.used.pop(key, None)
            self.slots.here.pop(key, None)

    def keep(self, written: Written) -> None:
        """What this line holds now stands in the text."""
        said = dict.fromkeys(key for key in written.keys if key not in _REUSED)
        self.slots.used.update(said)
        self.slots.here.update(said)

    def _first(self, pools: Iterable[Lines], name: str, fits: Fits, keep: bool) -> Written | None:
        found = (self._write(pool, name, fits, keep) for pool in pools)
        return next((written for written in found if written is not None), None)

    def _write(self, pool: Lines, name: str, fits: Fits, keep: bool) -> Written | None:
        """The line whose turn it is, of those that can be filled and fit: posts of one pack differ in theirs."""
        for group in li.groups(pool[self.material.language], f"{self._seed}/{name}"):
            able = [(line, written) for line in group if (written := self._filled(name, line, fits))]
            if able:
                line, written = able[self.slots.turn % len(able)]
                if keep:
                    self._taken.update(() if li.is_bare(line) else ((name, line),))
                    self.keep(written)
                return written
        return None

    def _filled(self, name: str, line: str, fits: Fits) -> Written | None:
        worded = None if (name, line) in self._taken else li.addressed(line, self.material.address)
        if worded is None or any(word in worded.lower() for word in self._banned):
            return None
        written = li.fill(worded, self.slots.find)
        if written is None:
            return None
        written = written._replace(text=s.capital(written.text))
        if self._without and any(sentence in s.plain(written.text) for sentence in self._without):
            return None
        return written if fits(written.text) else None
