package io.heddle.http.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Background;
import io.heddle.TestPeer;
import io.heddle.http.HttpHandler;
import io.heddle.http.HttpServer;
import io.heddle.http.HttpServers;
import io.heddle.http.Router;
import io.heddle.http.files.ServedFiles.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// However a path is spelled, nothing outside of the root is served.
class TraversalTest {

    private static final String SECRET = "the secret of this test";
    private static final int REQUESTS = Integer.getInteger("heddle.traversal.requests", 2000);
    private static final int MOST_REQUESTS = 500_000; // until something was changed

    /// Ways to spell a step up, or what some system takes for one.
    private static final List<String> STEPS_UP =
            List.of(
                    "../",
                    "..%2f",
                    "..%2F",
                    "%2e%2e/",
                    "%2E%2E/",
                    ".%2e/",
                    "%2e./",
                    "%2e%2e%2f",
                    "%2e%2e%5c",
                    "..%5c",
                    "..%5C",
                    "..\\",
                    "%252e%252e/",
                    "%252e%252e%252f",
                    "..%252f",
                    "..%255c",
                    "%25252e%25252e%25252f",
                    "%c0%ae%c0%ae/",
                    "%c0%ae%c0%ae%c0%af",
                    "%c0%2e%c0%2e/",
                    "%e0%80%ae%e0%80%ae/",
                    "%f0%80%80%ae%f0%80%80%ae/",
                    "..%c0%af",
                    "..%c1%9c",
                    "..%e0%80%af",
                    "..%ef%bc%8f", // full-width slash
                    "%ef%bc%8e%ef%bc%8e/", // full-width dots
                    "..%u2215",
                    "%u002e%u002e/",
                    "%uff0e%uff0e/",
                    "..;/",
                    "..;a=b/",
                    "..%3b/",
                    ".;./",
                    "..%00/",
                    "%00../",
                    "..%0a/",
                    "..%0d%0a/",
                    "..%09/",
                    "..%20/",
                    "%20../",
                    "..%7f/",
                    "..%ff/",
                    ".../",
                    "..../",
                    "....//",
                    "...//",
                    ".//..//",
                    "./../",
                    ".%2f../",
                    "a/../../",
                    "a/..%2f..%2f",
                    "a%2f..%2f..%2f",
                    "sub/..%2f../",
                    "%2f../",
                    "%5c../",
                    "//../",
                    "/../",
                    "/%2e%2e/",
                    "..%2f%2f",
                    "..%2f.%2f",
                    "*../",
                    "~/../",
                    "..%23/",
                    "..%3f/");

    @TempDir private Path directory;

    private Path root;
    private Path secret;

    @BeforeEach
    void makeFiles() throws Exception {
        root = Files.createDirectories(directory.resolve("outer/site"));
        secret = ServedFiles.file(directory.resolve("outer/secret.txt"), SECRET);
        ServedFiles.file(directory.resolve("secret.txt"), SECRET);
        ServedFiles.file(root.resolve("sub/inside.txt"), "inside");
        ServedFiles.file(root.resolve("a/inside.txt"), "inside");
        Files.createSymbolicLink(root.resolve("link.txt"), secret);
        Files.createSymbolicLink(root.resolve("up"), Path.of("..").resolve("..").resolve("outer"));
        Files.createSymbolicLink(root.resolve("sub/chain"), Path.of("..", "up"));
        Files.createSymbolicLink(root.resolve("top"), directory.getRoot());
        Files.createSymbolicLink(root.resolve("loop"), Path.of("loop"));
        Files.createSymbolicLink(root.resolve("within.txt"), Path.of("sub", "inside.txt"));
        Files.createSymbolicLink(root.resolve("within"), Path.of("sub"));
    }

    private List<String> targets() {
        List<String> targets = new ArrayList<>();
        for (String step : STEPS_UP) {
            targets.add("/static/" + step + "secret.txt");
            targets.add("/static/sub/" + step + step + "secret.txt");
            targets.add("/" + step + step + "secret.txt");
        }
        String whole = secret.toString().replace('\\', '/');
        for (String prefix :
                List.of(
                        "",
                        "/",
                        "%2f",
                        "//",
                        "file:",
                        "file://",
                        "file:%2f%2f",
                        "c:",
                        "C%3a",
                        "c|")) {
            targets.add("/static/" + prefix + whole);
            targets.add("/static/" + prefix + whole.substring(1).replace("/", "%2f"));
            targets.add("/static/" + prefix + whole.substring(1).replace("/", "%5c"));
        }
        targets.addAll(
                List.of(
                        "/static/link.txt",
                        "/static/link.txt%00.png",
                        "/static/link%2etxt",
                        "/static/up/secret.txt",
                        "/static/up%2fsecret.txt",
                        "/static/sub/chain/secret.txt",
                        "/static/up/site/link.txt",
                        "/static/top" + whole,
                        "/static/loop",
                        "/static/loop/secret.txt",
                        "/static/..",
                        "/static/%2e%2e",
                        "/static/../outer/secret.txt",
                        "/static?/../secret.txt",
                        "/static/?../secret.txt",
                        "/static/%3cscript%3e",
                        "http://a/../secret.txt",
                        "http://a/static/..%2fsecret.txt",
                        "../secret.txt",
                        "secret.txt",
                        whole));
        return targets;
    }

