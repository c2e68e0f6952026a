"""A mail server on this machine that keeps what it is sent, and can refuse or vanish on demand."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class MailServer:
    """What reached the server, in order; `refusal`, an SMTP answer, is given to the next ones."""

    host: str
    port: int
    messages: list[EmailMessage] = field(default_factory=list)
    refusal: str = ""

    @property
    def url(self) -> str:
        return f"smtp://{self.host}:{self.port}"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        if self.refusal:
            return self.refusal
        content = envelope.content
        raw = content if isinstance(content, bytes) else (content or "").encode()
        message = message_from_bytes(raw, policy=default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 kept"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


class _Listening(Controller):
    """One that hangs up before it stops: a connection left open would be another test's warning."""

    def __init__(self, server: MailServer) -> None:
        super().__init__(server, hostname=server.host, port=server.port)
        self._sessions: list[SMTP] = []

    def factory(self) -> SMTP:
        self._sessions.append(super().factory())
        return self._sessions[-1]

    async def hang_up(self) -> None:
        """Let in who is at the door, then end every call, tasks included."""
        await asyncio.sleep(0.01)
        while len(asyncio.all_tasks()) > 1:
            for session in self._sessions:
                if session.transport is not None:
                    session.transport.abort()  # type: ignore[attr-defined]  # a socket's has it
            await asyncio.sleep(0.001)


@contextmanager
def mail_server() -> Iterator[MailServer]:
    server = MailServer("127.0.0.1", free_port())
    controller = _Listening(server)
    controller.start()
    try:
        yield server
    finally:
        asyncio.run_coroutine_threadsafe(controller.hang_up(), controller.loop).result(10)
        controller.stop()
