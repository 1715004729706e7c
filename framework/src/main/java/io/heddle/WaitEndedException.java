package io.heddle;

import org.jspecify.annotations.Nullable;

/// A call that had to wait gave up. **The connection stays usable**, and no byte is lost: what a
/// read had taken from the socket is read again by the next one, and where that is not possible,
/// because the bytes are gone already (skipped, written, handed to another stream),
/// [#bytesTransferred()] says how many they were.
public abstract sealed class WaitEndedException extends HeddleException
        permits ConnectionInterruptedException,
                ConnectionTimedOutException,
                DeadlineExceededException,
                DrainingException {

    private static final long serialVersionUID = 1L;

    private final transient long bytesTransferred;

    WaitEndedException(String message, @Nullable Throwable cause, long bytesTransferred) {
        super(message, cause);
        this.bytesTransferred = bytesTransferred;
    }

    /// How many bytes the call had written, skipped or copied, 0 or more. What a read had taken is
    /// not among them.
    public long bytesTransferred() {
        return bytesTransferred;
    }

    /// The same of a larger call, which had passed on that many bytes.
    abstract WaitEndedException after(long bytesTransferred);
}
