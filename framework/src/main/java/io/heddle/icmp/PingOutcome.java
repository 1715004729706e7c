package io.heddle.icmp;

import java.net.InetAddress;

/// What became of an echo request: a reply, an error that somebody on the way reported, or nothing.
public sealed interface PingOutcome permits EchoReply, IcmpError, NoReply {

    /// Whom the request was sent to.
    InetAddress target();

    /// Its number, 1 to 65535, then from 1 on again.
    int sequence();
}
