"""What an answer says to whoever asked, beyond its number."""

from typing import Any


def body_of(answer) -> str:
    """The page as text; a file has none."""
    return (
        b"".join(answer).decode(errors="replace")
        if answer.streaming
        else answer.content.decode(errors="replace")
    )


def assert_refused(answer, *hidden: str) -> None:
    """The page that says who gives the right, and no word of what is hidden."""
    _assert_page_of(answer, 403, hidden)


def assert_not_found(answer, *hidden: str) -> None:
    """The same page as for an address that nothing stands at, and no word of what is hidden."""
    _assert_page_of(answer, 404, hidden)


def assert_sent_to_sign_in(answer) -> None:
    """On to the page of signing in, and from there back."""
    assert answer.status_code == 302
    assert "/login/?next=" in answer["Location"], answer["Location"]


def assert_whole_page(answer, *words: str) -> None:
    """A page from its head to its foot, with these words."""
    assert answer.status_code == 200
    body = body_of(answer)
    assert "</html>" in body
    for word in words:
        assert word in body, word


def assert_saved(answer) -> None:
    """Sent on to another page after a save; a refused form would be shown again."""
    assert answer.status_code == 302
    assert "/login/" not in answer["Location"], answer["Location"]


def assert_answered(answer) -> None:
    """A page, a file, a way on, or a refusal in words: anything but an error page or an empty answer."""
    assert answer.status_code < 500
    assert answer.status_code in {302, 405} or body_of(answer).strip()


def _assert_page_of(answer, code: int, hidden: tuple[str, ...]) -> None:
    assert answer.status_code == code
    body = body_of(answer)
    assert f'<p class="message-code">{code}</p>' in body, body[:500]
    for word in hidden:
        assert word not in body, word


def asked(captured: Any) -> int:
    """How many statements asked or changed something; those that only begin and end a part of a transaction do not."""
    return sum(not query["sql"].startswith(("SAVEPOINT", "RELEASE")) for query in captured.captured_queries)
