package io.heddle;

/// The server is stopping, and a call that waits for the peer should no longer do so: the handler
/// is between two requests, or the time for what it is at is nearly over
/// ([ShutdownPlan#farewell()]).
///
/// It is thrown once for each of the two; later calls wait as usual, so that the handler may finish
/// what it is at, or say goodbye.
public final class DrainingException extends WaitEndedException {

    private static final long serialVersionUID = 1L;

    DrainingException(String message, long bytesTransferred) {
        super(message, null, bytesTransferred);
    }

    @Override
    DrainingException after(long bytesTransferred) {
        return new DrainingException(String.valueOf(getMessage()), bytesTransferred);
    }
}
