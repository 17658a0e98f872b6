from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.render import additions
from bot.render.parts import MAX_MESSAGE
from bot.simulator.html_text import parse
from bot.texts import ENGLISH, GERMAN
from index.records import Article

if TYPE_CHECKING:
    from bot.texts import Texts

LONG = "<&" * 300


@pytest.mark.parametrize("texts", [GERMAN, ENGLISH])
@pytest.mark.parametrize("size", [75, 150, 300])
def test_all_of_it_is_one_message(texts: Texts, size: int) -> None:
    """However long ids, titles, addresses and reasons are, what was added is told in one message, which is edited."""
    article = Article(source=LONG, id="<" * size, text="Der Kai.", title=LONG)
    problems = [additions.problem(LONG, ValueError(LONG), texts)] * 9
    html = additions.message([article] * 9, [LONG] * 9, problems, texts)
    assert len(parse(html).text) <= MAX_MESSAGE
