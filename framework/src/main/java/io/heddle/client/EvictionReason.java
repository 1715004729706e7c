package io.heddle.client;

/// Why a connection of a [ConnectionPool] was closed.
public enum EvictionReason {
    /// Nobody has used it for [PoolConfig#maxIdle()].
    IDLE,
    /// It was as old as connections may be ([PoolConfig#maxAge()]).
    AGE,
    /// Another target needed its place, of [PoolConfig#maxConnections()].
    ROOM,
    /// When it was about to be lent it was not fit for it any more: its peer had left, or had said
    /// something unasked.
    STALE,
    /// When it was given back it was not fit for anybody else: something was unread, say.
    UNFIT,
    /// It was not given back: its lease was closed, or what was done with it failed.
    DROPPED,
    /// The pool was closed.
    CLOSED
}
