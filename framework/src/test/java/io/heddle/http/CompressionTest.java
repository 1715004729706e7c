package io.heddle.http;

import static io.heddle.http.Gzipped.body;
import static io.heddle.http.Gzipped.unzipped;
import static io.heddle.http.HttpServers.served;
import static io.heddle.http.HttpServers.wire;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {

    private static final String TEXT = "the same again and again. ".repeat(200);
    private static final Response LONG = Response.text(TEXT);

    private static String ask(HttpHandler handler, String... fields) throws Exception {
        return ask("GET", handler, fields);
    }

    private static String ask(String method, HttpHandler handler, String... fields)
            throws Exception {
        return ask(Compression.DEFAULT, method, handler, fields);
    }

    static String ask(Compression compression, String method, HttpHandler handler, String... fields)
            throws Exception {
        String head = String.join("\n", fields) + (fields.length == 0 ? "" : "\n");
        return served(
                compression.around(handler), wire(method + " / HTTP/1.1\nHost: a\n" + head + "\n"));
    }

    private static boolean isGzipped(String answer) {
        return answer.contains("\r\nContent-Encoding: gzip\r\n");
    }

    private static boolean varies(String answer) {
        return answer.contains("\r\nVary: Accept-Encoding\r\n");
    }

    @Test
    void textIsCompressedForWhoAcceptsIt() throws Exception {
        String answer = ask(_ -> LONG, "Accept-Encoding: gzip");

        assertTrue(isGzipped(answer) && varies(answer), answer);
        assertTrue(answer.contains("Content-Length: " + body(answer).length + "\r\n"), answer);
        assertTrue(body(answer).length < TEXT.length() / 10);
        assertEquals(TEXT, new String(unzipped(body(answer)), UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "true | gzip",
                "true | GZIP",
                "true | x-gzip",
                "true | br, gzip;q=0.5, deflate",
                "true | gzip ; q=0.001",
                "true | *",
                "true | *;q=0.5",
                "true | identity;q=0.5, gzip",
                "true | identity;q=0, *",
                "true | gzip, identity",
                "true | ,, gzip",
                "false | ''",
                "false | identity",
                "false | br",
                "false | gzip;q=0",
                "false | gzip;q=0.000",
                "false | *;q=0",
                "false | gzip;q=0, *",
                "false | identity, gzip;q=0.5",
                "false | gzip;q=0.5, *;q=1",
                "false | gzip;q=2",
                "false | gzip;q=1.001",
                "false | gzip;q=0.1234",
                "false | gzip;q=",
                "false | gzip;q=a",
                "false | gzip;x=1",
                "false | gzipped",
                "false | not gzip",
            })
    void peerSaysWhatItAccepts(boolean accepts, String field) throws Exception {
        String answer = ask(_ -> LONG, "Accept-Encoding: " + field);

        assertEquals(accepts, isGzipped(answer));
        assertTrue(varies(answer), answer);
    }

    @Test
    void whoSaysNothingGetsItAsItIs() throws Exception {
        String answer = ask(_ -> LONG);

        assertFalse(isGzipped(answer));
        assertTrue(varies(answer), answer);
        assertEquals(TEXT, new String(body(answer), UTF_8));
    }

    @ParameterizedTest
    @CsvSource({
        "true, text/html; charset=utf-8",
        "true, TEXT/CSS",
        "true, application/json",
        "true, application/problem+json",
        "true, image/svg+xml",
        "true, text/javascript",
        "true, application/x-mine",
        "false, image/png",
        "false, application/octet-stream",
        "false, application/zip",
        "false, text/event-stream",
        "false, multipart/byteranges; boundary=x",
        "false, text",
        "false, application/jsonx",
    })
    void onlySomeTypesAreCompressed(boolean compressed, String type) throws Exception {
        Response response = Response.bytes(type, TEXT.getBytes(UTF_8));

        String answer =
                ask(
                        Compression.DEFAULT.withType("application/x-MINE"),
                        "GET",
                        _ -> response,
                        "Accept-Encoding: gzip");

        assertEquals(compressed, isGzipped(answer), answer);
        assertEquals(compressed, varies(answer), answer);
    }

    @Test
    void eventsAreCompressedOnDemand() throws Exception {
        Response events =
                Response.stream("text/event-stream", output -> output.write(TEXT.getBytes(UTF_8)));

        String answer =
                ask(
                        Compression.DEFAULT.withType("text/event-stream"),
                        "GET",
                        _ -> events,
                        "Accept-Encoding: gzip");

        assertTrue(isGzipped(answer), answer);
    }

    @Test
    void whatIsShortOrIsNoShorterCompressedStaysAsItIs() throws Exception {
        var noise = new byte[5000];
        new Random(1).nextBytes(noise);
        Response shortText = Response.text("a".repeat(1023));

        String small = ask(_ -> shortText, "Accept-Encoding: gzip");
        String random = ask(_ -> Response.bytes("text/plain", noise), "Accept-Encoding: gzip");
        String tiny =
                ask(
                        Compression.DEFAULT.withLeastBytes(0),
                        "GET",
                        _ -> shortText,
                        "Accept-Encoding: gzip");

        assertFalse(isGzipped(small) || varies(small), small);
        assertFalse(isGzipped(random), random);
        assertArrayEquals(noise, body(random));
        assertTrue(isGzipped(tiny), tiny);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Encoding: br",
                "content-encoding: identity",
                "Cache-Control: max-age=1, No-Transform",
                "Content-Range: bytes 0-1/2",
                "Repr-Digest: sha-256=:AAAA:",
            })
    void whatMustNotBeChangedIsNot(String field) throws Exception {
        String[] parts = field.split(": ", 2);
        Response response = LONG.withField("Cache-Control", "x").withField(parts[0], parts[1]);

        String answer = ask(_ -> response, "Accept-Encoding: gzip");

        assertFalse(isGzipped(answer), answer);
        assertEquals(TEXT, new String(body(answer), UTF_8));
    }

    @ParameterizedTest
    @ValueSource(ints = {204, 205, 206, 304})
    void statusesWithoutOrdinaryContentAreLeftAlone(int status) throws Exception {
        String answer = ask(_ -> LONG.withStatus(status), "Accept-Encoding: gzip");

        assertFalse(isGzipped(answer), answer);
    }

    @Test
    void errorsAreCompressedToo() throws Exception {
        assertTrue(isGzipped(ask(_ -> LONG.withStatus(404), "Accept-Encoding: gzip")));
    }

    @Test
    void varyIsSaidOnce() throws Exception {
        Response said = LONG.withField("Vary", "Origin, accept-encoding");
        Response any = LONG.withField("Vary", "*");
        Response other = LONG.withField("Vary", "Origin");

        assertEquals(1, ask(_ -> said, "Accept-Encoding: gzip").split("Vary: ", -1).length - 1);
        assertEquals(1, ask(_ -> any, "Accept-Encoding: gzip").split("Vary: ", -1).length - 1);
        assertTrue(varies(ask(_ -> other, "Accept-Encoding: gzip")));
    }

    @Test
    void strongTagBecomesWeakAndIsConfirmedAsTheOneThatThePeerHas() throws Exception {
        Response tagged = LONG.withField("ETag", "\"v1\"").withField("Accept-Ranges", "bytes");
        Response cached = Response.of(304).withField("ETag", "\"v1\"");

        String zipped = ask(_ -> tagged, "Accept-Encoding: gzip");
        String plain = ask(_ -> tagged);
        String confirmed =
                ask(_ -> cached, "Accept-Encoding: gzip", "If-None-Match: \"v0\", W/\"v1\"");
        String confirmedPlain = ask(_ -> cached, "If-None-Match: \"v1\"");

        assertTrue(zipped.contains("\r\nETag: W/\"v1\"\r\n"), zipped);
        assertFalse(zipped.contains("ETag: \"v1\""), zipped);
        assertFalse(zipped.contains("Accept-Ranges"), zipped);
        assertTrue(plain.contains("\r\nETag: \"v1\"\r\n"), plain);
        assertTrue(plain.contains("\r\nAccept-Ranges: bytes\r\n"), plain);
        assertTrue(confirmed.contains("\r\nETag: W/\"v1\"\r\n") && varies(confirmed), confirmed);
        assertTrue(confirmedPlain.contains("\r\nETag: \"v1\"\r\n"), confirmedPlain);
    }

    @Test
    void headIsThatOfGet(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("a"), TEXT);
        List<HttpHandler> handlers =
                List.of(
                        _ -> LONG,
                        _ -> Response.stream("text/plain", o -> o.write(TEXT.getBytes(UTF_8))),
                        _ ->
                                Response.file(
                                        "text/plain",
                                        FileChannel.open(file, StandardOpenOption.READ),
                                        0,
                                        TEXT.length()));

        for (HttpHandler handler : handlers) {
            String get = ask("GET", handler, "Accept-Encoding: gzip");
            String head = ask("HEAD", handler, "Accept-Encoding: gzip");

            assertTrue(isGzipped(get), get);
            assertEquals(
                    head.replaceFirst("Date: .*", ""),
                    get.substring(0, get.indexOf("\r\n\r\n") + 4).replaceFirst("Date: .*", ""));
        }
    }

    @Test
    void refusesToBeConfiguredWrongly() {
        assertThrows(IllegalArgumentException.class, () -> Compression.DEFAULT.withLevel(0));
        assertThrows(IllegalArgumentException.class, () -> Compression.DEFAULT.withLevel(10));
        assertThrows(IllegalArgumentException.class, () -> Compression.DEFAULT.withLeastBytes(-1));
        assertThrows(IllegalArgumentException.class, () -> Compression.DEFAULT.withType("html"));
    }
}
