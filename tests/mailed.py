"""A small mail server on loopback: it says what RFC 5321 asks for and keeps the letters; `refusals` are told first, one a letter."""

import socketserver
import threading
from collections.abc import Iterable
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Self


class MailServer:
    """Start it with `with`."""

    def __init__(self, refusals: Iterable[bytes] = ()) -> None:
        self.letters: list[EmailMessage] = []
        self.logins: list[str] = []
        refusing, kept, logins = list(refusals), self.letters, self.logins

        class Talk(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                self.wfile.write(b"220 loopback\r\n")
                while line := self.rfile.readline():
                    verb = line[:4].upper()
                    if verb == b"EHLO":
                        self.wfile.write(b"250-loopback\r\n250 AUTH PLAIN\r\n")
                    elif verb == b"AUTH":
                        logins.append(line.decode().split()[-1])
                        self.wfile.write(b"235 welcome\r\n")
                    elif verb == b"DATA":
                        self.wfile.write(b"354 go on\r\n")
                        text = b"".join(iter(self.rfile.readline, b".\r\n"))
                        if refusing:
                            self.wfile.write(refusing.pop(0) + b"\r\n")
                        else:
                            kept.append(message_from_bytes(text, policy=policy.default))
                            self.wfile.write(b"250 kept\r\n")
                    elif verb == b"QUIT":
                        self.wfile.write(b"221 bye\r\n")
                        return
                    else:
                        self.wfile.write(b"250 ok\r\n")

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk)
        self._server.daemon_threads = True
        self.address = f"127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._server.shutdown()
        self._server.server_close()
