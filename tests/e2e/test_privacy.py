"""/privacy: what is stored, and that it can be deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bot.store.store import Store
from bot.store.talks import Talk
from bot.texts import ENGLISH

from .conftest import running
from .test_speech import asked

if TYPE_CHECKING:
    from bot.simulator import Chat, Person, Simulator

    from .conftest import Newsroom


async def test_data_are_deleted(telegram: Simulator, newsroom: Newsroom, reader: Person, editor: Person) -> None:
    """After a second tap everything of the person is gone, also from groups, and of nobody else."""
    private, group = telegram.private_chat(reader), telegram.group("Deichfreunde", members=[editor, reader])
    own = telegram.private_chat(editor)
    async with running(newsroom, telegram):
        await asked(telegram, reader, private, "How long is the harbour wall of Saltwick?")
        await asked(telegram, reader, group, "/ask@article_bot How long is the harbour wall of Saltwick?")
        await asked(telegram, editor, own, "Wie lang ist die Mole?")
        told = await asked(telegram, reader, private, "/privacy")
        assert told.text.startswith("What I store\n")
        assert told.labels == (ENGLISH.privacy_delete,)

        await reader.taps(told, ENGLISH.privacy_delete)
        await telegram.wait_for(lambda: _text(private, told.id).startswith("Really delete?"))
        await reader.taps(told, ENGLISH.privacy_no)
        await telegram.wait_for(lambda: _text(private, told.id) == ENGLISH.privacy_kept)

        told = await asked(telegram, reader, private, "/privacy")
        await reader.taps(told, ENGLISH.privacy_delete)
        await telegram.wait_for(lambda: _text(private, told.id).startswith("Really delete?"))
        await reader.taps(told, ENGLISH.privacy_yes)
        await telegram.wait_for(lambda: _text(private, told.id).startswith("Deleted. Last questions: 2 ·"))
    store = Store(newsroom.config.data_dir, telegram.bot.id)
    assert store.talks.turns(Talk(private.id, 0, reader.id)) == store.talks.turns(Talk(group.id, 0, reader.id)) == []
    assert len(store.talks.turns(Talk(own.id, 0, editor.id))) == 1
    store.close()


@pytest.mark.usefixtures("bot")
async def test_in_a_group(telegram: Simulator, group: Chat, private: Chat, reader: Person) -> None:
    """In a group it is told as well, and a link leads to where data can be deleted."""
    told = await asked(telegram, reader, group, "/privacy@article_bot")
    assert told.text.endswith("You can delete your data in the chat with me.")
    assert [(button.kind, button.value) for button in told.buttons] == [
        ("url", "https://t.me/article_bot?start=privacy")
    ]
    assert (await asked(telegram, reader, private, "/start privacy")).labels == (ENGLISH.privacy_delete,)


def _text(chat: Chat, message: int) -> str:
    now = chat.message(message)
    return now.text if now else ""
