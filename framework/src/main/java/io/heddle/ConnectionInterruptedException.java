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

    /// How many bytes the interrupted call had read or written, 0 or more. Bytes that a call on the
    /// input had read are not lost: the next call returns them first.
    public long bytesTransferred() {
        return bytesTransferred;
    }
}
