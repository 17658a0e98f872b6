"""How updates reach the bot: getUpdates, or a webhook."""

from __future__ import annotations

import re
import ssl
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import telegram

from bot.simulator.checks import check
from bot.simulator.errors import ApiError, bad_request
from bot.simulator.links import LinkError, checked
from bot.simulator.methods.method import method
from bot.simulator.updates import Poll
from bot.simulator.webhook import Webhook

if TYPE_CHECKING:
    from bot.simulator.parameters import Parameters
    from bot.simulator.world import World

LONGEST_POLL = 50
"""Seconds; Telegram cuts a longer ``timeout`` down to this."""
LARGEST_BATCH = 100
PORTS = frozenset({80, 88, 443, 8443})
SECRET_LIMIT = 256
DEFAULT_CONNECTIONS = 40
MOST_CONNECTIONS = 100
_SECRET = re.compile(r"[A-Za-z0-9_-]*")


async def get_updates(world: World, parameters: Parameters) -> list[dict[str, Any]]:
    """Return updates, confirm those before the offset, and wait for new ones up to the timeout."""
    if world.profile.webhook:
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
    """Set a webhook; an empty URL deletes it."""
    url = parameters.text("url")
    if url:
        try:
            url = checked(url)
        except LinkError as error:
            raise bad_request(f"bad webhook: {error}") from error
        if not url.startswith("https://"):
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if (urlsplit(url).port or 443) not in PORTS:
            raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
    webhook = _webhook(parameters, url) if url else None
    _allow(world, parameters)
    return _keep_webhook(world, parameters, webhook)


def _webhook(parameters: Parameters, url: str) -> Webhook:
    secret = parameters.text("secret_token")
    if len(secret) > SECRET_LIMIT:
        raise bad_request("secret token is too long")
    if not _SECRET.fullmatch(secret):
        raise bad_request("secret token contains unallowed characters")
    connections = parameters.integer("max_connections", DEFAULT_CONNECTIONS)
    return Webhook(url, secret, min(max(connections, 1), MOST_CONNECTIONS), _certificate(parameters))


def _certificate(parameters: Parameters) -> str:
    """Return an uploaded certificate."""
    upload = next(iter(parameters.uploads.values()), None)
    if upload is None:
        return ""
    try:
        certificate = upload.data.decode("ascii")
        ssl.create_default_context(cadata=certificate)
    except (UnicodeDecodeError, ssl.SSLError, ValueError) as error:
        raise bad_request("bad webhook: Failed to set custom certificate file") from error
    return certificate


async def delete_webhook(world: World, parameters: Parameters) -> bool:
    """Forget the webhook."""
    return _keep_webhook(world, parameters, None)


async def get_webhook_info(world: World, _: Parameters) -> dict[str, Any]:
    """Return what is known of the webhook."""
    webhook, failure = world.profile.webhook, world.profile.webhook_failure
    info: dict[str, Any] = {
        "url": webhook.url if webhook else "",
        "has_custom_certificate": bool(webhook and webhook.certificate),
        "pending_update_count": len(world.updates.pending),
    }
    if webhook:
        info["max_connections"] = webhook.max_connections
    if webhook and failure:
        info |= {"last_error_date": failure.date, "last_error_message": failure.message}
    if world.updates.allowed:
        info["allowed_updates"] = sorted(world.updates.allowed)
    return check(telegram.WebhookInfo, info)


def _allow(world: World, parameters: Parameters) -> None:
    """Take over the allowed kinds of updates; left out, the earlier ones hold."""
    allowed = parameters.array("allowed_updates")
    if allowed is not None:
        world.updates.allow(allowed)


def _keep_webhook(world: World, parameters: Parameters, webhook: Webhook | None) -> bool:
    if parameters.flag("drop_pending_updates"):
        world.updates.drop_pending()
    world.profile.webhook, world.profile.webhook_failure = webhook, None
    world.changes.tell()
    return True


METHODS = (
    method("getUpdates", get_updates, "offset limit timeout allowed_updates"),
    method(
        "setWebhook",
        set_webhook,
        "url certificate ip_address max_connections allowed_updates drop_pending_updates secret_token",
    ),
    method("deleteWebhook", delete_webhook, "drop_pending_updates"),
    method("getWebhookInfo", get_webhook_info),
)
