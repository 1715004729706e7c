package io.heddle.http.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.Requirement;
import io.heddle.ServerConfig;
import io.heddle.Servers;
import io.heddle.http.HttpServer;
import io.heddle.tls.TestCertificates;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client of which we have written nothing, Python's `websockets`, compressing in all ways that
/// it can, over TLS and without.
class PythonClientTest {

    /// Talks with each way to compress in turn, and prints what was agreed on and how it went.
    private static final String CLIENT =
            """
            import asyncio, os, ssl, sys
            from websockets.client import connect
            from websockets.extensions import permessage_deflate

            Deflate = permessage_deflate.ClientPerMessageDeflateFactory

            WAYS = [
                ("none", None),
                ("plain", Deflate()),
                ("server forgets", Deflate(server_no_context_takeover=True)),
                ("client forgets", Deflate(client_no_context_takeover=True)),
                ("both forget", Deflate(True, True)),
                ("any client window", Deflate(client_max_window_bits=True)),
                ("client window 9", Deflate(client_max_window_bits=9)),
                ("client window 12", Deflate(client_max_window_bits=12)),
                ("server window 15", Deflate(server_max_window_bits=15)),
                ("both windows 15", Deflate(server_max_window_bits=15, client_max_window_bits=15)),
                ("server window 10", Deflate(server_max_window_bits=10)),
            ]
            WORDS = "the same words, κόσμε, again and again 😀 " * 250
            MESSAGES = ["", "short", WORDS, WORDS, WORDS[7:], b"", os.urandom(70_000)]
            PARTS = [WORDS[i : i + 1000] for i in range(0, len(WORDS), 1000)]

            async def talk(uri, trust, way):
                ways = [way] if way else None
                async with connect(uri, ssl=trust, compression=None, extensions=ways) as ws:
                    agreed = ws.response_headers.get("Sec-WebSocket-Extensions", "-")
                    for message in MESSAGES:
                        await ws.send(message)
                        assert await ws.recv() == message
                    await ws.send(PARTS)
                    assert await ws.recv() == WORDS
                    await (await ws.ping(b"there?"))
                    for message in MESSAGES:
                        await ws.send(message)
                    for message in MESSAGES:
                        assert await ws.recv() == message
                    await ws.close(4001, "that is all")
                    return f"{agreed}, {ws.close_code} {ws.close_reason}"

            async def main(uri, certificate):
                trust = ssl.create_default_context(cafile=certificate) if certificate else None
                for name, way in WAYS:
                    said = await asyncio.wait_for(talk(uri, trust, way), 50)
                    print(f"{name}: {said}")

            asyncio.run(main(*sys.argv[1:]))
            """;

    private static final PerMessageDeflate TAKEOVER =
            PerMessageDeflate.ON.withLeast(1).withContextTakeover(true);

    private static final String WITH_TAKEOVER =
            """
            none: -, 4001 that is all
            plain: permessage-deflate, 4001 that is all
            server forgets: permessage-deflate; server_no_context_takeover, 4001 that is all
            client forgets: permessage-deflate; client_no_context_takeover, 4001 that is all
            both forget: permessage-deflate; server_no_context_takeover; client_no_context_takeover, 4001 that is all
            any client window: permessage-deflate, 4001 that is all
            client window 9: permessage-deflate, 4001 that is all
            client window 12: permessage-deflate, 4001 that is all
            server window 15: permessage-deflate; server_max_window_bits=15, 4001 that is all
            both windows 15: permessage-deflate; server_max_window_bits=15, 4001 that is all
            server window 10: -, 4001 that is all
            """;

    @TempDir private Path folder;

    @Test
    void isUnderstood() throws Exception {
        assertEquals(WITH_TAKEOVER, talk(Servers.config(), TAKEOVER, "ws", ""));
    }

    @Test
    void isUnderstoodOverTls() throws Exception {
        var own = TestCertificates.make(folder);

        assertEquals(
                WITH_TAKEOVER,
                talk(
                        ServerConfig.on(own.listener()),
                        TAKEOVER,
                        "wss",
                        own.certificateFile().toString()));
    }

    @Test
    void isUnderstoodWhereEachMessageIsCompressedForItself() throws Exception {
        String said = talk(Servers.config(), PerMessageDeflate.ON, "ws", "");

        String forgets = "; server_no_context_takeover; client_no_context_takeover";
        String expected =
                WITH_TAKEOVER
                        .replaceAll("; (server|client)_no_context_takeover", "")
                        .replace("permessage-deflate", "permessage-deflate" + forgets);
        assertEquals(expected, said);
    }

    private static String talk(
            ServerConfig config, PerMessageDeflate deflate, String scheme, String certificate)
            throws Exception {
        String python = python();
        var sockets = WebSocketConfig.DEFAULT.withDeflate(deflate);
        try (HttpServer server = WebSocketServers.start(config, sockets, WebSocketServers.ECHO)) {
            String uri = scheme + "://127.0.0.1:" + server.port() + "/ws";
            Process client = start(python, "-c", CLIENT, uri, certificate);
            String said = new String(client.getInputStream().readAllBytes(), UTF_8);
            client.waitFor();
            return said;
        }
    }

    /// Of those on the path, the one that has the library: it may be another than the first.
    private static String python() throws Exception {
        Optional<String> found = Optional.empty();
        for (String candidate : candidates()) {
            if (found.isEmpty() && start(candidate, "-c", "import websockets").waitFor() == 0) {
                found = Optional.of(candidate);
            }
        }
        Requirement.hold(found.isPresent(), "Python's websockets");
        return found.orElseThrow();
    }

    private static List<String> candidates() {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(place -> Path.of(place, "python3"))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .toList();
    }

    private static Process start(String... command) throws IOException {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PYTHONIOENCODING", "utf-8");
        return builder.start();
    }
}
