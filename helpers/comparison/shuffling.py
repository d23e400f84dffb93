"""G² of every word, and what it is when paragraphs are dealt out anew."""

import functools
from typing import NamedTuple

import numpy as np

CHI_SQUARE = 3.84  # the usual line for one word, p = 0.05 if words came one by one
CHUNK = 500  # shuffles at a time, so that they fit the memory of a small machine


class Shuffled(NamedTuple):
    """What shuffles give: `p` of each word, `p_family`, and how many words they leave
    `above` the line on average.
    """

    p: np.ndarray
    p_family: np.ndarray
    above: float


def g2(
    y1: np.ndarray, n1: int | np.ndarray, y: np.ndarray, n: int | np.ndarray
) -> np.ndarray:
    """G² of four cells, 2 Σ O ln(O/E), from counts in the first text and in both.

    `y1` and `y` count a word, `n1` and `n` all words; in whole numbers, so that a table
    of x ln x serves.
    """
    logs = _x_log_x(int(n))
    n2, y2 = n - n1, y - y1
    cells = logs[y1] + logs[y2] + logs[n1 - y1] + logs[n2 - y2]
    return np.maximum(
        2 * (cells - logs[y] - logs[n - y] - logs[n1] - logs[n2] + logs[n]), 0
    )


@functools.lru_cache(maxsize=4)
def _x_log_x(most: int) -> np.ndarray:
    x = np.arange(most + 1, dtype=float)
    return x * np.log(np.maximum(x, 1))


def shuffled(
    counts: np.ndarray,
    text: np.ndarray,
    observed: np.ndarray,
    shuffles: int,
    seed: int,
    block: int = 1,
) -> Shuffled:
    """Deal the paragraphs out again, `block` neighbours of a text at a time, and see
    how often a word has a G² as large as observed, and how often any word has.

    `counts` (paragraphs × words) and `text` (0 or 1, of each paragraph) are those of a
    matrix of words.
    """
    blocks, owner = _blocks(text, block)
    in_block = np.array([counts[n].sum(axis=0) for n in blocks], dtype=np.float32)
    y, n = counts.sum(axis=0), int(counts.sum())
    random = np.random.default_rng(seed)
    as_large, family, above = np.zeros(len(y)), np.zeros(len(y)), 0
    for start in range(0, shuffles, CHUNK):
        many = min(CHUNK, shuffles - start)
        deal = random.permuted(np.tile(owner, (many, 1)), axis=1)
        y1 = (deal @ in_block).astype(np.intp)
        n1 = y1.sum(axis=1, keepdims=True, dtype=np.intp)
        dealt = g2(y1, n1, y, n)
        as_large += (dealt >= observed - 1e-9).sum(axis=0)
        largest = np.sort(dealt.max(axis=1))
        family += many - np.searchsorted(largest, observed - 1e-9)
        above += int((dealt >= CHI_SQUARE).sum())
    share = shuffles + 1
    return Shuffled((as_large + 1) / share, (family + 1) / share, above / shuffles)


def _blocks(text: np.ndarray, block: int) -> tuple[list[np.ndarray], np.ndarray]:
    """The numbers of the paragraphs of each block, and whether it is of the first
    text (1) or not (0).
    """
    blocks, owner = [], []
    for which in np.unique(text):
        numbers = np.flatnonzero(text == which)
        starts = range(0, len(numbers), block)
        blocks += [numbers[n : n + block] for n in starts]
        owner += [which == 0] * len(starts)
    return blocks, np.array(owner, dtype=np.float32)


class Tested(NamedTuple):
    """The `g2` of each word, and what chance gives: `p` and `p_family`."""

    g2: np.ndarray
    p: np.ndarray
    p_family: np.ndarray


def swapped(first: np.ndarray, second: np.ndarray, shuffles: int, seed: int) -> Tested:
    """Swap the members of pairs, and see how often a word's two counts are as far apart
    as they are, and how often any word's: a randomization test for pairs.

    `first` and `second` (pairs × words) are the counts of the members, of which each is
    expected to have half. `p` is exact, over all swaps; `p_family` is exact too where
    there are no more swaps than `shuffles`, else (r + 1)/(shuffles + 1).
    """
    difference, y = first - second, (first + second).sum(axis=0)
    observed = _evenly(first.sum(axis=0), y)
    p = np.array([_as_far(each) for each in difference.T])
    differing = difference[(difference != 0).any(axis=1)].astype(np.float32)
    pairs, random = len(differing), np.random.default_rng(seed)
    exact = 2**pairs <= shuffles
    many = 2**pairs if exact else shuffles
    family = np.zeros(len(y))
    for start in range(0, many, CHUNK):
        here = np.arange(start, min(start + CHUNK, many))
        if exact:
            swaps = here[:, np.newaxis] >> np.arange(pairs) & 1
        else:
            swaps = random.integers(0, 2, (len(here), pairs))
        apart = ((1 - 2 * swaps).astype(np.float32) @ differing).astype(np.intp)
        largest = np.sort(_evenly((y + apart) // 2, y).max(axis=1))
        family += len(here) - np.searchsorted(largest, observed - 1e-9)
    if not exact:
        family, many = family + 1, many + 1
    return Tested(observed, p, family / many if shuffles else np.full(len(y), np.nan))


def _evenly(y1: np.ndarray, y: np.ndarray) -> np.ndarray:
    """G² of two cells, of which each is expected to have half of y."""
    logs = _x_log_x(int(y.max()))
    return np.maximum(2 * (logs[y1] + logs[y - y1] - logs[y] + y * np.log(2)), 0)


def _as_far(differences: np.ndarray) -> float:
    """Of all the ways to swap pairs, the share in which their differences add up to a
    sum as far from 0.
    """
    reach = int(np.abs(differences).sum())
    ways = np.zeros(2 * reach + 1)  # by what they add up to, from -reach on
    ways[reach] = 1
    for each in differences[differences != 0]:
        ways = (np.roll(ways, each) + np.roll(ways, -each)) / 2
    sums = np.abs(np.arange(-reach, reach + 1))
    return float(ways[sums >= abs(differences.sum())].sum())
