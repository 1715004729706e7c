package io.heddle.http.files;

import static io.heddle.http.files.ServedFiles.ask;
import static io.heddle.http.files.ServedFiles.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.http.HttpHandler;
import io.heddle.http.Router;
import io.heddle.http.files.ServedFiles.Answer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StaticFilesTest {

    @TempDir private Path root;

    private StaticFiles files;

    @BeforeEach
    void makeFiles() throws Exception {
        ServedFiles.file(root.resolve("hello.txt"), "hello");
        ServedFiles.file(root.resolve("empty.css"), "");
        ServedFiles.file(root.resolve("app/index.html"), "<h1>app</h1>");
        ServedFiles.file(root.resolve("app/a b+c.json"), "{}");
        ServedFiles.file(root.resolve("plain/x"), "x");
        ServedFiles.file(root.resolve(".secret"), "s");
        ServedFiles.file(root.resolve(".git/config"), "c");
        files = StaticFiles.of(root);
    }

    @Test
    void fileIsAnsweredWithWhatIsKnownOfIt() throws Exception {
        Answer answer = get(files, "/hello.txt");

        assertEquals(200, answer.status());
        assertEquals("hello", answer.body());
        assertEquals("text/plain; charset=utf-8", answer.field("Content-Type"));
        assertEquals("5", answer.field("Content-Length"));
        assertEquals("\"17b851ec4e1bc200-5\"".length(), answer.field("ETag").length());
        assertTrue(answer.field("ETag").endsWith("-5\""), answer.head());
        assertEquals(ServedFiles.LAST_MODIFIED, answer.field("Last-Modified"));
        assertEquals("bytes", answer.field("Accept-Ranges"));
        assertEquals("nosniff", answer.field("X-Content-Type-Options"));
        assertNull(answer.field("Cache-Control"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/hello.txt", "/empty.css", "/app/", "/app", "/nothing", "/plain", "/.git"})
    void headIsThatOfGet(String target) throws Exception {
        Answer get = get(files, target);
        Answer head = ask(files, "HEAD", target);

        assertEquals(get.headWithoutDate(), head.headWithoutDate());
        assertEquals("", head.body());
    }

    @Test
    void routeSaysWhichPartOfThePathNamesTheFile() throws Exception {
        Router router = Router.EMPTY.get("/static/{path...}", files).get("/hello.txt", files);

        assertEquals("hello", get(router, "/static/hello.txt").body());
        assertEquals("<h1>app</h1>", get(router, "/static/app/").body());
        assertEquals("{}", get(router, "/static/app/a%20b+c.json?v=1").body());
        assertEquals("hello", get(router, "/hello.txt").body());
        assertEquals(404, get(router, "/static/").status());
        assertEquals(404, get(router, "/static/static/hello.txt").status());
    }

    @Test
    void emptyFileIsAnAnswerWithoutBytes() throws Exception {
        Answer answer = get(files, "/empty.css");

        assertEquals(200, answer.status());
        assertEquals("0", answer.field("Content-Length"));
        assertEquals("", answer.body());
    }

    @ParameterizedTest
    @CsvSource({
        "/app, ./app/",
        "/app?a=1&b=//x, ./app/?a=1&b=//x",
        "http://other/app?q, ./app/?q",
        "/ap%70, ./ap%70/",
    })
    void directoryIsAskedForWithASlash(String target, String location) throws Exception {
        Answer answer = get(files, target);

        assertEquals(301, answer.status());
        assertEquals(location, answer.field("Location"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"//app", "//other.example/app", "/%2fapp", "//app//", "/x//app"})
    void pathWithAnEmptySegmentIsNoFileAndLeadsNowhere(String target) throws Exception {
        Answer answer = get(files, target);

        assertEquals(404, answer.status());
        assertNull(answer.field("Location"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/hello.txt/",
                "/hello.txt/x",
                "/plain",
                "/plain/",
                "/",
                "/.secret",
                "/.git/config",
                "/app/.",
            })
    void whatIsNotThereOrNotServedIs404(String target) throws Exception {
        Answer answer = get(files, target);

        assertTrue(answer.status() == 404 || answer.status() == 400, answer.head());
        assertTrue(answer.body().length() < 100, answer.body());
    }

    @Test
    void namesThatAreTooLongAre404() throws Exception {
        assertEquals(404, get(files, "/" + "a".repeat(300)).status());
        assertEquals(404, get(files, "/a".repeat(2500)).status());
    }

    @Test
    void hiddenFilesAreServedOnDemand() throws Exception {
        StaticFiles all = files.withHidden(true);

        assertEquals("s", get(all, "/.secret").body());
        assertEquals("c", get(all, "/.git/config").body());
    }

    @Test
    void indexIsWhatOneSays() throws Exception {
        assertEquals("x", get(files.withIndex("x"), "/plain/").body());
        assertEquals(404, get(files.withIndex("x"), "/app/").status());
        assertEquals(404, get(files.withoutIndex(), "/app/").status());
        assertEquals(404, get(files.withoutIndex(), "/app").status());
    }

    @Test
    void otherMethodsAreNotAllowed() throws Exception {
        for (String method : new String[] {"POST", "PUT", "DELETE", "PATCH", "get"}) {
            Answer answer = ask(files, method, "/hello.txt");

            assertEquals(405, answer.status());
            assertEquals("GET, HEAD, OPTIONS", answer.field("Allow"));
        }
        assertEquals(204, ask(files, "OPTIONS", "/hello.txt").status());
    }

    @Test
    void answersThatMayBeKeptSayForHowLong() throws Exception {
        StaticFiles kept = files.withCacheControl("max-age=60");

        Answer answer = get(kept, "/hello.txt");
        Answer cached = get(kept, "/hello.txt", "If-None-Match: *");

        assertEquals("max-age=60", answer.field("Cache-Control"));
        assertEquals("max-age=60", cached.field("Cache-Control"));
        assertNull(get(kept, "/nothing").field("Cache-Control"));
    }

    @ParameterizedTest
    @CsvSource({
        "a.HTML, text/html; charset=utf-8",
        "a.tar.gz, application/gzip",
        "a.svg, image/svg+xml",
        "a.glb, model/gltf-binary",
        "a.txt, text/x-mine",
        "html, application/octet-stream",
        "a., application/octet-stream",
        "a.unknown, application/octet-stream",
    })
    void typeIsThatOfTheExtension(String name, String type) throws Exception {
        ServedFiles.file(root.resolve(name), "a");

        HttpHandler own = files.withType("GLB", "model/gltf-binary").withType("txt", "text/x-mine");

        assertEquals(type, get(own, "/" + name).field("Content-Type"));
    }

    @Test
    void fileThatChangedJustNowHasAWeakTagAndNoDateInTheFuture() throws Exception {
        Path file = root.resolve("hello.txt");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(3600)));

        Answer answer = get(files, "/hello.txt");

        assertTrue(answer.field("ETag").startsWith("W/\""), answer.head());
        assertEquals(answer.field("Date"), answer.field("Last-Modified"));
    }

    @Test
    void rootMayBeALinkThatIsChanged(@TempDir Path other) throws Exception {
        ServedFiles.file(other.resolve("hello.txt"), "new");
        Path link = Files.createSymbolicLink(other.resolve("current"), root);
        StaticFiles linked = StaticFiles.of(link);
        Answer before = get(linked, "/hello.txt");

        Files.delete(link);
        Files.createSymbolicLink(link, other);

        assertEquals("hello", before.body());
        assertEquals("new", get(linked, "/hello.txt").body());
    }

    @Test
    void refusesToBeConfiguredWrongly() {
        assertThrows(
                IllegalArgumentException.class, () -> StaticFiles.of(root.resolve("hello.txt")));
        assertThrows(IllegalArgumentException.class, () -> StaticFiles.of(root.resolve("none")));
        assertThrows(IllegalArgumentException.class, () -> files.withIndex("../x"));
        assertThrows(IllegalArgumentException.class, () -> files.withIndex(""));
        assertThrows(IllegalArgumentException.class, () -> files.withCacheControl("a\r\nb: c"));
        assertThrows(IllegalArgumentException.class, () -> files.withType("a", "b\nc"));
    }
}
