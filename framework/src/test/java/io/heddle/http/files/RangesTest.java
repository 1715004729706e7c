package io.heddle.http.files;

import static io.heddle.http.files.ServedFiles.get;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.TestPeer;
import io.heddle.http.HttpServers;
import io.heddle.http.files.ServedFiles.Answer;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Parts of files ([RFC 9110 §14](https://www.rfc-editor.org/rfc/rfc9110#section-14)).
class RangesTest {

    private static final long THREE_GIB = 3L << 30;

    @TempDir private Path root;

    private StaticFiles files;

    @BeforeEach
    void makeFile() throws Exception {
        ServedFiles.file(root.resolve("a.txt"), "0123456789");
        files = StaticFiles.of(root);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-3, 0123, bytes 0-3/10",
        "bytes=8-, 89, bytes 8-9/10",
        "bytes=-1, 9, bytes 9-9/10",
        "bytes=0-, 0123456789, bytes 0-9/10",
    })
    void oneRangeIsPartOfTheFile(String field, String content, String range) throws Exception {
        Answer answer = get(files, "/a.txt", "Range: " + field);

        assertEquals(206, answer.status());
        assertEquals(content, answer.body());
        assertEquals(range, answer.field("Content-Range"));
        assertEquals(String.valueOf(content.length()), answer.field("Content-Length"));
        assertEquals("text/plain; charset=utf-8", answer.field("Content-Type"));
        assertEquals(get(files, "/a.txt").field("ETag"), answer.field("ETag"));
    }

    @Test
    void rangeThatIsNotThereIs416WithTheSize() throws Exception {
        Answer answer = get(files, "/a.txt", "Range: bytes=10-");

        assertEquals(416, answer.status());
        assertEquals("bytes */10", answer.field("Content-Range"));
    }

    @Test
    void severalRangesAreParts() throws Exception {
        Answer answer = get(files, "/a.txt", "Range: bytes=0-1,-2,4-5");

        String type = answer.field("Content-Type");
        String boundary = type.substring("multipart/byteranges; boundary=".length());
        String expected =
                """

                --B
                Content-Type: text/plain; charset=utf-8
                Content-Range: bytes 0-1/10

                01
                --B
                Content-Type: text/plain; charset=utf-8
                Content-Range: bytes 8-9/10

                89
                --B
                Content-Type: text/plain; charset=utf-8
                Content-Range: bytes 4-5/10

                45
                --B--
                """;
        assertEquals(206, answer.status());
        assertEquals(expected, answer.body().replace("\r\n", "\n").replace(boundary, "B"));
        assertEquals(String.valueOf(answer.body().length()), answer.field("Content-Length"));
        assertNull(answer.field("Content-Range"));
    }

    @Test
    void headAndEmptyFilesHaveNone() throws Exception {
        ServedFiles.file(root.resolve("empty"), "");

        Answer head = ServedFiles.ask(files, "HEAD", "/a.txt", "Range: bytes=0-1");
        Answer empty = get(files, "/empty", "Range: bytes=0-1");

        assertEquals(200, head.status());
        assertEquals("10", head.field("Content-Length"));
        assertEquals(200, empty.status());
    }

    @Test
    void severalFieldsAreIgnored() throws Exception {
        assertEquals(200, get(files, "/a.txt", "Range: bytes=0-1", "Range: bytes=2-3").status());
    }

    @Test
    void answersAfterARangeAreWhole() throws Exception {
        byte[] both =
                HttpServers.wire(
                        """
                        GET /a.txt HTTP/1.1
                        Host: a
                        Range: bytes=0-1,4-5

                        GET /a.txt HTTP/1.1
                        Host: a

                        """);

        String answers = HttpServers.served(files, both);

        assertEquals("206 200", HttpServers.statuses(answers));
        assertTrue(answers.endsWith("\r\n\r\n0123456789"), answers);
    }

    @Test
    void partsOfAFileOfMoreThanTwoGibibytesAreFound() throws Exception {
        Path big = root.resolve("big.bin");
        try (var channel =
                FileChannel.open(
                        big,
                        StandardOpenOption.CREATE_NEW,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.SPARSE)) {
            channel.write(ByteBuffer.wrap("the end".getBytes(ISO_8859_1)), THREE_GIB - 7);
        }
        ServedFiles.settled(big);

        Answer head = ServedFiles.ask(files, "HEAD", "/big.bin");
        Answer end = get(files, "/big.bin", "Range: bytes=" + (THREE_GIB - 3) + "-");
        Answer suffix = get(files, "/big.bin", "Range: bytes=-7");
        Answer parts = get(files, "/big.bin", "Range: bytes=0-0,-7");

        assertEquals(String.valueOf(THREE_GIB), head.field("Content-Length"));
        assertEquals("end", end.body());
        assertEquals("the end", suffix.body());
        assertEquals("bytes 3221225465-3221225471/3221225472", suffix.field("Content-Range"));
        assertTrue(parts.body().contains("\r\n\r\nthe end\r\n--"), parts.body());
    }

    @Test
    void partsComeOverSocketsAsTheyAre() throws Exception {
        var bytes = new byte[300_000];
        new Random(9).nextBytes(bytes);
        ServedFiles.file(root.resolve("r.bin"), bytes);
        try (var server = HttpServers.start(files);
                var peer = TestPeer.connect(server.server())) {
            peer.send(
                    ServedFiles.request(
                            "GET", "/r.bin", "Range: bytes=100-200099", "Connection: close"));

            Answer one = Answer.of(new String(peer.receiveAll(), ISO_8859_1));

            assertEquals(206, one.status());
            assertEquals(new String(bytes, 100, 200_000, ISO_8859_1), one.body());
        }
        Answer several = get(files, "/r.bin", "Range: bytes=0-99999,-100000");
        assertTrue(several.body().contains(new String(bytes, 0, 100_000, ISO_8859_1)));
        assertTrue(several.body().contains(new String(bytes, 200_000, 100_000, ISO_8859_1)));
        assertFalse(several.body().contains(new String(bytes, 100_000, 100, ISO_8859_1)));
    }
}
