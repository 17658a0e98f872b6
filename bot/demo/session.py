"""What one open page has been shown, and what is new for it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from bot.demo import view

if TYPE_CHECKING:
    from bot.demo.scene import Scene
    from bot.simulator import Chat, Message, Person

    Json = dict[str, Any]


class Session:
    """One page, which sees the world as one person.

    Messages are values that an edit replaces, so whether one is new to the page is seen by its identity; only the
    comments on a post are counted beside it.
    """

    def __init__(self, scene: Scene, person: Person) -> None:
        """Begin with a page that has been shown nothing."""
        self._scene = scene
        self._person = person
        self._chats: dict[int, Json] = {}
        self._messages: dict[int, dict[int, tuple[Message, Json | None]]] = {}
        self._calls = len(scene.telegram.calls)

    def hello(self) -> Json:
        """Return the whole world; a page that connects again begins anew with it."""
        return {"type": "hello"} | view.scene(self._scene, self._person) | self._changes()

    def news(self) -> Json | None:
        """Return what has changed since the page was last told; None if nothing has."""
        changes = {"typing": self._typing()} | self._changes()
        return {"type": "news"} | changes if any(changes.values()) else None

    def _changes(self) -> Json:
        chats = self._scene.chats_of(self._person)
        present = {chat.id for chat in chats}
        gone = [chat_id for chat_id in self._chats if chat_id not in present]
        for chat_id in gone:
            del self._chats[chat_id]
            self._messages.pop(chat_id, None)
        return {
            "chats": [line for chat in chats if (line := self._line(chat))],
            "messages": [bubbles for chat in chats if (bubbles := self._bubbles(chat))],
            "gone": gone,
        }

    def _line(self, chat: Chat) -> Json | None:
        line = view.chat(self._scene, chat, self._person)
        if self._chats.get(chat.id) == line:
            return None
        self._chats[chat.id] = line
        return line

    def _bubbles(self, chat: Chat) -> Json | None:
        shown = self._messages.get(chat.id, {})
        present = {message.id: (message, view.comments(chat, message)) for message in chat.messages}
        new = [message for key, (message, count) in present.items() if not _same(shown.get(key), message, count)]
        gone = [message_id for message_id in shown if message_id not in present]
        self._messages[chat.id] = present
        put = [view.message(chat, message, self._person) for message in new]
        return {"chat": chat.id, "put": put, "gone": gone} if put or gone else None

    def _typing(self) -> list[Json]:
        """Return the chats and topics in which the bot has said since that it is writing."""
        calls = [*self._scene.telegram.calls][self._calls :]
        self._calls += len(calls)
        mine = {chat.id for chat in self._scene.chats_of(self._person)}
        said = [call.parameters for call in calls if call.method == "sendChatAction" and call.error is None]
        return [
            {"chat": one["chat_id"], "topic": one.get("message_thread_id", 0)}
            for one in said
            if one.get("chat_id") in mine
        ]


def _same(shown: tuple[Message, Json | None] | None, message: Message, count: Json | None) -> bool:
    return shown is not None and shown[0] is message and shown[1] == count
