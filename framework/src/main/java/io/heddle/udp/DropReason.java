package io.heddle.udp;

/// Why a datagram that was received reached no handler. What the system itself drops, because its
/// own buffer is full say, is not among these; `ss -u -a -m` shows it.
public enum DropReason {
    /// All handlers are busy and the queue before them is full ([DatagramLimits#queue()]). It is
    /// the newest that is dropped: what waits is served.
    QUEUE_FULL,
    /// The session has as many datagrams unread as it may ([DatagramLimits#mailbox()]). It is the
    /// newest that is dropped.
    MAILBOX_FULL,
    /// As many bytes wait, in the queue and in all mailboxes, as may
    /// ([DatagramLimits#waitingBytes()]). It is the newest that is dropped.
    TOO_MANY_BYTES,
    /// There are as many sessions as may be ([DatagramLimits#sessions()]), and its peer has none.
    TOO_MANY_SESSIONS,
    /// It is longer than [DatagramLimits#datagramBytes()]. No part of it is handed out.
    TOO_LONG,
    /// Too many have come from its network lately ([DatagramLimits#perSource()]).
    RATE_EXCEEDED,
    /// The server is stopping.
    DRAINING,
    /// It was still unread when its session ended.
    UNREAD
}
