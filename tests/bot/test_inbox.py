"""Updates between Telegram and the handlers: kept, told apart, and handled after a death."""

from __future__ import annotations

import asyncio
import json
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from telegram import Bot, Update

from bot.inbox import Inbox, Processor
from bot.store.store import Store
from bot.store.updates import ATTEMPTS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOT = Bot("5:loopback")
STOP = object()
"""What PTB puts into the queue when the application stops."""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Return an empty memory."""
    with closing(Store(tmp_path, 5)) as made:
        yield made


def message(update_id: int, **more: Any) -> dict[str, Any]:  # noqa: ANN401 -- any JSON
    """Return an update with a message."""
    chat = {"id": 7, "type": "private", "first_name": "A"}
    return {"update_id": update_id, "message": {"message_id": 1, "date": 1_750_000_000, "chat": chat, **more}}


def update(update_id: int) -> Update:
    """Return an update as PTB has it."""
    made = Update.de_json(message(update_id, text="?"), BOT)
    assert made is not None
    return made


def queued(inbox: Inbox) -> list[int]:
    """Take all updates out of a queue."""
    taken = [inbox.get_nowait() for _ in range(inbox.qsize())]
    return [each.update_id for each in taken if isinstance(each, Update)]


@pytest.mark.parametrize(
    "raw",
    [
        message(1, text="?", new_field={"of": ["a", "later", "Telegram"]}),
        message(1, text="?", edit_date=1_750_000_001, is_topic_message=True, message_thread_id=4),
        message(1, text="?", reply_to_message=message(1, text="!", from_user=None)["message"]),
        message(1, text="half a pair: \ud83d", entities=[{"type": "later_kind", "offset": 0, "length": 4}]),
        {"update_id": 1, "later_kind_of_update": {"date": 5}},
        {
            "update_id": 1,
            "callback_query": {
                "id": "1",
                "from": {"id": 7, "is_bot": False, "first_name": "A"},
                "chat_instance": "1",
                "data": "x",
                "message": {"message_id": 5, "date": 0, "chat": {"id": 7, "type": "private", "first_name": "A"}},
            },
        },
    ],
    ids=["unknown field", "edited in a topic", "reply", "half a surrogate pair", "unknown kind", "inaccessible"],
)
async def test_an_update_is_resumed_as_it_came(store: Store, raw: dict[str, Any]) -> None:
    """Nothing of an update is lost on its way through the file, also of what PTB does not know."""
    came = Update.de_json(raw, BOT)
    await Inbox(store.updates).put(came)
    inbox = Inbox(store.updates)
    await inbox.resume(BOT)
    resumed = inbox.get_nowait()
    assert isinstance(resumed, Update)
    assert resumed.to_dict() == came.to_dict()
    assert resumed.api_kwargs == came.api_kwargs


async def test_an_update_that_cannot_be_written_down_is_handled(store: Store) -> None:
    """A number that SQLite cannot hold neither ends PTB's polling nor the handling of the update."""
    inbox = Inbox(store.updates)
    await inbox.put(update(1 << 63))
    assert queued(inbox) == [1 << 63]


async def test_an_update_that_cannot_be_read_is_left_out(store: Store) -> None:
    """An update that is broken in the file neither ends each start nor holds up the others."""
    for number in (1, 2, 3):
        await Inbox(store.updates).put(update(number))
    store.db.execute("UPDATE received SET body = '{' WHERE update_id = 1")
    store.db.execute("UPDATE received SET body = ? WHERE update_id = 2", (json.dumps({"update_id": 2, "message": 5}),))
    inbox = Inbox(store.updates)
    await inbox.resume(BOT)
    assert queued(inbox) == [3]
    assert [one.update_id for one in store.updates.unfinished()] == [3]


async def test_a_full_disk_keeps_nobody_waiting(store: Store) -> None:
    """What was not finished is handled also while nothing can be written down."""
    await Inbox(store.updates).put(update(1))
    store.db.execute("PRAGMA query_only = ON")
    inbox = Inbox(store.updates)
    await inbox.resume(BOT)
    assert queued(inbox) == [1]


class Handling:
    """Handlers that a test watches."""

    def __init__(self) -> None:
        self.begun: list[int] = []
        self.go_on = asyncio.Event()

    async def __call__(self, number: int) -> None:
        """Take an update, and wait for the test."""
        self.begun.append(number)
        await self.go_on.wait()


async def killed_while_handling(store: Store, numbers: list[int]) -> None:
    """Begin all that waits as a process does that is killed then."""
    inbox, handling = Inbox(store.updates), Handling()
    await inbox.resume(BOT)
    processor = Processor(store.updates, inbox, 64)
    assert queued(inbox) == numbers
    work = [handling(number) for number in numbers]
    tasks = [
        asyncio.create_task(processor.process_update(update(number), handled))
        for number, handled in zip(numbers, work, strict=True)
    ]
    await asyncio.wait(tasks, timeout=0)
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks)
    for handled in work:
        handled.close()


async def test_only_the_update_that_kills_is_given_up(store: Store) -> None:
    """Updates that were under way whenever another one killed the process are not given up with it."""
    numbers = [1, 2, 3]
    for number in numbers:
        await Inbox(store.updates).put(update(number))
    for _ in range(ATTEMPTS):
        await killed_while_handling(store, numbers)

    inbox, handling = Inbox(store.updates), Handling()
    handling.go_on.set()
    await inbox.resume(BOT)
    assert queued(inbox) == [2, 3]
    processor = Processor(store.updates, inbox, 64)
    for number in (2, 3):
        await processor.process_update(update(number), handling(number))
    assert handling.begun == [2, 3]
    assert store.updates.unfinished() == []


async def test_what_is_not_begun_waits_for_the_next_start(store: Store) -> None:
    """A bot that is stopped finishes what it has begun, and leaves what still waits for the next start."""
    inbox, handling = Inbox(store.updates), Handling()
    processor = Processor(store.updates, inbox, 1)
    tasks = []
    for number in (1, 2):
        await inbox.put(update(number))
        tasks.append(asyncio.create_task(processor.process_update(update(number), handling(number))))
    await asyncio.wait(tasks, timeout=0)
    await inbox.put(STOP)
    handling.go_on.set()
    await asyncio.gather(*tasks)
    assert handling.begun == [1]

    again = Inbox(store.updates)
    await again.resume(BOT)
    assert queued(again) == [2]


async def test_what_could_not_be_kept_is_handled_before_the_end(store: Store) -> None:
    """An update that would not be there after a restart is handled also by a bot that is being stopped."""
    inbox, handling = Inbox(store.updates), Handling()
    handling.go_on.set()
    store.db.execute("PRAGMA query_only = ON")
    await inbox.put(update(1))
    await inbox.put(STOP)
    await Processor(store.updates, inbox, 1).process_update(update(1), handling(1))
    assert handling.begun == [1]
