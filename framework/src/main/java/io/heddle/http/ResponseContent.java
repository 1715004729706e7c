package io.heddle.http;

import io.heddle.ConnectionHandler;
import java.io.IOException;
import java.nio.channels.FileChannel;

/// The content of an answer, or what comes instead of one.
sealed interface ResponseContent {

    /// A length that nobody knows beforehand.
    long UNKNOWN = -1;

    /// How many bytes, or [#UNKNOWN].
    long length();

    /// Gives back what it holds, written or not.
    default void close() throws IOException {}

    /// What is there already.
    final class Bytes implements ResponseContent {

        /// No content.
        static final Bytes NONE = new Bytes(new byte[0]);

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
    record Stream(long length, ContentWriter writer) implements ResponseContent {

        @Override
        public void close() throws IOException {
            writer.close();
        }
    }

    /// Part of a file, which the server closes.
    record FilePart(FileChannel file, long position, long length) implements ResponseContent {

        @Override
        public void close() throws IOException {
            file.close();
        }
    }

    /// No content: another protocol takes the connection over.
    record Upgrade(String protocol, ConnectionHandler handler) implements ResponseContent {

        @Override
        public long length() {
            return UNKNOWN;
        }
    }
}
