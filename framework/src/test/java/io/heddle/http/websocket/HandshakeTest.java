package io.heddle.http.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.MemoryConnection;
import io.heddle.Servers;
import io.heddle.http.HttpConfig;
import io.heddle.http.HttpServer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who gets a WebSocket ([RFC 6455 §4.2](https://www.rfc-editor.org/rfc/rfc6455#section-4.2)).
class HandshakeTest {

    private static final String GOOD =
            """
            GET /ws HTTP/1.1
            Host: a
            Connection: Upgrade
            Upgrade: websocket
            Sec-WebSocket-Version: 13
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==

            """;

    private static String answer(WebSocketConfig config, String request) throws Exception {
        var peer = MemoryConnection.of(request.replace("\n", "\r\n").getBytes(ISO_8859_1));
        HttpServer.over(HttpConfig.on(Servers.config()), WebSockets.accept(config, socket -> {}))
                .handle(peer.connection());
        String all = new String(peer.written(), ISO_8859_1);
        return all.substring(0, all.indexOf("\r\n\r\n") + 2).replace("\r\n", "\n");
    }

    private static String field(String answer, String name) {
        Matcher found = Pattern.compile("(?m)^" + name + ": (.*)$").matcher(answer);
        return found.find() ? found.group(1) : "";
    }

    @Test
    void keyIsAnsweredAsTheStandardSays() throws Exception {
        String answer = answer(WebSocketConfig.DEFAULT, GOOD);

        assertTrue(answer.startsWith("HTTP/1.1 101 Switching Protocols\n"), answer);
        assertEquals("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", field(answer, "Sec-WebSocket-Accept"));
        assertEquals("Upgrade", field(answer, "Connection"));
        assertEquals("websocket", field(answer, "Upgrade"));
        assertFalse(answer.contains("Sec-WebSocket-Extensions"), answer);
        assertFalse(answer.contains("Sec-WebSocket-Protocol"), answer);
    }

    /// A line of the good request, what stands there instead, and the status.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "Upgrade: websocket | Upgrade: WebSocket | 101",
                "Upgrade: websocket | Upgrade: WEBSOCKET | 101",
                "Upgrade: websocket | Upgrade: h2c, websocket | 101",
                "Connection: Upgrade | Connection: keep-alive, Upgrade | 101",
                "Connection: Upgrade | Connection: upgrade | 101",
                "Connection: Upgrade | Connection: keep-alive | 426",
                "Connection: Upgrade | X: y | 426",
                "Upgrade: websocket | X: y | 426",
                "Upgrade: websocket | Upgrade: websocket/13 | 426",
                "HTTP/1.1 | HTTP/1.0 | 426",
                "GET | POST | 405",
                "GET | HEAD | 405",
                "GET | PUT | 405",
                "GET | DELETE | 405",
                "Sec-WebSocket-Version: 13 | X: y | 426",
                "Sec-WebSocket-Version: 13 | Sec-WebSocket-Version: 8 | 426",
                "Sec-WebSocket-Version: 13 | Sec-WebSocket-Version: 14 | 426",
                "Sec-WebSocket-Version: 13 | Sec-WebSocket-Version: 013 | 426",
                "Sec-WebSocket-Version: 13 | Sec-WebSocket-Version: +13 | 426",
                "Sec-WebSocket-Version: 13 | Sec-WebSocket-Version: 13, 8 | 426",
                "Sec-WebSocket-Version: 13 | Sec-WebSocket-Version: | 426",
                "dGhlIHNhbXBsZSBub25jZQ== | | 400",
                "dGhlIHNhbXBsZSBub25jZQ== | dGhlIHNhbXBsZSBub25jZQ | 400",
                "dGhlIHNhbXBsZSBub25jZQ== | dGhlIHNhbXBsZSBub25jZQ= | 400",
                "dGhlIHNhbXBsZSBub25jZQ== | c2hvcnQ= | 400",
                "dGhlIHNhbXBsZSBub25jZQ== | dGhlIHNhbXBsZSBub25jZXM= | 400",
                "dGhlIHNhbXBsZSBub25jZQ== | dGhlIHNhbXBsZSBub25jZXNz | 400",
                "dGhlIHNhbXBsZSBub25jZQ== | dGhlIHNhbXBsZSBub25jZ!== | 400",
                "dGhlIHNhbXBsZSBub25jZQ== | dGhlIHNhbXBsZSBub25j ZQ= | 400",
                "Sec-WebSocket-Key: | X: | 400",
            })
    void oddHandshakeGetsItsStatus(String line, String instead, String status) throws Exception {
        String request = GOOD.replace(line, instead == null ? "" : instead);

        String answer = answer(WebSocketConfig.DEFAULT, request);

        assertEquals(status, answer.substring("HTTP/1.1 ".length()).substring(0, 3), request);
        if (status.equals("426")) { // RFC 6455 §4.4, RFC 9110 §15.5.22
            assertEquals("13", field(answer, "Sec-WebSocket-Version"));
            assertEquals("websocket", field(answer, "Upgrade"));
        }
        if (status.equals("405")) {
            assertEquals("GET", field(answer, "Allow"));
        }
    }

    @Test
    void twoKeysAreRefused() throws Exception {
        String line = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\n";

        String answer = answer(WebSocketConfig.DEFAULT, GOOD.replace(line, line + line));

        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    }

    @Test
    void anyOriginMayConnectUntilSomeAreListed() throws Exception {
        String request = GOOD.replace("Host: a\n", "Host: a\nOrigin: https://elsewhere.example\n");

        String answer = answer(WebSocketConfig.DEFAULT, request);

        assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin: https://example.com, 101",
        "Origin: https://www.example.com, 101",
        "Origin: http://example.com, 403",
        "Origin: https://example.com:8443, 403",
        "Origin: https://example.com.evil.example, 403",
        "Origin: https://evil.example, 403",
        "Origin: null, 403",
        "Origin:, 403",
        "X: a client that is no browser, 101",
    })
    void onlyListedOriginsMayConnect(String line, String status) throws Exception {
        var config =
                WebSocketConfig.DEFAULT.withOrigins(
                        "https://example.com", "https://www.example.com");

        String answer = answer(config, GOOD.replace("Host: a\n", "Host: a\n" + line + "\n"));

        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v2 | v2",
                "v1, v2 | v2",
                "v1,v3 | v1",
                "v3 | ``",
                "V2 | ``",
            },
            quoteCharacter = '`')
    void bestSubprotocolIsChosen(String offered, String chosen) throws Exception {
        var config = WebSocketConfig.DEFAULT.withSubprotocols("v2", "v1");
        String line = "Host: a\nSec-WebSocket-Protocol: " + offered + "\n";

        String answer = answer(config, GOOD.replace("Host: a\n", line));

        assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
        assertEquals(chosen, field(answer, "Sec-WebSocket-Protocol"));
    }

    /// What is offered, and what is agreed on: RFC 7692 §7.1.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "permessage-deflate | permessage-deflate",
                "Permessage-Deflate | permessage-deflate",
                "permessage-deflate; client_max_window_bits | permessage-deflate",
                "permessage-deflate; client_max_window_bits=9 | permessage-deflate",
                "permessage-deflate; client_max_window_bits=\"15\" | permessage-deflate",
                "permessage-deflate; client_max_window_bits=7 | ``",
                "permessage-deflate; client_max_window_bits=16 | ``",
                "permessage-deflate; client_max_window_bits=09 | ``",
                "permessage-deflate; client_max_window_bits=x | ``",
                "permessage-deflate; server_no_context_takeover"
                        + " | permessage-deflate; server_no_context_takeover",
                "permessage-deflate; server_no_context_takeover=1 | ``",
                "permessage-deflate; client_no_context_takeover"
                        + " | permessage-deflate; client_no_context_takeover",
                "permessage-deflate; client_no_context_takeover; client_no_context_takeover | ``",
                "permessage-deflate; server_max_window_bits=15"
                        + " | permessage-deflate; server_max_window_bits=15",
                "permessage-deflate; server_max_window_bits=10 | ``",
                "permessage-deflate; server_max_window_bits | ``",
                "permessage-deflate; server_max_window_bits=10, permessage-deflate"
                        + " | permessage-deflate",
                "permessage-deflate; what_is_this | ``",
                "permessage-deflate; | ``",
                "x-webkit-deflate-frame | ``",
                "x-webkit-deflate-frame, permessage-deflate; client_max_window_bits"
                        + " | permessage-deflate",
            })
    void compressionIsAgreedOn(String offered, String agreed) throws Exception {
        var config =
                WebSocketConfig.DEFAULT.withDeflate(PerMessageDeflate.ON.withContextTakeover(true));
        String line = "Host: a\nSec-WebSocket-Extensions: " + offered + "\n";

        String answer = answer(config, GOOD.replace("Host: a\n", line));

        assertTrue(answer.startsWith("HTTP/1.1 101 "), answer);
        assertEquals(agreed, field(answer, "Sec-WebSocket-Extensions"));
    }

    @Test
    void contextIsTakenOverOnlyWhereThatIsConfigured() throws Exception {
        var config = WebSocketConfig.DEFAULT.withDeflate(PerMessageDeflate.ON);
        String line = "Host: a\nSec-WebSocket-Extensions: permessage-deflate\n";

        String answer = answer(config, GOOD.replace("Host: a\n", line));

        assertEquals(
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover",
                field(answer, "Sec-WebSocket-Extensions"));
    }

    @Test
    void compressionIsNotOfferedByDefault() throws Exception {
        String line = "Host: a\nSec-WebSocket-Extensions: permessage-deflate\n";

        String answer = answer(WebSocketConfig.DEFAULT, GOOD.replace("Host: a\n", line));

        assertEquals("", field(answer, "Sec-WebSocket-Extensions"));
    }
}
