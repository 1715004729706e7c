package io.heddle.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualHostsTest {

    private static final VirtualHosts HOSTS =
            VirtualHosts.NONE
                    .with("Example.com", named("exact"))
                    .with("*.example.com", named("any"))
                    .with("www.example.com", named("www"))
                    .with("[::1]", named("six"));

    private static HttpHandler named(String name) {
        return _ -> Response.text(name);
    }

    private static String answer(HttpHandler hosts, String head) throws Exception {
        String answer = HttpServers.served(hosts, HttpServers.wire(head + "\n\n"));
        return answer.startsWith("HTTP/1.1 200 ")
                ? answer.substring(answer.indexOf("\r\n\r\n") + 4)
                : HttpServers.statuses(answer);
    }

    @ParameterizedTest
    @CsvSource({
        "example.com, exact",
        "EXAMPLE.COM:8080, exact",
        "example.com., exact",
        "example.com.:443, exact",
        "www.example.com, www",
        "a.example.com, any",
        "a.b.example.com, 421",
        "*.example.com, 421",
        ".example.com, 421",
        "example.org, 421",
        "xexample.com, 421",
        "127.0.0.1, 421",
        "[::1], six",
        "[::1]:80, six"
    })
    void requestGoesToTheHandlerOfItsHost(String host, String expected) throws Exception {
        assertEquals(expected, answer(HOSTS, "GET / HTTP/1.1\nHost: " + host));
    }

    @Test
    void absoluteTargetNamesTheHost() throws Exception {
        String head = "GET http://www.example.com:1/ HTTP/1.1\nHost: example.com";

        assertEquals("www", answer(HOSTS, head));
    }

    @Test
    void otherHostsAndNoneGoToTheDefault() throws Exception {
        VirtualHosts hosts = HOSTS.withDefault(named("default"));

        assertEquals("default", answer(hosts, "GET / HTTP/1.1\nHost: example.org"));
        assertEquals("default", answer(hosts, "GET / HTTP/1.0"));
        assertEquals("default", answer(hosts, "GET / HTTP/1.1\nHost: *.example.com"));
        assertEquals("421", answer(HOSTS, "GET / HTTP/1.0"));
    }

    @Test
    void hostMustBeTheOneOfTheHandshake() throws Exception {
        VirtualHosts hosts = HOSTS.withDefault(named("default")).withServerName(_ -> "Example.com");

        assertEquals("exact", answer(hosts, "GET / HTTP/1.1\nHost: example.com:443"));
        assertEquals("421", answer(hosts, "GET / HTTP/1.1\nHost: www.example.com"));
        assertEquals("421", answer(hosts, "GET / HTTP/1.1\nHost: example.org"));
        assertEquals("421", answer(hosts, "GET / HTTP/1.0"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a:80", "*", "*.", "a/b", "a*b", "*.*.a", "ü", "a b", "example.com."})
    void whatIsNoHostOrHereAlreadyIsRefused(String host) {
        assertThrows(IllegalArgumentException.class, () -> HOSTS.with(host, named("x")));
    }

    @Test
    void copyLeavesTheOriginalAsItWas() throws Exception {
        VirtualHosts more = HOSTS.with("example.net", named("net"));

        assertEquals("421", answer(HOSTS, "GET / HTTP/1.1\nHost: example.net"));
        assertEquals("net", answer(more, "GET / HTTP/1.1\nHost: example.net"));
        assertTrue(more.toString().contains("example.net"));
    }
}
