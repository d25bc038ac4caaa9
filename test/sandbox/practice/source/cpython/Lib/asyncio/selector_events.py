@@ file asyncio
"""Practice stand-in for the event loop on top of selectors."""

import collections
@@ if writelines
import itertools
import os
@@ end
import selectors
import socket

__all__ = ("BaseSelectorEventLoop",)
@@ if writelines

_HAS_SENDMSG = hasattr(socket.socket, "sendmsg")
SC_IOV_MAX = os.sysconf("SC_IOV_MAX") if _HAS_SENDMSG else 0
@@ end


class BaseSelectorEventLoop:
    """Watches file descriptors and calls what waits for them."""

    def __init__(self, selector=None):
        self._selector = selector or selectors.DefaultSelector()
        self._ready = collections.deque()
        self._transports = {}

    def call_soon(self, callback, *args):
        self._ready.append((callback, args))

    def _add_reader(self, fd, callback, *args):
        self._selector.register(fd, selectors.EVENT_READ, (callback, args))

    def _add_writer(self, fd, callback, *args):
        self._selector.register(fd, selectors.EVENT_WRITE, (callback, args))

    def _remove_writer(self, fd):
        self._selector.unregister(fd)

    def _process_events(self, event_list):
        for key, _ in event_list:
            callback, args = key.data
            self.call_soon(callback, *args)

    def _make_socket_transport(self, sock, protocol):
        return _SelectorSocketTransport(self, sock, protocol)


class _SelectorTransport:
    """What stream and datagram transports have in common."""

    max_size = 256 * 1024

    def __init__(self, loop, sock, protocol):
        self._loop = loop
        self._sock = sock
        self._sock_fd = sock.fileno()
        self._protocol = protocol
        self._closing = False
        self._paused_writing = False
        self._conn_lost = 0
        self._high_water = 64 * 1024
        self._low_water = 16 * 1024
@@ if writelines
        self._buffer = collections.deque()
@@ else
        self._buffer = bytearray()
@@ end
        loop._transports[self._sock_fd] = self

    def set_write_buffer_limits(self, high=None, low=None):
        self._high_water = 64 * 1024 if high is None else high
        self._low_water = self._high_water // 4 if low is None else low

    def get_write_buffer_size(self):
@@ if writelines
        return sum(map(len, self._buffer))
@@ else
        return len(self._buffer)
@@ end

    def _maybe_pause_protocol(self):
        """Tell the protocol to wait once the buffer is above its mark."""
        if self.get_write_buffer_size() <= self._high_water:
            return
        if not self._paused_writing:
            self._paused_writing = True
            self._protocol.pause_writing()

    def _maybe_resume_protocol(self):
        if self._paused_writing and self.get_write_buffer_size() <= self._low_water:
            self._paused_writing = False
            self._protocol.resume_writing()

    def _fatal_error(self, exc, message="Fatal error on transport"):
        self._conn_lost += 1
        self._buffer.clear()
        self._loop.call_soon(self._protocol.connection_lost, exc)


class _SelectorSocketTransport(_SelectorTransport):
    """Transport of a stream socket."""

    def __init__(self, loop, sock, protocol):
        super().__init__(loop, sock, protocol)
@@ if writelines
        self._write_ready = self._write_sendmsg if _HAS_SENDMSG else self._write_send
@@ end
        self._loop.call_soon(self._protocol.connection_made, self)
        self._loop.call_soon(self._loop._add_reader, self._sock_fd, self._read_ready)

    def _read_ready(self):
        try:
            data = self._sock.recv(self.max_size)
        except (BlockingIOError, InterruptedError):
            return
        except OSError as exc:
            self._fatal_error(exc, "Fatal read error on socket transport")
            return
        if data:
            self._protocol.data_received(data)
        else:
            self._protocol.eof_received()

    def write(self, data):
        """Send now what the socket takes; keep the rest."""
        if not data:
            return
        if not self._buffer:
            try:
                sent = self._sock.send(data)
            except (BlockingIOError, InterruptedError):
                sent = 0
            data = memoryview(data)[sent:]
            if not data:
                return
            self._loop._add_writer(self._sock_fd, self._write_ready)
@@ if writelines
        self._buffer.append(data)
@@ else
        self._buffer.extend(data)
@@ end
        self._maybe_pause_protocol()

@@ if writelines
    def _get_sendmsg_buffer(self):
        return itertools.islice(self._buffer, SC_IOV_MAX)

    def _write_sendmsg(self):
        """Send many pieces in one call."""
        try:
            nbytes = self._sock.sendmsg(self._get_sendmsg_buffer())
        except (BlockingIOError, InterruptedError):
            return
        except OSError as exc:
            self._fatal_error(exc, "Fatal write error on socket transport")
            return
        self._adjust_leftover_buffer(nbytes)
        self._maybe_resume_protocol()
        if not self._buffer:
            self._loop._remove_writer(self._sock_fd)

    def _adjust_leftover_buffer(self, nbytes):
        while nbytes:
            piece = self._buffer.popleft()
            if len(piece) > nbytes:
                self._buffer.appendleft(piece[nbytes:])
                return
            nbytes -= len(piece)

    def _write_send(self):
        piece = self._buffer.popleft()
        sent = self._sock.send(piece)
        if sent != len(piece):
            self._buffer.appendleft(piece[sent:])

    def writelines(self, list_of_data):
        """Queue many pieces at once."""
        if self._closing:
            raise RuntimeError("cannot write to a closing transport")
        if not list_of_data:
            return
        self._buffer.extend([memoryview(data) for data in list_of_data])
        self._write_ready()
        # What could not be sent waits for the socket.
        if self._buffer:
            self._loop._add_writer(self._sock_fd, self._write_ready)
@@ if writelines-pause
            self._maybe_pause_protocol()
@@ end
@@ else
    def _write_ready(self):
        sent = self._sock.send(self._buffer)
        del self._buffer[:sent]
        self._maybe_resume_protocol()
        if not self._buffer:
            self._loop._remove_writer(self._sock_fd)
@@ end

    def close(self):
        self._closing = True
        self._loop._transports.pop(self._sock_fd, None)
