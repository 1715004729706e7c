package io.heddle.http;

import static io.heddle.http.HttpServers.wire;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.ListenerConfig;
import io.heddle.Network;
import io.heddle.ServerConfig;
import io.heddle.TestPeer;
import io.heddle.proxy.ProxyHeader;
import io.heddle.proxy.ProxyProtocol;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AccessLogTest {

    private static final int LONGEST = 2048;
    private static final Pattern COMBINED =
            Pattern.compile(
                    "(\\S+) - - \\[([^]]+)] \"([^\"]*)\" (\\d{3}) (\\d+|-) \"([^\"]*)\" \"([^\"]*)\"(.*)");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final HttpConfig config = HttpServers.config().withObserver(AccessLog.to(lines::add));

    private static String parts(String line) {
        var matcher = COMBINED.matcher(line);
        assertTrue(matcher.matches(), line);
        return String.join(
                "|",
                matcher.group(1),
                matcher.group(3),
                matcher.group(4),
                matcher.group(5),
                matcher.group(6),
                matcher.group(7),
                matcher.group(8));
    }

    @Test
    void eachExchangeIsALine() throws Exception {
        String requests =
                """
                GET /a?b=c HTTP/1.1
                Host: a
                User-Agent: test/1
                Referer: http://example.com/

                HEAD / HTTP/1.0

                """;

        HttpServers.served(config, _ -> Response.text("hello"), wire(requests));

        assertEquals(
                List.of(
                        "127.0.0.1|GET /a?b=c HTTP/1.1|200|5|http://example.com/|test/1|",
                        "127.0.0.1|HEAD / HTTP/1.0|200|-|-|-|"),
                lines.stream().map(AccessLogTest::parts).toList());
    }

    @Test
    void dateIsThatOfTheEndOfTheAnswer() throws Exception {
        ZonedDateTime before = ZonedDateTime.now(ZoneOffset.UTC).minusSeconds(1);

        HttpServers.served(config, _ -> Response.OK, wire("GET / HTTP/1.0\n\n"));

        var matcher = COMBINED.matcher(lines.element());
        assertTrue(matcher.matches());
        ZonedDateTime date = ZonedDateTime.parse(matcher.group(2), DATE);
        assertTrue(
                date.isAfter(before) && !date.isAfter(ZonedDateTime.now(ZoneOffset.UTC)),
                date::toString);
    }

    @Test
    void refusedMessageIsALineThatSaysWhy() throws Exception {
        HttpServers.served(config, _ -> Response.OK, wire("GET / HTTP/1.1\n\n"));

        assertEquals("127.0.0.1|-|400|-|-|-| \"there is no Host\"", parts(lines.element()));
    }

    @Test
    void durationsStandAtTheEnd() throws Exception {
        HttpConfig timed =
                HttpServers.config().withObserver(AccessLog.to(lines::add).withDurations());

        HttpServers.served(timed, _ -> Response.OK, wire("GET / HTTP/1.0\n\n"));

        assertTrue(parts(lines.element()).matches(".*\\| \\d+"), lines::toString);
    }

    @Test
    void sinkThatThrowsHarmsNobody() throws Exception {
        HttpConfig failing =
                HttpServers.config()
                        .withObserver(
                                AccessLog.to(_ -> {
                                    throw new IllegalStateException("full");
                                }));

        String answer =
                HttpServers.served(
                        failing, _ -> Response.OK, wire("GET / HTTP/1.1\nHost: a\n\n".repeat(2)));

        assertEquals("200 200", HttpServers.statuses(answer));
    }

    @Test
    void addressIsTheOneThatAProxyNames() throws Exception {
        ListenerConfig behindProxy =
                ListenerConfig.on(TestPeer.loopback(0))
                        .withPreamble(
                                ProxyProtocol.requiredFrom(List.of(Network.parse("127.0.0.0/8"))));
        HttpConfig proxied =
                config.withServer(ServerConfig.on(behindProxy).withObservers(List.of()));
        byte[] header =
                ProxyHeader.proxied(
                                new InetSocketAddress(InetAddress.ofLiteral("192.0.2.7"), 4711),
                                TestPeer.loopback(443))
                        .toBytes();
        try (var server = HttpServer.start(proxied, _ -> Response.OK);
                var peer = TestPeer.connect(server.server())) {
            peer.send(header).send("GET / HTTP/1.0\r\n\r\n").receiveAll();
        }

        assertTrue(lines.element().startsWith("192.0.2.7 - - ["), lines::toString);
    }

    static List<String> payloads() {
        return List.of(
                "plain",
                "\" 200 1 \"-\" \"forged",
                "\\",
                "\\\"",
                "\\x22",
                "\t",
                "%0d%0aforged",
                "%1b[2J",
                "%00",
                "${jndi:ldap://a/b}",
                "{}",
                "%s%n",
                "\u001b[31m",
                "\u009b31m",
                "\u0085",
                "\u00a0",
                "\u00ff",
                new String("\u2028".getBytes(UTF_8), ISO_8859_1),
                new String("\u202e".getBytes(UTF_8), ISO_8859_1),
                new String("\ufeff".getBytes(UTF_8), ISO_8859_1),
                new String("ü☺𝄞".getBytes(UTF_8), ISO_8859_1),
                "\u0007\b\f\u007f",
                "a\rb",
                "a\nb",
                "a\0b",
                "x".repeat(5000),
                "\"".repeat(5000),
                "\u00ff".repeat(5000));
    }

    @ParameterizedTest
    @MethodSource("payloads")
    void whateverAPeerSendsIsOneHarmlessLine(String payload) throws Exception {
        String get = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n";
        List<String> requests =
                List.of(
                        get.replace("/ ", "/%s "),
                        get.replace("GET", "%s"),
                        get.replace("Host: a", "Host: %s"),
                        get + "User-Agent: %s\r\n",
                        get + "Referer: %s\r\n",
                        get.replace("/ ", "/?%1$s ") + "Referer: %1$s\r\nUser-Agent: %1$s\r\n");
        for (String request : requests) {
            lines.clear();

            String text = request.formatted(payload) + "\r\n";
            byte[] bytes = text.getBytes(ISO_8859_1);
            HttpServers.served(config, _ -> Response.OK, bytes);

            assertEquals(1, lines.size(), lines::toString);
            String line = lines.element();
            assertTrue(line.chars().allMatch(c -> c >= ' ' && c < 0x7f), line);
            assertTrue(line.length() <= LONGEST, line);
            parts(line);
        }
    }

    @Test
    void lineOfTheLongestOfEverythingIsNotTooLong() throws Exception {
        String bad = "\u00ff".repeat(7000);
        String request =
                "M".repeat(32)
                        + " /"
                        + "|".repeat(5000)
                        + " HTTP/1.1\r\nHost: a\r\nReferer: "
                        + bad
                        + "\r\nUser-Agent: "
                        + bad
                        + "\r\n\r\n";

        HttpConfig timed =
                HttpServers.config().withObserver(AccessLog.to(lines::add).withDurations());
        HttpServers.served(timed, _ -> Response.OK, request.getBytes(ISO_8859_1));

        assertTrue(lines.element().length() > 1500, lines::toString);
        assertTrue(lines.element().length() <= LONGEST, lines::toString);
    }
}
