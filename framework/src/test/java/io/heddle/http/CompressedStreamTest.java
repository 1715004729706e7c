package io.heddle.http;

import static io.heddle.http.Gzipped.body;
import static io.heddle.http.Gzipped.unchunked;
import static io.heddle.http.Gzipped.unzipped;
import static io.heddle.http.HttpServers.served;
import static io.heddle.http.HttpServers.wire;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.TestPeer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Content that is compressed as it is written.
class CompressedStreamTest {

    private static final String TEXT = "the same again and again. ".repeat(200);

    private static String ask(String method, HttpHandler handler) throws Exception {
        return CompressionTest.ask(Compression.DEFAULT, method, handler, "Accept-Encoding: gzip");
    }

    @Test
    void fileIsCompressedAndClosed(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("a"), TEXT.repeat(100));
        List<FileChannel> opened = new ArrayList<>();
        HttpHandler handler =
                _ -> {
                    opened.add(FileChannel.open(file, StandardOpenOption.READ));
                    return Response.file("text/plain", opened.getLast(), 10, Files.size(file) - 10);
                };

        String get = ask("GET", handler);
        ask("HEAD", handler);

        assertEquals(
                TEXT.repeat(100).substring(10), new String(unzipped(unchunked(body(get))), UTF_8));
        assertEquals(2, opened.size());
        assertTrue(opened.stream().noneMatch(FileChannel::isOpen));
    }

    @Test
    void anyWritesComeBackAsTheyWere() throws Exception {
        var bytes = new byte[300_000];
        var random = new Random(3);
        random.nextBytes(bytes);
        Arrays.fill(bytes, 100_000, 200_000, (byte) 'a');
        HttpHandler handler =
                _ ->
                        Response.stream(
                                "text/plain",
                                output -> {
                                    int at = 0;
                                    while (at < bytes.length) {
                                        int step =
                                                Math.min(bytes.length - at, random.nextInt(20_000));
                                        output.write(bytes, at, step);
                                        at += step;
                                        if (at < bytes.length) {
                                            output.write(bytes[at++]);
                                        }
                                        if (random.nextInt(10) == 0) {
                                            output.flush();
                                            output.flush();
                                        }
                                    }
                                });

        String answer = ask("GET", handler);
        String empty = ask("GET", _ -> Response.stream("text/plain", _ -> {}));

        assertArrayEquals(bytes, unzipped(unchunked(body(answer))));
        assertArrayEquals(new byte[0], unzipped(unchunked(body(empty))));
    }

    @Test
    void whatWasFlushedHasArrived() throws Exception {
        var arrived = new CountDownLatch(1);
        HttpHandler handler =
                _ ->
                        Response.stream(
                                "text/plain",
                                output -> {
                                    output.write("first".getBytes(UTF_8));
                                    output.flush();
                                    try {
                                        arrived.await();
                                    } catch (InterruptedException e) {
                                        throw new IOException(e);
                                    }
                                    output.write("second".getBytes(UTF_8));
                                });
        try (var server = HttpServers.start(Compression.DEFAULT.around(handler));
                var peer = TestPeer.connect(server.server())) {
            peer.send(
                    wire(
                            """
                            GET / HTTP/1.1
                            Host: a
                            Accept-Encoding: gzip
                            Connection: close

                            """));
            var head = new StringBuilder();
            while (head.indexOf("\r\n\r\n") < 0) {
                head.append((char) peer.receive(1)[0]);
            }
            var size = new StringBuilder();
            while (size.indexOf("\r\n") < 0) {
                size.append((char) peer.receive(1)[0]);
            }
            byte[] chunk = peer.receive(Integer.parseInt(size.toString().strip(), 16));

            var text = new byte[100];
            var inflater = new Inflater(true);
            inflater.setInput(chunk, 10, chunk.length - 10);
            int count = inflater.inflate(text);
            inflater.end();
            arrived.countDown();

            assertEquals("first", new String(text, 0, count, UTF_8));
            assertTrue(peer.receiveAll().length > 0);
        }
    }

    @Test
    void streamOfKnownLengthMustStillHaveIt() throws Exception {
        List<Throwable> failures = new ArrayList<>();
        HttpConfig config = HttpServers.config(failures);
        HttpHandler handler =
                Compression.DEFAULT.around(
                        _ -> Response.stream("text/plain", 5000, output -> output.write('a')));

        served(config, handler, wire("GET / HTTP/1.1\nHost: a\nAccept-Encoding: gzip\n\n"));

        assertEquals("content must be 5000 bytes, was 1", failures.getFirst().getMessage());
    }
}
