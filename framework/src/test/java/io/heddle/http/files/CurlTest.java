package io.heddle.http.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Requirement;
import io.heddle.http.Compression;
import io.heddle.http.HttpServer;
import io.heddle.http.HttpServers;
import io.heddle.http.Router;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Files as curl asks for them.
@Timeout(60)
class CurlTest {

    private static final String TEXT = "line after line\n".repeat(1000);

    @TempDir private Path root;
    @TempDir private Path own;

    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        boolean isThere =
                Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "curl")));
        Requirement.hold(isThere, "curl");
        ServedFiles.file(root.resolve("a.txt"), TEXT);
        ServedFiles.file(root.resolve("dir/index.html"), "<p>index");
        var bytes = new byte[1_000_000];
        new Random(5).nextBytes(bytes);
        ServedFiles.file(root.resolve("r.bin"), bytes);
        server =
                HttpServers.start(
                        Compression.DEFAULT.around(
                                Router.EMPTY.get("/s/{path...}", StaticFiles.of(root))));
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    /// What curl prints.
    private String curl(String path, String... options) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("curl", "-sS", "--noproxy", "*", "--path-as-is"));
        command.addAll(List.of(options));
        command.add("http://127.0.0.1:" + server.port() + path);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), ISO_8859_1);
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private String status(String path, String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("-o", "/dev/null", "-w", "%{http_code}"));
        all.addAll(List.of(options));
        return curl(path, all.toArray(String[]::new));
    }

    @Test
    void getsTheWholeFile() throws Exception {
        Path copy = own.resolve("copy");

        curl("/s/r.bin", "-o", copy.toString());

        assertArrayEquals(Files.readAllBytes(root.resolve("r.bin")), Files.readAllBytes(copy));
    }

    @Test
    void getsRanges() throws Exception {
        assertEquals(TEXT.substring(5, 21), curl("/s/a.txt", "-r", "5-20"));
        assertEquals(TEXT.substring(15_990), curl("/s/a.txt", "-r", "15990-"));
        assertEquals(TEXT.substring(15_995), curl("/s/a.txt", "-r", "-5"));
        assertEquals("206", status("/s/a.txt", "-r", "5-20"));
        assertEquals("416", status("/s/a.txt", "-r", "16000-"));
        String parts = curl("/s/a.txt", "-r", "0-3,100-103");
        assertTrue(parts.contains("Content-Range: bytes 100-103/16000\r\n\r\n"), parts);
    }

    @Test
    void goesOnWithADownload() throws Exception {
        byte[] bytes = Files.readAllBytes(root.resolve("r.bin"));
        Path copy = Files.write(own.resolve("copy"), Arrays.copyOf(bytes, 400_000));

        curl("/s/r.bin", "-C", "-", "-o", copy.toString());

        assertArrayEquals(bytes, Files.readAllBytes(copy));
    }

    @Test
    void getsItCompressed() throws Exception {
        assertEquals(TEXT, curl("/s/a.txt", "--compressed"));
        String head = curl("/s/a.txt", "--compressed", "-o", "/dev/null", "-D", "-");
        assertTrue(head.contains("Content-Encoding: gzip\r\n"), head);
        assertTrue(
                Integer.parseInt(
                                curl(
                                        "/s/a.txt",
                                        "--compressed",
                                        "-o",
                                        "/dev/null",
                                        "-w",
                                        "%{size_download}"))
                        < 1000);
    }

    @Test
    void asksWhetherItHasChanged() throws Exception {
        assertEquals("304", status("/s/a.txt", "-z", ServedFiles.LAST_MODIFIED));
        assertEquals("200", status("/s/a.txt", "-z", "Wed, 28 Feb 2024 12:00:00 GMT"));
        assertEquals("412", status("/s/a.txt", "-z", "-Wed, 28 Feb 2024 12:00:00 GMT"));
    }

    @Test
    void remembersTheTag() throws Exception {
        String tag = own.resolve("tag").toString();
        for (String how : List.of("--basic", "--compressed")) { // plain the first time
            curl("/s/a.txt", "--etag-save", tag, "-o", "/dev/null", how);

            assertEquals("304", status("/s/a.txt", "--etag-compare", tag, how));
            assertEquals("200", status("/s/r.bin", "--etag-compare", tag, how));
        }
    }

    @Test
    void isLedToTheDirectory() throws Exception {
        assertEquals("<p>index", curl("/s/dir", "-L"));
    }

    @Test
    void getsTheHeadAlone() throws Exception {
        String head = curl("/s/a.txt", "-I");

        assertTrue(head.startsWith("HTTP/1.1 200 OK\r\n"), head);
        assertTrue(head.contains("Content-Length: 16000\r\n"), head);
    }
}
