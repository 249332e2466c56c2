"""The people of the page: three rings around oneself, the nearest inside."""

from collections.abc import Mapping, Sequence
from math import cos, pi, sin
from typing import NamedTuple

from transition_plan.plan import PersonRow

RINGS: Mapping[str, tuple[str, ...]] = {
    "Close by": ("manager", "team", "buddy"),
    "Around me": ("peer", "mentor", "predecessor", "old-manager", "upstream", "downstream", "support"),
    "Further out": (),  # and whoever is in no ring before
}
RADII = (62.0, 112.0, 162.0)
ROOM = 31.0  # that a person takes on a ring
MOST = 25  # people that a reader takes in


class Seat(NamedTuple):
    """Somebody on a ring, by their number in the list."""

    n: int
    x: float
    y: float


class Ring(NamedTuple):
    """A circle of people, with how it is drawn."""

    name: str
    radius: float
    first: int  # the number of its first
    people: tuple[PersonRow, ...]
    seats: tuple[Seat, ...]


def draw_rings(people: Sequence[PersonRow]) -> tuple[Ring, ...]:
    """Return the rings that somebody is in, everybody numbered from the nearest to the furthest."""
    shown = people[:MOST]
    made: list[Ring] = []
    first = 1
    for (name, groups), radius in zip(RINGS.items(), RADII, strict=True):
        inside = tuple(one for one in shown if one.group in (groups or outer(people)))
        if inside:
            made.append(Ring(name, radius, first, inside, seats(first, len(inside), radius)))
        first += len(inside)
    return tuple(made)


def outer(people: Sequence[PersonRow]) -> set[str]:
    """Return the groups of the furthest ring."""
    nearer = {group for groups in RINGS.values() for group in groups}
    return {one.group for one in people} - nearer


def seats(first: int, count: int, radius: float) -> tuple[Seat, ...]:
    """Return places on a ring, evenly; whoever finds no room on it stands in the list alone."""
    room = min(count, int(2 * pi * radius / ROOM))
    turn = 2 * pi / max(room, 1)
    start = -pi / 2 + radius / 40  # so that no two rings begin in one line
    return tuple(
        Seat(first + n, round(radius * cos(start + n * turn), 1), round(radius * sin(start + n * turn), 1))
        for n in range(room)
    )
