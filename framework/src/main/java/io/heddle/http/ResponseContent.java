package io.heddle.http;

/// The content of an answer.
sealed interface ResponseContent {

    /// A length that nobody knows beforehand.
    long UNKNOWN = -1;

    /// No content.
    ResponseContent EMPTY = new Bytes(new byte[0]);

    /// How many bytes, or [#UNKNOWN].
    long length();

    /// What is there already.
    final class Bytes implements ResponseContent {

        private final byte[] bytes;

        /// @param bytes not copied
        Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }

        @Override
        public long length() {
            return bytes.length;
        }
    }

    /// What is made as it is written.
    record Stream(long length, ContentWriter writer) implements ResponseContent {}
}
