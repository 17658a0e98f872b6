from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from index.batches import by_length, padded


@given(some.lists(some.integers(0, 300)), some.integers(1, 1000), some.sampled_from([1, 16]))
def test_every_text_is_in_one_batch(lengths: list[int], budget: int, multiple: int) -> None:
    """No text is left out or encoded twice, and no batch is empty."""
    batches = by_length(lengths, budget, multiple)
    assert sorted(position for batch in batches for position in batch) == list(range(len(lengths)))
    assert all(batches)


@given(some.lists(some.integers(0, 300)), some.integers(1, 1000), some.sampled_from([1, 16]))
def test_budget_is_kept(lengths: list[int], budget: int, multiple: int) -> None:
    """A batch with its padding is as large as the budget allows at the most, unless it is a single text."""
    for batch in by_length(lengths, budget, multiple):
        longest = max(lengths[position] for position in batch)
        assert len(batch) == 1 or len(batch) * padded(longest, multiple) <= budget


@given(some.lists(some.integers(0, 300)), some.integers(1, 1000))
def test_the_longest_come_first(lengths: list[int], budget: int) -> None:
    """Texts of like length go together: none of a batch is longer than any of the batch before."""
    flat = [lengths[position] for batch in by_length(lengths, budget) for position in batch]
    assert flat == sorted(lengths, reverse=True)


def test_few_long_ones_or_many_short_ones() -> None:
    """A batch is as many texts as the budget allows, counted with their padding; equal ones stay in their order."""
    assert by_length([3, 10, 3, 3, 9, 3], 20) == [[1, 4], [0, 2, 3, 5]]
    assert by_length([3, 10, 3, 3, 9, 3], 32, 16) == [[1, 4], [0, 2], [3, 5]]
    assert by_length([50, 1], 20) == [[0], [1]]
    assert by_length([], 20) == []


def test_padding() -> None:
    """A length is padded to the next multiple."""
    assert [padded(length, 16) for length in (0, 1, 16, 17)] == [0, 16, 16, 32]
