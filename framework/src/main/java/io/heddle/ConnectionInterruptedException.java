package io.heddle;

/// The thread that reads or writes, or waits in another call of Heddle's, for a permit of a
/// [WorkLimit] say, is interrupted. Its interrupt status is still set: clear it with
/// `Thread.interrupted()` and go on.
public final class ConnectionInterruptedException extends WaitEndedException {

    private static final long serialVersionUID = 1L;

    ConnectionInterruptedException(String message, long bytesTransferred) {
        super(message, null, bytesTransferred);
    }

    @Override
    ConnectionInterruptedException after(long bytesTransferred) {
        return new ConnectionInterruptedException(String.valueOf(getMessage()), bytesTransferred);
    }
}
