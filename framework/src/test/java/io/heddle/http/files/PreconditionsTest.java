package io.heddle.http.files;

import static io.heddle.http.files.ServedFiles.LAST_MODIFIED;
import static io.heddle.http.files.ServedFiles.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

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

/// Conditions, and their order ([RFC 9110
/// §13.2.2](https://www.rfc-editor.org/rfc/rfc9110#section-13.2.2)).
class PreconditionsTest {

    private static final String BEFORE = "Wed, 28 Feb 2024 12:00:00 GMT";
    private static final String AFTER = "Fri, 01 Mar 2024 12:00:00 GMT";

    @TempDir private Path root;

    private Path file;
    private StaticFiles files;
    private String tag;

    @BeforeEach
    void makeFile() throws Exception {
        file = ServedFiles.file(root.resolve("a.txt"), "0123456789");
        files = StaticFiles.of(root);
        tag = get(files, "/a.txt").field("ETag");
    }

    /// TAG is the file's, AT the time of its change.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // one alone
                "200 | If-Match: TAG",
                "200 | If-Match: *",
                "200 | If-Match: \"x\", TAG",
                "412 | If-Match: W/TAG",
                "412 | If-Match: \"x\"",
                "412 | If-Match: x",
                "412 | If-Match:",
                "304 | If-None-Match: TAG",
                "304 | If-None-Match: W/TAG",
                "304 | If-None-Match: *",
                "304 | If-None-Match: \"a,b\" , W/\"y\",TAG",
                "200 | If-None-Match: \"x\"",
                "200 | If-None-Match: TAGTAG",
                "200 | If-None-Match: TAG, \"y",
                "200 | If-None-Match: w/TAG",
                "200 | If-None-Match:",
                "304 | If-Modified-Since: AT",
                "304 | If-Modified-Since: AFTER",
                "304 | If-Modified-Since: Thursday, 29-Feb-24 12:00:00 GMT",
                "304 | If-Modified-Since: Thu Feb 29 12:00:00 2024",
                "200 | If-Modified-Since: BEFORE",
                "200 | If-Modified-Since: yesterday",
                "200 | If-Unmodified-Since: AT",
                "200 | If-Unmodified-Since: AFTER",
                "200 | If-Unmodified-Since: yesterday",
                "412 | If-Unmodified-Since: BEFORE",
                // more than one of a name
                "304 | If-None-Match: \"x\" ; If-None-Match: TAG",
                "200 | If-Modified-Since: AFTER ; If-Modified-Since: AFTER",
                // the order: tags before dates, what must hold before what must not
                "200 | If-Match: TAG ; If-Unmodified-Since: BEFORE",
                "412 | If-Match: \"x\" ; If-Unmodified-Since: AFTER",
                "412 | If-Match: \"x\" ; If-None-Match: TAG",
                "304 | If-Match: TAG ; If-None-Match: TAG",
                "412 | If-Unmodified-Since: BEFORE ; If-None-Match: TAG",
                "304 | If-Unmodified-Since: AFTER ; If-Modified-Since: AFTER",
                "200 | If-None-Match: \"x\" ; If-Modified-Since: AFTER",
                "304 | If-None-Match: TAG ; If-Modified-Since: BEFORE",
                // and ranges last
                "206 | Range: bytes=0-1",
                "304 | If-None-Match: TAG ; Range: bytes=0-1",
                "412 | If-Match: \"x\" ; Range: bytes=0-1",
                "206 | If-Match: TAG ; Range: bytes=0-1",
                "206 | If-Range: TAG ; Range: bytes=0-1",
                "200 | If-Range: W/TAG ; Range: bytes=0-1",
                "200 | If-Range: \"x\" ; Range: bytes=0-1",
                "200 | If-Range: TAG, TAG ; Range: bytes=0-1",
                "200 | If-Range: TAG ; If-Range: TAG ; Range: bytes=0-1",
                "200 | If-Range: x ; Range: bytes=0-1",
                "206 | If-Range: AT ; Range: bytes=0-1",
                "200 | If-Range: BEFORE ; Range: bytes=0-1",
                "200 | If-Range: AFTER ; Range: bytes=0-1",
                "416 | If-Range: TAG ; Range: bytes=10-",
                "200 | If-Range: \"x\" ; Range: bytes=10-",
                "200 | If-Range: TAG",
            })
    void areAskedInTheirOrder(int status, String fields) throws Exception {
        String[] lines =
                fields.replace("TAG", tag)
                        .replace("AT", LAST_MODIFIED)
                        .replace("BEFORE", BEFORE)
                        .replace("AFTER", AFTER)
                        .split(" ; ", -1);

        Answer answer = get(files, "/a.txt", lines);

        assertEquals(status, answer.status());
    }

    @Test
    void answerWithoutContentTellsTheVersionAndNothingOfTheContent() throws Exception {
        Answer answer = get(files, "/a.txt", "If-None-Match: " + tag);

        assertEquals(tag, answer.field("ETag"));
        assertNull(answer.field("Content-Type"));
        assertNull(answer.field("Content-Length"));
        assertEquals("", answer.body());
    }

    @Test
    void holdForHeadAsWell() throws Exception {
        Answer cached = ServedFiles.ask(files, "HEAD", "/a.txt", "If-None-Match: " + tag);
        Answer failed = ServedFiles.ask(files, "HEAD", "/a.txt", "If-Match: \"x\"");

        assertEquals(304, cached.status());
        assertEquals(412, failed.status());
    }

    @Test
    void tagChangesWithTimeAndSize() throws Exception {
        Instant other = ServedFiles.MODIFIED.plusNanos(1000);
        Files.setLastModifiedTime(file, FileTime.from(other));
        String touched = get(files, "/a.txt").field("ETag");
        ServedFiles.file(file, "0123456789a");
        String grown = get(files, "/a.txt").field("ETag");

        assertNotEquals(tag, touched);
        assertNotEquals(tag, grown);
        assertNotEquals(touched, grown);
    }

    @Test
    void rangesOfAFileThatChangedJustNowAreNotPutTogether() throws Exception {
        Instant now = Instant.now();
        Files.setLastModifiedTime(file, FileTime.from(now));
        Answer answer = get(files, "/a.txt");
        String etag = answer.field("ETag");

        Answer byTag = get(files, "/a.txt", "Range: bytes=0-1", "If-Range: " + etag);
        Answer cached = get(files, "/a.txt", "If-None-Match: " + etag);

        assertEquals(200, byTag.status());
        assertEquals(304, cached.status());
    }
}
