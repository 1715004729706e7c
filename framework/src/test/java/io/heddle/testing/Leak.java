package io.heddle.testing;

/// What a test must not do to those that come after it.
public enum Leak {
    /// A live thread, platform or virtual, that was not there before. A connection that holds its
    /// permit is one of them: its thread is named `connection-` and a number.
    THREAD,
    /// An open socket, pipe or selector that was not there before. Looked for on Linux only.
    DESCRIPTOR,
    /// A carrier kept busy for 20 ms or more by a virtual thread that waits.
    PINNED_CARRIER
}
