package io.heddle;

/// A [WorkLimit] has no room: the work was not begun. Nothing else has happened; the connection is
/// as it was, and can be told to come back later.
public final class OverloadedException extends HeddleException {

    private static final long serialVersionUID = 1L;

    private final transient WorkLimit limit;
    private final boolean hasWaited;

    OverloadedException(String message, WorkLimit limit, boolean hasWaited) {
        super(message);
        this.limit = limit;
        this.hasWaited = hasWaited;
    }

    /// The one that has no room.
    public WorkLimit limit() {
        return limit;
    }

    /// Whether it waited in the queue until its patience was over; false if the queue was full, or
    /// there is none.
    public boolean hasWaited() {
        return hasWaited;
    }
}
