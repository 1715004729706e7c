package io.heddle.http;

import static io.heddle.http.HttpServers.served;
import static io.heddle.http.HttpServers.wire;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentWriterTest {

    private static final int BYTES = 200_000;

    @TempDir private Path directory;

    private static final class Closing implements ContentWriter {

        private int closed;

        @Override
        public void writeTo(OutputStream output) throws IOException {
            output.write("hello".getBytes(ISO_8859_1));
        }

        @Override
        public void close() {
            closed++;
        }
    }

    @Test
    void isClosedOnceWhetherItWasWrittenOrNot() throws Exception {
        var writer = new Closing();
        HttpHandler handler = _ -> Response.stream("text/plain", writer);

        served(handler, wire("GET / HTTP/1.1\nHost: a\n\n"));
        int afterGet = writer.closed;
        served(handler, wire("HEAD / HTTP/1.1\nHost: a\n\n"));

        assertEquals(1, afterGet);
        assertEquals(2, writer.closed);
    }

    @Test
    void partOfAFileIsWritten() throws Exception {
        var bytes = new byte[BYTES];
        new Random(8).nextBytes(bytes);
        try (FileChannel file = file(bytes)) {
            var output = new ByteArrayOutputStream();

            ContentWriter.ofFile(file, 7, 150_000).writeTo(output);
            ContentWriter.ofFile(file, BYTES, 0).writeTo(output);

            assertArrayEquals(Arrays.copyOfRange(bytes, 7, 150_007), output.toByteArray());
        }
    }

    @Test
    void fileThatIsTooShortFails() throws Exception {
        try (FileChannel file = file(new byte[10])) {
            var ended =
                    assertThrows(
                            EOFException.class,
                            () ->
                                    ContentWriter.ofFile(file, 5, 7)
                                            .writeTo(OutputStream.nullOutputStream()));

            assertEquals("file ended after 5 of 7 bytes", ended.getMessage());
        }
    }

    @Test
    void interruptLeavesTheFileOpenAndIsKept() throws Exception {
        try (FileChannel file = file(new byte[BYTES])) {
            Thread.currentThread().interrupt();

            ContentWriter.ofFile(file, 0, BYTES).writeTo(OutputStream.nullOutputStream());

            assertTrue(Thread.interrupted());
            assertTrue(file.isOpen());
        }
    }

    private FileChannel file(byte[] bytes) throws IOException {
        Path file = Files.write(directory.resolve("file"), bytes);
        return FileChannel.open(file, StandardOpenOption.READ);
    }
}
