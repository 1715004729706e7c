package io.heddle.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.http.SetCookie.SameSite;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Cookies, either way ([RFC 6265](https://www.rfc-editor.org/rfc/rfc6265)).
class CookiesTest {

    private static Cookies received(String... fields) throws Exception {
        var cookies = new AtomicReference<Cookies>();
        HttpHandler handler =
                request -> {
                    cookies.set(Cookies.of(request));
                    return Response.OK;
                };
        String head = "GET / HTTP/1.1\nHost: a\n" + String.join("\n", fields) + "\n\n";
        HttpServers.served(handler, HttpServers.wire(head));
        return cookies.get();
    }

    @Test
    void ofRequestAreItsPairsInTheirOrder() throws Exception {
        Cookies cookies = received("Cookie: a=1; b=x=\"y z\" ;c=;a=2; ; =3; d", "cookie: e=5");

        assertEquals("1", cookies.first("a"));
        assertEquals(List.of("1", "2"), cookies.all("a"));
        assertEquals("x=\"y z\"", cookies.first("b"));
        assertEquals("", cookies.first("c"));
        assertEquals("5", cookies.first("e"));
        assertEquals(List.of(), cookies.all("d"));
        assertEquals(5, cookies.size());
        assertFalse(cookies.toString().contains("1"));
    }

    @Test
    void ofRequestWithoutAnyAreNone() throws Exception {
        assertEquals(0, received("X: y").size());
        assertEquals(0, received("Cookie: ").size());
    }

    @Test
    void newOneIsAsSafeAsCanBe() {
        assertEquals("a=1; Path=/; Secure; HttpOnly; SameSite=Lax", SetCookie.of("a", "1").text());
    }

    @Test
    void newOneSaysWhatItWasTold() {
        SetCookie cookie =
                SetCookie.of("a", "1")
                        .withPath("/x y")
                        .withDomain("example.com")
                        .withMaxAge(Duration.ofHours(1))
                        .withExpires(Instant.ofEpochSecond(0))
                        .withSecure(false)
                        .withHttpOnly(false)
                        .withSameSite(SameSite.STRICT);

        assertEquals(
                "a=1; Path=/x y; Domain=example.com; Max-Age=3600;"
                        + " Expires=Thu, 01 Jan 1970 00:00:00 GMT; SameSite=Strict",
                cookie.text());
        assertEquals(
                "a=; Path=/x y; Domain=example.com; Max-Age=0; SameSite=Strict",
                cookie.removing().text());
    }

    @Test
    void eachIsAFieldOfTheAnswer() throws Exception {
        HttpHandler handler =
                _ ->
                        Response.OK
                                .withCookie(SetCookie.of("a", "1"))
                                .withCookie(SetCookie.of("b", "2"));

        String answer =
                HttpServers.served(handler, HttpServers.wire("GET / HTTP/1.1\nHost: a\n\n"));

        assertTrue(answer.contains("\r\nSet-Cookie: a=1; Path=/; "), answer);
        assertTrue(answer.contains("\r\nSet-Cookie: b=2; Path=/; "), answer);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a;b", "a b", "a,b", "\"a\"", "a\\", "a\r\nX: y", "a\n", "\0", "ü", "☺"})
    void nothingCanBePutBesideAValue(String bad) {
        SetCookie cookie = SetCookie.of("a", "1");

        assertThrows(IllegalArgumentException.class, () -> SetCookie.of("a", bad));
        assertThrows(IllegalArgumentException.class, () -> SetCookie.of(bad + ";", "1"));
        assertThrows(IllegalArgumentException.class, () -> cookie.withDomain(bad));
        assertThrows(IllegalArgumentException.class, () -> cookie.withPath(bad));
        assertThrows(IllegalArgumentException.class, () -> cookie.withPath("/;" + bad));
    }

    @Test
    void whatBrowsersRefuseIsRefused() {
        SetCookie ofHost = SetCookie.of("__Host-a", "1");

        assertThrows(IllegalArgumentException.class, () -> ofHost.withDomain("example.com"));
        assertThrows(IllegalArgumentException.class, () -> ofHost.withPath("/x"));
        assertThrows(IllegalArgumentException.class, () -> ofHost.withSecure(false));
        SetCookie ofTls = SetCookie.of("__SECURE-a", "1").withPath("/x");
        assertThrows(IllegalArgumentException.class, () -> ofTls.withSecure(false));
        SetCookie open = SetCookie.of("a", "1").withSecure(false);
        assertThrows(IllegalArgumentException.class, () -> open.withSameSite(SameSite.NONE));
        assertThrows(IllegalArgumentException.class, () -> SetCookie.of("", "1"));
        assertThrows(IllegalArgumentException.class, () -> SetCookie.of("a", "x".repeat(4096)));
        assertThrows(IllegalArgumentException.class, () -> open.withMaxAge(Duration.ofSeconds(-1)));
        assertThrows(IllegalArgumentException.class, () -> open.withExpires(Instant.MAX));
        assertThrows(IllegalArgumentException.class, () -> open.withDomain(".example.com"));
    }
}
