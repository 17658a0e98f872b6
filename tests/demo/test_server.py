"""The demo's server: what it tells a page, what a page may do, and whom it refuses."""

from __future__ import annotations

import asyncio
import base64
import json
import re
from typing import TYPE_CHECKING, Any

import aiohttp
import pytest
from telegram import InlineKeyboardButton, InlineKeyboardMarkup, InlineQueryResultArticle, InputTextMessageContent

from bot.demo.server import STATIC, Server

from .client import Client, titled

if TYPE_CHECKING:
    from aiohttp import ClientWebSocketResponse
    from telegram import Bot

    from bot.demo.scene import Scene
    from bot.simulator import Chat, Person, Simulator

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one Chromium for all of them

Json = dict[str, Any]


async def told(page: ClientWebSocketResponse) -> Json:
    """Return the next thing that a page is told."""
    return dict(await page.receive_json(timeout=5))


async def messages(page: ClientWebSocketResponse) -> list[Json]:
    """Return what is said of messages, the next time that something is."""
    while not (said := (await told(page)).get("messages")):
        pass
    return list(said)


async def test_page_is_closed_to_the_outside(client: Client) -> None:
    """The page comes with a policy that loads nothing from elsewhere, and that lets no page frame it."""
    async with client.session.get(client.address) as page:
        assert page.status == 200
        policy = page.headers["Content-Security-Policy"].split("; ")
        assert {"default-src 'none'", "script-src 'self'", "frame-ancestors 'none'", "form-action 'none'"} <= set(
            policy
        )
        assert "unsafe" not in page.headers["Content-Security-Policy"]
        assert (page.headers["X-Content-Type-Options"], page.headers["Referrer-Policy"]) == ("nosniff", "no-referrer")


async def test_static_files_name_no_other_host() -> None:
    """No file of the page names an address elsewhere, and every file that one of them loads is there."""
    files = {file: file.read_text(encoding="utf-8") for file in STATIC.rglob("*.*")}
    hosts = {found for text in files.values() for found in re.findall(r"https?://[\w.]+", text)}
    imported = {
        (file.parent / name).resolve()
        for file, text in files.items()
        for name in re.findall(r'from "(\./[^"]+)"', text)
    }
    linked = {STATIC / name for name in re.findall(r'"/static/([^"]+)"', files[STATIC / "index.html"])}

    assert hosts == {"http://www.w3.org"}
    assert [path for path in (*imported, *linked) if path not in files] == []
    assert {file for file in files if file.suffix in {".js", ".css"}} <= imported | linked


async def test_foreign_host_is_refused(client: Client) -> None:
    """A name of somebody else's that leads here gets nothing, whatever is asked for."""
    port = client.address.rstrip("/").rpartition(":")[2]
    for host in (f"demo.example:{port}", "demo.example", f"127.0.0.1.demo.example:{port}", ""):
        for path in ("", "static/js/main.js", "events"):
            async with client.session.get(client.address + path, headers={"Host": host}) as page:
                assert page.status == 403
    async with client.session.get(client.address, headers={"Host": f"localhost:{port}"}) as page:
        assert page.status == 200


@pytest.mark.parametrize("origin", ["http://demo.example", "null", "http://127.0.0.1:1", "http://localhost", None])
async def test_foreign_page_is_refused(client: Client, jule: Person, private: Chat, origin: str | None) -> None:
    """A page of another origin, and who names none, can neither act nor listen."""
    headers = {"Origin": origin} if origin else {}
    body = {"person": jule.id, "chat": private.id, "text": "Hallo"}
    async with client.session.post(f"{client.address}actions/send", json=body, headers=headers) as answer:
        assert answer.status == 403
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "MTIzNDU2Nzg5MDEyMzQ1Ng==",
    }
    async with client.session.get(f"{client.address}events", headers=headers | upgrade) as answer:
        assert answer.status == 403
    assert private.messages == ()


async def test_listens_on_this_machine_only(scene: Scene) -> None:
    """The port is open on 127.0.0.1 and nowhere else; a taken one is an error only if it was asked for."""
    first, second = Server(scene), Server(scene)
    address = await first.start(0)
    assert first.addresses == [("127.0.0.1", int(address.rstrip("/").rpartition(":")[2]))]
    with pytest.raises(OSError, match="address already in use"):
        await second.start(first.addresses[0][1])
    await second.stop()
    await first.stop()


