package io.heddle.icmp;

/// How a process gets at ICMP.
public enum IcmpAccess {
    /// By an unprivileged ping socket, which sees the replies to its own requests and nothing else.
    PING_SOCKET,
    /// By a raw socket, which sees the ICMP messages of all processes, and takes its own.
    RAW_SOCKET,
    /// Not at all.
    NONE
}
