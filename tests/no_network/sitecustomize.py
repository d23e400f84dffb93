"""On PYTHONPATH, refuses every connection beyond this machine; the kernel's own
sockets, on loopback, are left alone.
"""

import socket

_HERE = {"localhost", "127.0.0.1", "::1", "", None}
_connect, _lookup = socket.socket.connect, socket.getaddrinfo


def connect(self, address):
    if isinstance(address, tuple) and address[0] not in _HERE:
        raise OSError(f"the network is blocked in this test: {address[0]}")
    return _connect(self, address)


def getaddrinfo(host, *rest, **named):
    if (host.decode() if isinstance(host, bytes) else host) not in _HERE:
        raise OSError(f"the network is blocked in this test: {host}")
    return _lookup(host, *rest, **named)


socket.socket.connect, socket.getaddrinfo = connect, getaddrinfo