async def test_hello_tells_the_world_as_one_person_sees_it(client: Client, scene: Scene, jule: Person) -> None:
    """A page learns who can be played, and the chats that its person is in, and no others'."""
    hello = await told(await client.listen(person=str(jule.id)))

    assert hello["me"]["name"] == "Jule"
    assert [(one["name"], one["role"]) for one in hello["people"]] == [
        ("Jule", "reader_de"),
        ("Owen", "reader_en"),
        ("Hanna", "editor"),
    ]
    assert [chat["id"] for chat in hello["chats"]] == [chat.id for chat in scene.chats_of(jule)]
    assert {chat["id"] for chat in hello["chats"] if chat["kind"] == "private"} == {jule.id}


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ({"language": "de"}, "Jule"),
        ({"language": "en"}, "Owen"),
        ({"language": "fr"}, "Owen"),
        ({"person": "7", "language": "de"}, "Jule"),
        ({"person": "x"}, "Owen"),
    ],
)
async def test_page_begins_with_a_reader_of_its_language(client: Client, asked: dict[str, str], name: str) -> None:
    """A page that names nobody, or nobody who is here, is the reader of its language, else the English one."""
    assert (await told(await client.listen(**asked)))["me"]["name"] == name


async def test_page_is_told_what_happens(client: Client, bot: Bot, jule: Person, private: Chat) -> None:
    """A message, its edit and its deletion are told at once, once, and with what is needed to show them."""
    page = await client.listen(person=str(jule.id))
    await told(page)
    assert await client.act("send", jule, chat=private.id, text="Wie lang ist der Kai?") == (200, {"message": 1})
    (said,) = await messages(page)
    assert [(one["text"], one["mine"], one["edited"]) for one in said["put"]] == [
        ("Wie lang ist der Kai?", True, False)
    ]

    sent = await bot.send_message(private.id, "<b>620</b> 🦆 <i>Meter</i>", parse_mode="HTML")
    (said,) = await messages(page)
    (shown,) = said["put"]
    assert (shown["text"], shown["mine"]) == ("620 🦆 Meter", False)
    assert shown["entities"] == [
        {"kind": "bold", "offset": 0, "length": 3, "argument": None},
        {"kind": "italic", "offset": 7, "length": 5, "argument": None},
    ]

    await bot.edit_message_text("621 Meter", private.id, sent.message_id)
    (said,) = await messages(page)
    assert [(one["id"], one["text"], one["edited"]) for one in said["put"]] == [(2, "621 Meter", True)]
    await bot.delete_message(private.id, sent.message_id)
    assert await messages(page) == [{"chat": private.id, "put": [], "gone": [2]}]


async def test_typing_is_told(client: Client, bot: Bot, jule: Person, private: Chat) -> None:
    """That the bot is writing is told to those in the chat."""
    await jule.sends(private, "Hallo")
    page = await client.listen(person=str(jule.id))
    await told(page)
    await bot.send_chat_action(private.id, "typing")
    assert (await told(page))["typing"] == [{"chat": private.id, "topic": 0}]


async def test_unread_counts_until_it_is_read(client: Client, jule: Person, scene: Scene, group: Chat) -> None:
    """What others say is unread until the person has seen it; own messages never are."""
    hanna = scene.editor
    first = await hanna.sends(group, "Guten Morgen")
    await hanna.sends(group, "Es gibt Kaffee")
    await jule.sends(group, "Gern")

    async def unread(who: Person) -> int:
        hello = await told(await client.listen(person=str(who.id)))
        return int(next(chat["unread"] for chat in hello["chats"] if chat["id"] == group.id))

    assert (await unread(jule), await unread(hanna)) == (2, 1)
    assert await client.act("read", jule, chat=group.id, message=first.id) == (200, {})
    assert (await unread(jule), await unread(hanna)) == (1, 1)
    assert await client.act("read", jule, chat=group.id, message=3) == (200, {})
    assert await client.act("read", jule, chat=group.id, message=1) == (200, {})
    assert await unread(jule) == 0


async def test_tap_returns_the_bots_answer(
    client: Client, bot: Bot, telegram: Simulator, jule: Person, private: Chat
) -> None:
    """A tap reaches the bot, and what it answers goes back to the page; the button's data does not."""
    await jule.sends(private, "Hallo")
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Mehr", callback_data="secret:1")]])
    sent = await bot.send_message(private.id, "Da", reply_markup=keyboard)
    hello = await told(await client.listen(person=str(jule.id)))
    assert hello["messages"][0]["put"][-1]["buttons"] == [[{"label": "Mehr", "kind": "callback_data", "value": None}]]

    async def answered() -> None:
        update = await telegram.wait_for(
            lambda: next((one for one in telegram.updates.pending if "callback_query" in one), None)
        )
        assert update["callback_query"]["data"] == "secret:1"
        await bot.answer_callback_query(update["callback_query"]["id"], "Mehr gibt es nicht", show_alert=True)

    (status, answer), _ = await asyncio.gather(
        client.act("tap", jule, chat=private.id, message=sent.message_id, label="Mehr"), answered()
    )
    assert (status, answer) == (200, {"text": "Mehr gibt es nicht", "show_alert": True, "url": None})


