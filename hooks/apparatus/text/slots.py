"""Places between the characters of a tree, and elements put around what lies between two."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


class Boundary(NamedTuple):
    """A place between two characters of a tree."""

    container: Element
    slot: int
    """0: the element's own text; n: the tail of its n-th child."""
    offset: int


def slot_text(container: Element, slot: int) -> str:
    """Return the text of a slot."""
    return (container[slot - 1].tail if slot else container.text) or ""


def set_slot(container: Element, slot: int, text: str) -> None:
    """Replace the text of a slot."""
    if slot:
        container[slot - 1].tail = text
    else:
        container.text = text


def wrap(left: Boundary, right: Boundary, wrapper: Element) -> None:
    """Put what lies between two places of one element into a new element.

    Work from the end of a tree to its start: places further left stay valid.
    """
    container = left.container
    after = slot_text(container, right.slot)
    children = container[left.slot : right.slot]
    if children:
        head = slot_text(container, left.slot)
        wrapper.text = head[left.offset :]
        set_slot(container, left.slot, head[: left.offset])
        del container[left.slot : right.slot]
        wrapper.extend(children)
        children[-1].tail = after[: right.offset]
    else:
        wrapper.text = after[left.offset : right.offset]
        set_slot(container, left.slot, after[: left.offset])
    wrapper.tail = after[right.offset :]
    container.insert(left.slot, wrapper)


def around(left: Boundary) -> tuple[Boundary, Boundary]:
    """Return the places right before and after the element that was put in at a place."""
    container, slot, _ = left
    before = Boundary(container, slot, len(slot_text(container, slot)))
    return before, Boundary(container, slot + 1, 0)


def inside(place: Boundary, left: Boundary, wrapper: Element) -> Boundary:
    """Return where a place is after `wrap` has put it, and all from `left` on, into `wrapper`."""
    if place.container is not left.container:
        return place
    moved = left.offset if place.slot == left.slot else 0
    return Boundary(wrapper, place.slot - left.slot, place.offset - moved)


def insert(place: Boundary, element: Element) -> None:
    """Put an element at a place."""
    container, slot, offset = place
    text = slot_text(container, slot)
    set_slot(container, slot, text[:offset])
    element.tail = text[offset:]
    container.insert(slot, element)
