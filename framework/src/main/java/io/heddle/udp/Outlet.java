package io.heddle.udp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/// By what datagrams go out.
interface Outlet {

    /// Sends the bytes that remain in the buffer as one datagram; waits if the system has no room.
    void send(ByteBuffer payload, InetSocketAddress peer) throws IOException;

    /// Where it is bound.
    InetSocketAddress address();
}