async def test_own_messages_can_be_edited_replied_to_and_deleted(
    client: Client, jule: Person, scene: Scene, group: Chat
) -> None:
    """The page does what Telegram's apps let a person do; a reply is told with what it replies to."""
    theirs = await scene.editor.sends(group, "Was meint ihr?")
    assert await client.act("send", jule, chat=group.id, text="Viel", reply_to=theirs.id) == (200, {"message": 2})
    assert await client.act("edit", jule, chat=group.id, message=2, text="Sehr viel") == (200, {})
    hello = await told(await client.listen(person=str(jule.id)))
    shown = next(chat["put"][-1] for chat in hello["messages"] if chat["chat"] == group.id)
    assert (shown["text"], shown["edited"]) == ("Sehr viel", True)
    assert (shown["reply"]["from"]["name"], shown["reply"]["text"]) == ("Hanna", "Was meint ihr?")
    assert await client.act("delete", jule, chat=group.id, message=2) == (200, {})
    assert [message.text for message in group.messages] == ["Was meint ihr?"]


async def test_what_an_app_would_not_do_is_refused(
    client: Client, jule: Person, scene: Scene, private: Chat, group: Chat
) -> None:
    """Foreign chats, foreign messages, empty texts and unknown actions are refused, each with its status."""
    theirs = await scene.editor.sends(group, "Meins")
    foreign = scene.chats[1]  # Owen's

    async def status(name: str, **details: object) -> int:
        return (await client.act(name, jule, **details))[0]

    assert await status("send", chat=foreign.id, text="Hallo") == 404
    assert await status("send", chat=private.id, text="  ") == 409
    assert await status("send", chat=private.id, text="x" * 4097) == 409
    assert await status("send", chat=private.id, text="Hallo", reply_to=99) == 404
    assert await status("edit", chat=group.id, message=theirs.id, text="Deins") == 409
    assert await status("delete", chat=group.id, message=theirs.id) == 409
    assert await status("tap", chat=group.id, message=theirs.id, label="Mehr") == 404
    assert await status("fly", chat=private.id) == 404
    assert await status("send", chat=str(private.id), text="Hallo") == 400
    assert await status("send", chat=private.id, text="Hallo", more=1) == 400
    assert [message.text for message in group.messages] == ["Meins"]
    assert private.messages == ()


async def test_body_that_is_no_json_is_refused(client: Client) -> None:
    """An action is JSON, and says so; a form that a foreign page could send is none."""
    form = {"person": "1"}
    async with client.session.post(f"{client.address}actions/send", data=form, headers=client.origin) as answer:
        assert answer.status == 415
    headers = client.origin | {"Content-Type": "application/json"}
    async with client.session.post(f"{client.address}actions/send", data=b"{", headers=headers) as answer:
        assert (answer.status, list(json.loads(await answer.text()))) == (400, ["error"])


async def test_blocked_bot_cannot_write(client: Client, bot: Bot, jule: Person, private: Chat) -> None:
    """Who blocks the bot sees that in the chat, and can take it back."""
    await jule.sends(private, "Hallo")
    assert await client.act("block", jule, chat=private.id) == (200, {})
    hello = await told(await client.listen(person=str(jule.id)))
    assert [chat["id"] for chat in hello["chats"] if chat["blocked"]] == [private.id]
    assert (await client.act("send", jule, chat=private.id, text="Hallo"))[0] == 409
    assert await client.act("unblock", jule, chat=private.id) == (200, {})
    assert (await bot.send_message(private.id, "Da bin ich")).message_id == 2


async def test_open_pages_are_let_go_at_the_end(scene: Scene) -> None:
    """The server does not wait for pages that are still open."""
    server = Server(scene)
    address = await server.start(0)
    async with aiohttp.ClientSession() as session:
        page = await Client(session, address).listen(language="de")
        await told(page)
        await server.stop()
        assert (await page.receive(timeout=5)).data == 1001


