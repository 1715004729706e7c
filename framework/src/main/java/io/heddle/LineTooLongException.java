package io.heddle;

/// A line is longer than the reader allows. Where the next one begins is unknown, so nothing
/// sensible can be read any more.
public final class LineTooLongException extends HeddleException {

    private static final long serialVersionUID = 1L;

    LineTooLongException(int maxBytes) {
        super("line of more than " + maxBytes + " bytes");
    }
}
