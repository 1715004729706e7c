package io.heddle;

import org.jspecify.annotations.Nullable;

/// There is no room, of a [WorkLimit] or a pool of connections: the work was not begun. Nothing
/// else has happened; the connection is as it was, and can be told to come back later.
public final class OverloadedException extends HeddleException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable WorkLimit limit;
    private final boolean hasWaited;

    OverloadedException(String message, WorkLimit limit, boolean hasWaited) {
        super(message);
        this.limit = limit;
        this.hasWaited = hasWaited;
    }

    /// For others who have so much room and no more.
    ///
    /// @param message who has no room, how much there is, and who has it
    /// @param hasWaited whether the caller was in line until its time was over
    public OverloadedException(String message, boolean hasWaited) {
        super(message);
        this.limit = null;
        this.hasWaited = hasWaited;
    }

    /// The one that has no room; null if it is not a [WorkLimit].
    public @Nullable WorkLimit limit() {
        return limit;
    }

    /// Whether it waited in the queue until its patience was over; false if the queue was full, or
    /// there is none.
    public boolean hasWaited() {
        return hasWaited;
    }
}
