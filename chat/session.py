"""Which conversation a request belongs to, and whether it may speak in it."""

import hmac

import msgspec

from chat.conversation import Conversation, hash_token
from chat.errors import StoreUnavailable, UnknownConversation, WrongToken
from chat.logs import log
from chat.store import Found
from chat.turn import Tools


async def enter(tools: Tools, conversation_id: str, token: str, client_id: str | None = None) -> tuple[Found, bool]:
    """The conversation, and whether the database was reached. Raises UnknownConversation or WrongToken."""
    if "\0" in conversation_id or tools.continuity.is_forgotten(conversation_id):
        raise UnknownConversation
    try:
        found = await tools.store.find(conversation_id, tools.seconds(), client_id)
    except StoreUnavailable as error:
        log.error("store_unavailable", part="chat_store", reason=str(error))
        return Found(_without_store(tools, conversation_id, token), None), False
    if found is None:
        found = _begun_without_store(tools, conversation_id)
    if not hmac.compare_digest(found.conversation.token_hash, hash_token(token)):
        raise WrongToken
    return _with_gravest_danger(tools, found), True


def _without_store(tools: Tools, conversation_id: str, token: str) -> Conversation:
    """The signature vouches for the token while the database cannot."""
    if not tools.tokens.is_signed(conversation_id, token):
        raise WrongToken
    remembered = tools.continuity.recall(conversation_id)
    return remembered or Conversation(
        id=conversation_id, token_hash=hash_token(token), expires_at=tools.expiry(), stored=False
    )


def _begun_without_store(tools: Tools, conversation_id: str) -> Found:
    remembered = tools.continuity.recall(conversation_id)
    if remembered is None or remembered.stored:
        raise UnknownConversation
    return Found(remembered, None)


def _with_gravest_danger(tools: Tools, found: Found) -> Found:
    """What was said while the database was away is remembered here only."""
    remembered = tools.continuity.recall(found.conversation.id)
    if remembered is None or remembered.danger.replies <= found.conversation.danger.replies:
        return found
    return Found(msgspec.structs.replace(found.conversation, danger=remembered.danger), found.answered)
