package io.heddle.loadtest.wire;

/// What targets and client agree on for UDP: a request is one datagram, and so is its reply.
public final class Datagrams {
    /// The largest that is sent and that every target takes: more than a frame of Ethernet holds,
    /// and what Netty makes room for unless it is told otherwise.
    public static final int LARGEST_BYTES = 2048;

    private Datagrams() {}
}
