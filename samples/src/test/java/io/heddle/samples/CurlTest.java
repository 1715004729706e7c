package io.heddle.samples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `showcase`, asked by curl.
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "its curl is another one")
class CurlTest {

    private static final int LARGE = 5_000_000;

    @TempDir private static Path folder;

    private static Tool curl;
    private static Showcase showcase;
    private static Path large;

    @BeforeAll
    static void start() throws Exception {
        curl = Tool.required("curl");
        large = folder.resolve("large");
        var bytes = new byte[LARGE];
        new Random(7).nextBytes(bytes);
        Files.write(large, bytes);
        showcase =
                Showcase.start(
                        "--http=0",
                        "--https=0",
                        "--http-proxied=0",
                        "--http-unix=" + folder.resolve("http"));
    }

    @AfterAll
    static void stop() throws Exception {
        if (showcase != null) {
            showcase.close();
        }
    }

    @Test
    void oneConnectionServesSeveralRequests() throws Exception {
        String url = showcase.url("/plaintext");

        String connects = asked("-w", " %{num_connects}\n", url, url, url).output();

        assertEquals("Hello, World! 1\nHello, World! 0\nHello, World! 0\n", connects);
    }

    @Test
    void aHeadHasTheFieldsAndNoContent() throws Exception {
        String head = asked("--head", showcase.url("/json")).output();

        assertSays(head, "HTTP/1.1 200 OK", "Content-Type: application/json", "Content-Length: 27");
        assertTrue(head.endsWith("\r\n\r\n"), head);
    }

    @Test
    void anUploadInChunksComesBack() throws Exception {
        var echoed =
                asked(
                        "-H",
                        "Transfer-Encoding: chunked",
                        "--data-binary",
                        "@" + large,
                        showcase.url("/echo"));

        assertArrayEquals(Files.readAllBytes(large), echoed.bytes());
    }

    @Test
    void anUploadOfAKnownLengthComesBack() throws Exception {
        var echoed = asked("-T", large.toString(), showcase.url("/echo"));

        assertArrayEquals(Files.readAllBytes(large), echoed.bytes());
    }

    @Test
    void anUploadIsAskedForIfItsSenderWaits() throws Exception {
        var echoed =
                asked(
                        "-v",
                        "-H",
                        "Expect: 100-continue",
                        "--expect100-timeout",
                        "50", // longer than the test's patience: it must be asked for
                        "--data-binary",
                        "@" + large,
                        showcase.url("/echo"));

        assertArrayEquals(Files.readAllBytes(large), echoed.bytes());
        assertSays(echoed.errors(), "< HTTP/1.1 100 Continue", "< HTTP/1.1 200 OK");
    }

    @Test
    void anUploadThatIsTooLargeIsRefusedBeforeItIsSent() throws Exception {
        Path tooLarge = folder.resolve("too-large");
        try (var file = new RandomAccessFile(tooLarge.toFile(), "rw")) {
            file.setLength((16 << 20) + 1);
        }

        var refused =
                asked(
                        "-H",
                        "Expect: 100-continue",
                        "--expect100-timeout",
                        "50",
                        "-o",
                        folder.resolve("answer").toString(),
                        "-w",
                        "%{http_code} %{size_upload}",
                        "--data-binary",
                        "@" + tooLarge,
                        showcase.url("/echo"));

        assertEquals("413 0", refused.output());
    }

    @Test
    void anOldClientGetsTheOldVersionsWays() throws Exception {
        String closing = asked("--http1.0", "-i", showcase.url("/plaintext")).output();
        String kept =
                asked("--http1.0", "-i", "-H", "Connection: keep-alive", showcase.url("/plaintext"))
                        .output();

        assertSays(closing, "HTTP/1.1 200 OK", "Connection: close", "Hello, World!");
        assertSays(kept, "HTTP/1.1 200 OK", "Connection: keep-alive", "Hello, World!");
    }

    @Test
    void anyMethodIsEchoed() throws Exception {
        for (String method : List.of("GET", "PUT", "PATCH", "DELETE", "OPTIONS", "BREW")) {
            String echoed = asked("-X", method, "-d", method, showcase.url("/")).output();

            assertEquals(method, echoed);
        }
    }

    @Test
    void aMethodWithoutARouteIsRefused() throws Exception {
        String answer = asked("-i", "-X", "DELETE", showcase.url("/json")).output();

        assertSays(answer, "HTTP/1.1 405 Method Not Allowed", "Allow: GET, HEAD, OPTIONS");
    }

    @Test
    void whatIsBigArrivesWhole() throws Exception {
        var big = asked(showcase.url("/big?bytes=" + LARGE));

        assertEquals(LARGE, big.bytes().length);
    }

    @Test
    void textIsCompressedForWhoAcceptsThat() throws Exception {
        Path content = folder.resolve("decompressed");
        Path head = folder.resolve("head");

        String transferred =
                asked(
                                "--compressed",
                                "-o",
                                content.toString(),
                                "-D",
                                head.toString(),
                                "-w",
                                "%{size_download}",
                                showcase.url("/big?bytes=" + LARGE))
                        .output();

        assertEquals(LARGE, Files.size(content));
        assertTrue(Integer.parseInt(transferred) < LARGE / 10, transferred);
        assertSays(Files.readString(head), "Content-Encoding: gzip");
    }