    @Test
    void noSpellingLeadsOut() throws Exception {
        HttpHandler handler =
                Router.EMPTY
                        .get("/static/{path...}", StaticFiles.of(root))
                        .get("/{path...}", StaticFiles.of(root).withHidden(true));
        List<String> served = new ArrayList<>();
        List<String> targets = targets();
        try (var server = HttpServers.start(handler)) {
            for (String target : targets) {
                for (String method : List.of("GET", "HEAD")) {
                    String answer = askBySocket(server, method, target);
                    boolean isRefused = answer.matches("(?s)HTTP/1\\.1 (400|404) .*");
                    if (!isRefused || answer.contains(SECRET)) {
                        served.add(method + " " + target + ": " + answer);
                    }
                }
            }
            String sane = askBySocket(server, "GET", "/static/sub/inside.txt");
            assertTrue(sane.endsWith("\r\n\r\ninside"), sane);
        }

        assertEquals(List.of(), served);
        assertTrue(targets.size() >= 60, () -> targets.size() + " targets");
    }

    private static String askBySocket(HttpServer server, String method, String target) {
        try (var peer = TestPeer.connect(server.server())) {
            peer.send(ServedFiles.request(method, target, "Connection: close"));
            return new String(peer.receiveAll(), ISO_8859_1);
        }
    }

    @Test
    void linksInsideAreFollowed() throws Exception {
        StaticFiles files = StaticFiles.of(root);

        assertEquals("inside", ServedFiles.get(files, "/within.txt").body());
        assertEquals("inside", ServedFiles.get(files, "/within/inside.txt").body());
    }

    @Test
    void linksOutAreFollowedOnDemandOnly() throws Exception {
        StaticFiles files = StaticFiles.of(root).withLinksOut(true);

        assertEquals(SECRET, ServedFiles.get(files, "/link.txt").body());
        assertEquals(SECRET, ServedFiles.get(files, "/up/secret.txt").body());
        assertEquals(SECRET, ServedFiles.get(files, "/sub/chain/secret.txt").body());
        assertEquals(404, ServedFiles.get(files, "/loop").status());
        assertEquals(404, ServedFiles.get(files, "/..%2fsecret.txt").status());
    }

    /// A neighbour whose name begins like the root's.
    @Test
    void neighbourIsNotInside() throws Exception {
        ServedFiles.file(directory.resolve("outer/site2/secret.txt"), SECRET);
        Files.createSymbolicLink(root.resolve("next"), directory.resolve("outer/site2"));

        assertEquals(404, ServedFiles.get(StaticFiles.of(root), "/next/secret.txt").status());
    }

    @Test
    void whoChangesDirectoriesMeanwhileLeadsNowhere() throws Exception {
        Path inside = Files.createDirectories(root.resolve("swapped"));
        ServedFiles.file(inside.resolve("secret.txt"), "harmless");
        Path kept = directory.resolve("kept");
        Path link = Files.createSymbolicLink(directory.resolve("evil"), directory);
        StaticFiles files = StaticFiles.of(root);
        var done = new AtomicBoolean();
        Set<String> found = new TreeSet<>();

        Background swapper =
                Background.start(() -> {
                    while (!done.get()) {
                        Files.move(inside, kept, StandardCopyOption.ATOMIC_MOVE);
                        Files.move(link, inside, StandardCopyOption.ATOMIC_MOVE);
                        Files.move(inside, link, StandardCopyOption.ATOMIC_MOVE);
                        Files.move(kept, inside, StandardCopyOption.ATOMIC_MOVE);
                    }
                });
        try {
            for (int i = 0; i < REQUESTS || (found.size() < 2 && i < MOST_REQUESTS); i++) {
                Answer answer = ServedFiles.get(files, "/swapped/secret.txt");
                found.add(answer.status() == 200 ? answer.body() : "none");
            }
        } finally {
            done.set(true);
            swapper.join();
        }

        assertEquals(Set.of("harmless", "none"), found);
    }
}
