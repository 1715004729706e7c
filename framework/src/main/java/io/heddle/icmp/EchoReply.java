package io.heddle.icmp;

import java.net.InetAddress;
import java.time.Duration;

/// The reply to an echo request, from the target itself.
///
/// @param target who was asked, and has answered
/// @param sequence the number of the request
/// @param bytes how long the ICMP message was, its header of 8 bytes included
/// @param ttl how many more routers it might have passed, 1 to 255; 0 if the system did not say
/// @param roundTrip from sending to receiving, in monotonic time
public record EchoReply(InetAddress target, int sequence, int bytes, int ttl, Duration roundTrip)
        implements PingOutcome {}