async def test_message_goes_into_its_topic(client: Client, jule: Person, scene: Scene) -> None:
    """A message names its topic; one that does not exist is refused, and so are replies out of the topic."""
    forum = titled(scene, "Lesecafé")
    german, english = forum.topics
    _, sent = await client.act("send", jule, chat=forum.id, topic=german, text="Hallo")
    message = forum.message(sent["message"])
    assert message is not None
    assert (message.thread, message.in_topic) == (german, True)
    assert (await client.act("send", jule, chat=forum.id, topic=99, text="Hallo"))[0] == 404
    assert (await client.act("send", jule, chat=forum.id, topic=english, reply_to=message.id, text="Hallo"))[0] == 404


async def test_readers_neither_post_nor_hide(client: Client, jule: Person, scene: Scene) -> None:
    """Into a channel only administrators write, and as the group only its administrators; what is not theirs stays."""
    channel, discussion = titled(scene, "Küstenbote"), titled(scene, "Küstenbote – Gespräch")
    assert (await client.act("send", jule, chat=channel.id, text="Hallo"))[0] == 409
    assert (await client.act("delete", jule, chat=channel.id, message=1))[0] == 409
    assert (await client.act("send", jule, chat=discussion.id, anonymous=True, text="Hallo"))[0] == 409
    assert (await client.act("migrate", jule, chat=titled(scene, "Lesekreis").id))[0] == 409
    assert (await client.act("block", jule, chat=scene.chats[-1].id))[0] == 409


async def test_comments_on_a_post_are_counted(client: Client, jule: Person, scene: Scene) -> None:
    """A post is told with where it is discussed, and told anew with each comment."""
    channel, discussion = titled(scene, "Küstenbote"), titled(scene, "Küstenbote – Gespräch")
    forward = discussion.messages[0]
    page = await client.listen(person=str(jule.id))
    hello = await told(page)
    (posts,) = [one["put"] for one in hello["messages"] if one["chat"] == channel.id]
    assert posts[0]["comments"] == {"chat": discussion.id, "thread": forward.id, "count": 0}
    await client.act("send", jule, chat=discussion.id, reply_to=forward.id, text="Viel")
    said = {one["chat"]: one["put"] for one in await messages(page)}
    assert [post["comments"]["count"] for post in said[channel.id]] == [1]
    assert [one["thread"] for one in said[discussion.id]] == [forward.id]


async def test_inline_results_are_chosen_by_their_page(
    client: Client, bot: Bot, telegram: Simulator, jule: Person, scene: Scene
) -> None:
    """Results are told with their page, and chosen in the chat that they were asked for in, and in no other."""
    between, private = scene.chats[-1], scene.chats[0]

    async def answered() -> None:
        update = await telegram.wait_for(
            lambda: next((one for one in telegram.updates.pending if "inline_query" in one), None)
        )
        card = InlineQueryResultArticle("1", "Kai", InputTextMessageContent("Der Kai"), description="nap")
        await bot.answer_inline_query(update["inline_query"]["id"], [card], is_personal=True)

    (_, page), _ = await asyncio.gather(client.act("inline", jule, chat=between.id, query="Kai"), answered())
    assert page == {"page": "1", "results": [{"title": "Kai", "description": "nap"}], "more": None, "button": None}
    assert (await client.act("choose", jule, chat=private.id, page="1", result=0))[0] == 404
    assert (await client.act("choose", jule, chat=between.id, page="1", result=1))[0] == 404
    assert await client.act("choose", jule, chat=between.id, page="1", result=0) == (200, {"message": 1})
    assert [(message.text, message.via_bot) for message in between.messages] == [("Der Kai", telegram.bot)]


async def test_files_are_for_those_in_the_chat(client: Client, jule: Person, scene: Scene) -> None:
    """A file is downloaded, as a file and nothing that a browser runs, by who is in its chat, and by nobody else."""
    private, owen = scene.chats[0], scene.players[1].person
    data = base64.b64encode(b"<script>1</script>").decode()
    assert (await client.act("attach", jule, chat=private.id, name="a.html", data="?", caption=""))[0] == 409
    assert await client.act("attach", jule, chat=private.id, name="a.html", data=data) == (200, {"message": 1})
    async with client.session.get(f"{client.address}files/{jule.id}/{private.id}/1") as file:
        assert (file.status, await file.read(), file.content_type) == (
            200,
            b"<script>1</script>",
            "application/octet-stream",
        )
        assert file.headers["Content-Disposition"] == "attachment; filename*=UTF-8''a.html"
    for path in (f"{owen.id}/{private.id}/1", f"{jule.id}/{private.id}/2", f"{jule.id}/x/1", f"0/{private.id}/1"):
        async with client.session.get(f"{client.address}files/{path}") as file:
            assert file.status == 404