    @Test
    void aFormWithFilesIsUploaded() throws Exception {
        String report =
                asked(
                                "-F",
                                "note=hello",
                                "-F",
                                "file=@" + large + ";filename=../../etc/large",
                                showcase.url("/upload"))
                        .output();

        assertEquals(
                "field note: 5 bytes\nfile file, large, application/octet-stream: "
                        + LARGE
                        + " bytes\n",
                report);
    }

    @Test
    void aFormWithoutFilesIsUploaded() throws Exception {
        String report =
                asked("--data-urlencode", "note=a&b=c", "-d", "empty=", showcase.url("/upload"))
                        .output();

        assertEquals("field note: 5 characters\nfield empty: 0 characters\n", report);
    }

    @Test
    void anUpgradeIsAnsweredAndNamesThePeer() throws Exception {
        String answer =
                curl.run(
                                "-sSi",
                                "--max-time",
                                "4",
                                "-H",
                                "Connection: Upgrade",
                                "-H",
                                "Upgrade: websocket",
                                "-H",
                                "Sec-WebSocket-Version: 13",
                                "-H",
                                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                                showcase.url("/ws"))
                        .output();

        assertSays(
                answer,
                "HTTP/1.1 101 Switching Protocols",
                "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertTrue(answer.contains("\r\nX-Peer: 127.0.0.1:"), answer);
        assertSays(asked("-i", showcase.url("/ws")).output(), "HTTP/1.1 426 Upgrade Required");
    }

    @Test
    void aRangeOfAFileIsServed() throws Exception {
        String url = showcase.url("/static/hello.txt");

        String part = asked("-i", "--range", "7-11", url).output();
        String last = asked("--range", "-7", url).output();
        var resumed = folder.resolve("resumed");
        Files.writeString(resumed, "Hello, ");
        asked("--continue-at", "-", "-o", resumed.toString(), url);
        String beyond = asked("-i", "--range", "100-", url).output();

        assertSays(part, "HTTP/1.1 206 Partial Content", "Content-Range: bytes 7-11/14", "World");
        assertEquals("World!\n", last);
        assertEquals("Hello, World!\n", Files.readString(resumed));
        assertSays(beyond, "HTTP/1.1 416 Range Not Satisfiable", "Content-Range: bytes */14");
    }

    @Test
    void aFileIsNotSentAgainToWhoHasIt() throws Exception {
        String url = showcase.url("/static/hello.txt");
        Path tag = folder.resolve("tag");
        Path copy = folder.resolve("copy");

        String first = asked("--etag-save", tag.toString(), "-w", "%{http_code}", url).output();
        String second =
                asked("--etag-compare", tag.toString(), "-w", "%{http_code} %{size_download}", url)
                        .output();
        asked("--remote-time", "-o", copy.toString(), url);
        String third = asked("--time-cond", copy.toString(), "-w", "%{http_code}", url).output();

        assertEquals("Hello, World!\n200", first);
        assertEquals("304 0", second);
        assertEquals("304", third);
    }

    @Test
    void nothingButTheFilesIsServed() throws Exception {
        for (String path : List.of("../Echo", "%2e%2e/x", "..%2fx", "a/../../x", "none")) {
            String status =
                    asked(
                                    "--path-as-is",
                                    "-o",
                                    folder.resolve("answer").toString(),
                                    "-w",
                                    "%{http_code}",
                                    showcase.url("/static/" + path))
                            .output();

            assertTrue(status.equals("404") || status.equals("400"), () -> path + " " + status);
        }
    }

    @Test
    void eventsGoOnAfterTheLastOneThatWasSeen() throws Exception {
        String events =
                asked("-N", "-H", "Last-Event-ID: 41", showcase.url("/events?count=2&ms=1"))
                        .output();

        assertSays(events, "data: tick 42", "id: 42", "data: tick 43", "id: 43");
    }

    @Test
    void httpsIsTheSame() throws Exception {
        String url = "https://localhost:" + showcase.port("https") + "/echo";

        var echoed = asked("--insecure", "--data-binary", "@" + large, url);

        assertArrayEquals(Files.readAllBytes(large), echoed.bytes());
    }

    @Test
    void unixSocketsAreTheSame() throws Exception {
        String answer =
                asked(
                                "-i",
                                "--unix-socket",
                                showcase.address("http-unix"),
                                "http://localhost/plaintext")
                        .output();

        assertSays(answer, "HTTP/1.1 200 OK", "X-Peer: unix", "Hello, World!");
    }

    @Test
    void aPeerBehindABalancerIsKnown() throws Exception {
        String url = "http://" + showcase.address("http-proxied") + "/plaintext";

        String answer =
                asked("-i", "--haproxy-protocol", "-w", "\n%{local_ip}:%{local_port}\n", url)
                        .output();

        assertSays(answer, "X-Peer: " + answer.lines().toList().getLast());
    }

    private static Tool.Result asked(String... arguments) throws Exception {
        List<String> all = new ArrayList<>(List.of("-sS", "--noproxy", "*"));
        all.addAll(List.of(arguments));
        return curl.run(all.toArray(String[]::new)).succeeded();
    }

    private static void assertSays(String text, String... lines) {
        List<String> found = text.lines().toList();
        for (String line : lines) {
            assertTrue(found.contains(line), () -> "no '" + line + "' in\n" + text);
        }
    }
}
