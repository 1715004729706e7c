package io.heddle;

import org.jspecify.annotations.Nullable;

/// A [Deadline] is over; [#deadline()] says which of those that were in force.
public final class DeadlineExceededException extends WaitEndedException {

    private static final long serialVersionUID = 1L;

    private final transient Deadline deadline;

    DeadlineExceededException(
            String message, Deadline deadline, @Nullable Throwable cause, long bytesTransferred) {
        super(message, cause, bytesTransferred);
        this.deadline = deadline;
    }

    /// The one that expired: of nested ones the nearest in time.
    public Deadline deadline() {
        return deadline;
    }

    @Override
    DeadlineExceededException after(long bytesTransferred) {
        return new DeadlineExceededException(
                String.valueOf(getMessage()), deadline, getCause(), bytesTransferred);
    }
}
