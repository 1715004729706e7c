package io.heddle.icmp;

import java.net.InetAddress;
import java.time.Duration;

/// Nothing has come in time: the request, or the reply, is lost or late. A late one is dropped.
///
/// @param target who was asked
/// @param sequence the number of the request
/// @param timeout how long the reply was waited for
public record NoReply(InetAddress target, int sequence, Duration timeout) implements PingOutcome {}
