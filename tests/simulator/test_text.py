from __future__ import annotations

import pytest

from bot.simulator.links import LinkError, checked
from bot.simulator.text import Entity, clipped, with_found_entities


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/ask Wer baut die Mole?", (Entity("bot_command", 0, 4),)),
        ("🚢 /ask@article_bot x", (Entity("bot_command", 3, 16),)),
        ("und/oder 1/2 /", ()),
        ("@anna_lindmoor hallo", (Entity("mention", 0, 14),)),
        ("post@lindmoor.example", ()),
        (
            "Siehe https://lindmoor.example/@mole/ask, danke.",
            (Entity("url", 6, 34),),
        ),
    ],
)
def test_found_entities(text: str, entities: tuple[Entity, ...]) -> None:
    """Commands, mentions and URLs are found in a typed text, and nothing is found inside of words or URLs."""
    assert with_found_entities(text).entities == entities


def test_clipped_counts_from_the_start() -> None:
    """A part of a text keeps what of the entities lies in it, counted from the start of the part."""
    entities = (Entity("bold", 0, 4), Entity("italic", 6, 4), Entity("code", 20, 2))

    assert clipped(entities, 2, 8) == (Entity("bold", 0, 2), Entity("italic", 4, 2))


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("lindmoor.example", "http://lindmoor.example/"),
        ("HTTPS://Lindmoor.Example:8080/A b", "https://lindmoor.example:8080/A%20b"),
        (
            "https://lindmoor.example/a#:~:text=die%20Mole",
            "https://lindmoor.example/a#:~:text=die%20Mole",
        ),
        ("tg://resolve?domain=article_bot", "tg://resolve?domain=article_bot"),
    ],
)
def test_accepted_urls(url: str, written: str) -> None:
    """A URL gets a scheme and a path; its path, query and fragment stay as they are."""
    assert checked(url) == written


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("ftp://lindmoor.example", "Unsupported URL protocol"),
        ("tel:+4912345", "Wrong port number specified in the URL"),
        ("https://lindmoor.example:99999", "Wrong port number specified in the URL"),
        ("https://", "URL host is empty"),
        ("https://lind moor.example", "Disallowed character in URL host"),
        ("http://localhost/", "Wrong HTTP URL"),
    ],
)
def test_refused_urls(url: str, error: str) -> None:
    """A URL that Telegram does not take is refused with Telegram's text."""
    with pytest.raises(LinkError) as raised:
        checked(url)

    assert str(raised.value) == error
