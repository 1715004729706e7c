package io.heddle.http;

/// The content of a request that has none.
final class NoContent extends Content {

    static final NoContent INSTANCE = new NoContent();

    private NoContent() {}

    @Override
    public long length() {
        return 0;
    }

    @Override
    boolean isComplete() {
        return true;
    }

    @Override
    int readSome(byte[] target, int offset, int length) {
        return -1;
    }
}
