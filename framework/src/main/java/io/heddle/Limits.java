package io.heddle;

/// How much a server takes on. Limits hold for the **whole server**, all listeners together.
///
/// @param maxConnections how many connections may be open at once, at least 1; exact. At the limit
///   new peers wait in the backlog of the kernel. The default is 65,536; [#UNLIMITED] leaves it to
///   the descriptors
public record Limits(int maxConnections) {

    /// No limit of our own.
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /// The limits of a server that sets none.
    public static final Limits DEFAULT = new Limits(65_536);

    /// @throws IllegalArgumentException if a limit is below its least value
    public Limits {
        new Problems().atLeast("maxConnections", 1, maxConnections).throwIfAny();
    }

    /// A copy with another limit of open connections, at least 1.
    public Limits withMaxConnections(int maxConnections) {
        return new Limits(maxConnections);
    }
}
