"""How the lines of the maps run, computed over all parts of both texts: different
relations not together, none through a box. Run this file by itself for the figures.
"""

import itertools

import pytest

from helpers import arguments
from helpers.maps import layout
from helpers.widgets.maps import lines

NEAR, EACH = 4, 2  # pixels: what counts as together, and between two places looked at
PARTS = [
    (text_id, part)
    for text_id in ("1906", "1936")
    for part in ["spine", *arguments.load(text_id).sections]
]
CORE = "1906", "Lock-outs and resignation"


def drawn(text_id, part, small=False):
    one = arguments.load(text_id)
    inside, beyond = (
        (arguments.spine(one), []) if part == "spine" else arguments.part(one, part)
    )
    lay = layout.small_layout if small else arguments.layout
    return lay(one, [*inside, *beyond], beyond)


def places(line):
    """The places of a line, so many pixels apart, corners in the middle between two."""
    for (x, y), (u, v) in itertools.pairwise(line.points):
        steps = int((abs(u - x) + abs(v - y)) / EACH)
        for n in range(steps):
            share = (n + 0.5) / steps
            yield round(x + (u - x) * share, 2), round(y + (v - y) * share, 2)


def together(laid):
    """The share of all places of lines that lie within some pixels of a line that is
    another relation; what premises have in common counts once.
    """
    bundles = {}
    for line in laid.lines:
        bundles.setdefault(line.bundle, set()).update(places(line))
    near = {}
    for number, here in bundles.items():
        for x, y in here:
            near.setdefault((x // NEAR, y // NEAR), []).append((x, y, number))
    count = sum(
        any(
            other != number and abs(x - u) + abs(y - v) < NEAR
            for dx, dy in itertools.product((-1, 0, 1), repeat=2)
            for u, v, other in near.get((x // NEAR + dx, y // NEAR + dy), [])
        )
        for number, here in bundles.items()
        for x, y in here
    )
    return count / max(sum(map(len, bundles.values())), 1)


def through(laid):
    """The lines that run through a box, and the box."""
    return [
        (line.source, line.target, title)
        for line in laid.lines
        for title, box in laid.boxes.items()
        if any(
            box.x < x < box.x + box.width and box.y < y < box.y + box.height
            for x, y in places(line)
        )
    ]


@pytest.mark.parametrize("small", [False, True])
@pytest.mark.parametrize(("text_id", "part"), PARTS)
def test_relations_do_not_run_together_nor_through_a_box(text_id, part, small):
    laid = drawn(text_id, part, small)
    assert together(laid) < 0.025
    assert through(laid) == []


@pytest.mark.parametrize(("text_id", "part"), PARTS)
def test_a_small_drawing_has_titles_in_four_columns(text_id, part):
    laid = drawn(text_id, part, small=True)
    boxes = laid.boxes.values()
    assert all(" ".join(box.title) == title for title, box in laid.boxes.items())
    assert not any(box.text for box in boxes)
    for a, b in itertools.combinations(boxes, 2):
        beside = a.x + a.width <= b.x or b.x + b.width <= a.x
        assert beside or a.y + a.height <= b.y or b.y + b.height <= a.y
    for _, row in itertools.groupby(sorted(box.y for box in boxes)):
        assert len(list(row)) <= 4
    assert laid.height < drawn(text_id, part).height


def test_premises_of_one_argument_are_one_trunk():
    laid = drawn(*CORE)
    trunk = [line for line in laid.lines if line.target == "Eight-hour day"]
    premises = [line.points[::-1] for line in trunk if line.kind == "premise"]
    assert len(premises) == 4
    assert len({line.bundle for line in trunk if line.kind == "premise"}) == 1
    assert len({tuple(points[0]) for points in premises}) == 1
    bends = {points[1] for points in premises if len(points) > 2}
    assert len(bends) == 1  # they leave the upright at one place


@pytest.mark.parametrize("small", [False, True])
@pytest.mark.parametrize(("text_id", "part"), PARTS)
def test_the_word_of_a_line_stands_beside_it_and_is_whole(text_id, part, small):
    laid = drawn(text_id, part, small)
    words = lines.beside(laid)
    kinds = [line.kind for line in laid.lines]
    assert [kinds[n] for n in sorted(words)] == [k for k in kinds if k in lines.BESIDE]
    for number, word in words.items():
        assert word.left >= 0
        assert word.right <= laid.width
        assert not any(map(word.meets, (words[n] for n in words if n != number)))
        own = places(laid.lines[number])
        assert any(
            min(abs(word.left - x), abs(word.right - x)) <= 6
            and word.top <= y <= word.bottom
            for x, y in own
        )


def main():
    """Print the figures of every part, in both sizes."""
    print("share of line within 4 px of another relation, and lines through boxes")
    for text_id, part in PARTS:
        sizes = [drawn(text_id, part, small) for small in (False, True)]
        shares = "  ".join(f"{together(one):6.1%}" for one in sizes)
        boxes = "  ".join(f"{one.width:4.0f}×{one.height:4.0f}" for one in sizes)
        lost = sum(len(through(one)) for one in sizes)
        print(f"{text_id} {part[:44]:44} {shares}  {lost}  {boxes}")


if __name__ == "__main__":
    main()
