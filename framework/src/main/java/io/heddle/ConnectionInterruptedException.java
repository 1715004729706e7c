package io.heddle;

/// The thread that reads or writes is interrupted. Its interrupt status is still set, and **the
/// connection stays usable**: clear the status with `Thread.interrupted()` and go on.
public final class ConnectionInterruptedException extends HeddleException {

    private static final long serialVersionUID = 1L;

    private final transient long bytesTransferred;

    ConnectionInterruptedException(String message, long bytesTransferred) {
        super(message);
        this.bytesTransferred = bytesTransferred;
    }

    /// The same of a larger call, which had passed on that many bytes.
    ConnectionInterruptedException after(long bytesTransferred) {
        return new ConnectionInterruptedException(String.valueOf(getMessage()), bytesTransferred);
    }

    /// How many bytes the interrupted call had written, skipped or copied, 0 or more. What another
    /// read had taken is not among them: the next read returns it first.
    public long bytesTransferred() {
        return bytesTransferred;
    }
}
