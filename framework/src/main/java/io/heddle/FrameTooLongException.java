package io.heddle;

/// A frame is longer than its limit. When it was to be read, nothing sensible can be read any more;
/// when it was to be written, nothing of it was.
public final class FrameTooLongException extends HeddleException {

    private static final long serialVersionUID = 1L;

    /// @param bytes how long it is
    /// @param limit how long it may be
    public FrameTooLongException(long bytes, long limit) {
        super("frame of " + bytes + " bytes, limit " + limit);
    }

    /// Of a frame whose length nobody knows yet.
    FrameTooLongException(long limit) {
        super("frame of more than " + limit + " bytes");
    }
}
