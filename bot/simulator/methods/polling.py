"""How updates reach the bot: getUpdates. A webhook is remembered, but nothing is sent to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import telegram

from bot.simulator.checks import check
from bot.simulator.errors import ApiError, bad_request
from bot.simulator.links import LinkError, checked
from bot.simulator.methods.method import method
from bot.simulator.updates import Poll

if TYPE_CHECKING:
    from bot.simulator.parameters import Parameters
    from bot.simulator.world import World

LONGEST_POLL = 50
"""Seconds; Telegram cuts a longer ``timeout`` down to this."""
LARGEST_BATCH = 100


async def get_updates(world: World, parameters: Parameters) -> list[dict[str, Any]]:
    """Return updates, confirm those before the offset, and wait for new ones up to the timeout."""
    if world.profile.webhook_url:
        raise ApiError(
            409,
            "Conflict: can't use getUpdates method while webhook is active; "
            "use deleteWebhook to delete the webhook first",
        )
    _allow(world, parameters)
    limit = parameters.integer("limit", LARGEST_BATCH)
    asked = Poll(
        offset=parameters.integer("offset"),
        limit=limit if 0 < limit <= LARGEST_BATCH else LARGEST_BATCH,
        timeout=min(max(parameters.integer("timeout"), 0), LONGEST_POLL),
    )
    return await world.updates.poll(asked)


async def set_webhook(world: World, parameters: Parameters) -> bool:
    """Remember a webhook; an empty URL deletes it."""
    url = parameters.text("url")
    if url:
        try:
            url = checked(url)
        except LinkError as error:
            raise bad_request(f"bad webhook: {error}") from error
        if not url.startswith("https://"):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    _allow(world, parameters)
    return _keep_webhook(world, parameters, url)


async def delete_webhook(world: World, parameters: Parameters) -> bool:
    """Forget the webhook."""
    return _keep_webhook(world, parameters, "")


async def get_webhook_info(world: World, _: Parameters) -> dict[str, Any]:
    """Return what is known of the webhook."""
    info = {
        "url": world.profile.webhook_url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates.pending),
    }
    return check(telegram.WebhookInfo, info)


def _allow(world: World, parameters: Parameters) -> None:
    """Take over the allowed kinds of updates; left out, the earlier ones hold."""
    allowed = parameters.array("allowed_updates")
    if allowed is not None:
        world.updates.allow(allowed)


def _keep_webhook(world: World, parameters: Parameters, url: str) -> bool:
    if parameters.flag("drop_pending_updates"):
        world.updates.drop_pending()
    world.profile.webhook_url = url
    return True


METHODS = (
    method("getUpdates", get_updates, "offset limit timeout allowed_updates"),
    method(
        "setWebhook",
        set_webhook,
        "url ip_address max_connections allowed_updates drop_pending_updates secret_token",
    ),
    method("deleteWebhook", delete_webhook, "drop_pending_updates"),
    method("getWebhookInfo", get_webhook_info),
)
