"""One request to the other system; only what sends imports this, because its library is heavy."""

from typing import Any

import requests

from chat.outward.line import OutwardFailed

TIMEOUT = (3.05, 10.0)  # seconds to connect and between bytes
ANSWER_LIMIT = 1_000_000  # bytes


def send(session: requests.Session, method: str, url: str, **options: Any) -> Any:
    """The JSON of the answer, or None where there is none. Raises OutwardFailed."""
    try:
        answer = session.request(method, url, timeout=TIMEOUT, allow_redirects=False, **options)
    except requests.RequestException as error:
        raise OutwardFailed(type(error).__name__) from None
    if not 200 <= answer.status_code < 300:
        raise OutwardFailed(f"status {answer.status_code}")
    if len(answer.content) > ANSWER_LIMIT:
        raise OutwardFailed("answer too large")
    try:
        return answer.json()
    except requests.JSONDecodeError:
        return None
