"""The methods of the Bot API that the simulator knows: the modules do the work, all are listed here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.simulator.methods import chat_info, documents, inline, messages, own_profile, polling

if TYPE_CHECKING:
    from collections.abc import Mapping

    from bot.simulator.methods.method import Method

# Telegram does not mind upper and lower case in the names of methods.
METHODS: Mapping[str, Method] = {
    method.name.lower(): method
    for module in (chat_info, documents, inline, messages, own_profile, polling)
    for method in module.METHODS
}
