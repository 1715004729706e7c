package io.heddle.http;

import java.io.IOException;
import java.io.OutputStream;

/// The content of an answer, compressed while it is written.
///
/// @param writer of the content as it is
record GzipWriter(ResponseContent plain, ContentWriter writer, int level) implements ContentWriter {

    /// @param plain no upgrade
    static GzipWriter of(ResponseContent plain, int level) {
        ContentWriter writer =
                switch (plain) {
                    case ResponseContent.Bytes bytes -> output -> output.write(bytes.bytes());
                    case ResponseContent.Stream stream -> stream.writer();
                    case ResponseContent.FilePart part ->
                            ContentWriter.ofFile(part.file(), part.position(), part.length());
                    case ResponseContent.Upgrade upgrade ->
                            throw new IllegalArgumentException(
                                    upgrade.protocol() + " is no content");
                };
        return new GzipWriter(plain, writer, level);
    }

    @Override
    public void writeTo(OutputStream output) throws IOException {
        var gzip = new GzipOutput(output, level);
        try {
            writer.writeTo(gzip);
            gzip.end();
            if (plain.length() >= 0 && gzip.written() != plain.length()) {
                throw new IllegalStateException(
                        "content must be %d bytes, was %d"
                                .formatted(plain.length(), gzip.written()));
            }
        } finally {
            gzip.release();
        }
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }
}
