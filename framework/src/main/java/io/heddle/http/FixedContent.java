package io.heddle.http;

import java.io.IOException;

/// Content of a length that was said beforehand.
final class FixedContent extends Content {

    private final Source source;
    private final long length;
    private long left;

    FixedContent(Source source, long length) {
        this.source = source;
        this.length = length;
        this.left = length;
    }

    @Override
    public long length() {
        return length;
    }

    @Override
    boolean isComplete() {
        return left == 0;
    }

    @Override
    void answerBegins(boolean goesOn) throws IOException {
        source.answerBegins(goesOn && !isComplete());
    }

    @Override
    int readSome(byte[] target, int offset, int length) throws IOException {
        if (left == 0) {
            return -1;
        }
        int count = source.read(target, offset, (int) Math.min(length, left));
        if (count < 0) {
            throw new ContentException(
                    400, "the content ended " + left + " bytes before its length");
        }
        left -= count;
        return count;
    }

    @Override
    public int available() {
        return (int) Math.min(left, source.available());
    }
}
