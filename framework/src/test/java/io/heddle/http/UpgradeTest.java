package io.heddle.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class UpgradeTest {

    private static final HttpHandler SHOUTING =
            _ ->
                    Response.upgrade(
                            "shouting",
                            connection -> {
                                byte[] bytes = connection.input().readAllBytes();
                                String loud =
                                        new String(bytes, ISO_8859_1)
                                                .toUpperCase(java.util.Locale.ROOT);
                                connection.output().write(loud.getBytes(ISO_8859_1));
                            });

    @Test
    void protocolTakesOverWithWhatCameBehindTheRequest() throws Exception {
        String answer =
                HttpServers.served(
                        SHOUTING,
                        HttpServers.wire(
                                """
                                GET / HTTP/1.1
                                Host: a
                                Connection: keep-alive, UPGRADE
                                Upgrade: Shouting

                                hello\
                                """),
                        HttpServers.wire(" there"));

        assertTrue(answer.startsWith("HTTP/1.1 101 Switching Protocols\r\n"), answer);
        assertTrue(answer.contains("\r\nConnection: Upgrade\r\nUpgrade: shouting\r\n\r\n"), answer);
        assertTrue(answer.endsWith("\r\n\r\nHELLO THERE"), answer);
    }

    @Test
    void whoDoesNotAskIsToldToUpgrade() throws Exception {
        String answers =
                HttpServers.served(
                        SHOUTING,
                        HttpServers.wire(
                                """
                                GET / HTTP/1.1
                                Host: a

                                GET / HTTP/1.1
                                Host: a
                                Upgrade: shouting

                                GET / HTTP/1.0
                                Connection: upgrade, keep-alive
                                Upgrade: shouting

                                """));

        assertEquals("426 426 426", HttpServers.statuses(answers));
        assertTrue(answers.contains("\r\nConnection: Upgrade\r\nUpgrade: shouting\r\n"), answers);
    }

    @Test
    void anotherVersionIsAskedFor() throws Exception {
        String answers =
                HttpServers.served(
                        _ -> Response.upgradeRequired("shouting").withField("Shouting", "2"),
                        HttpServers.wire("GET / HTTP/1.1\nHost: a\n\n"));

        assertEquals("426", HttpServers.statuses(answers));
        assertTrue(answers.contains("\r\nConnection: Upgrade\r\nUpgrade: shouting\r\n"), answers);
        assertTrue(answers.contains("\r\nShouting: 2\r\n"), answers);
    }
}
