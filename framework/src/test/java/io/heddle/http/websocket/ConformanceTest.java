package io.heddle.http.websocket;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.heddle.MemoryConnection;
import io.heddle.ServerConfig;
import io.heddle.Servers;
import io.heddle.TestPeer;
import io.heddle.http.HttpConfig;
import io.heddle.http.HttpServer;
import io.heddle.tls.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An echo of ours answers all cases as the standards have it, in whatever pieces they come.
class ConformanceTest {

    private static final WebSocketConfig CONFIG =
            WebSocketConfig.DEFAULT
                    .withMaxMessage(ConformanceCases.LIMIT)
                    .withMaxFrame(ConformanceCases.LIMIT)
                    .withDeflate(PerMessageDeflate.ON.withLeast(1).withContextTakeover(true));

    private static final int WHOLE = Integer.MAX_VALUE;
    private static final int MOST_PIECES = 5_000;

    private static Stream<FrameCase> all() {
        return Stream.of(ConformanceCases.PLAIN, ConformanceCases.COMPRESSED).flatMap(List::stream);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 997, WHOLE})
    void answersAreThoseOfTheStandardInPiecesOf(int length) throws Exception {
        var others = new FutureTask<>(() -> othersInPiecesOf(length));
        Thread.ofVirtual().start(others); // one of the system yields for long on a busy machine

        assertEquals(List.of(), others.get());
    }

    private static List<String> othersInPiecesOf(int length) throws Exception {
        List<String> others = new ArrayList<>();
        for (FrameCase said : all().filter(said -> said.length() / length < MOST_PIECES).toList()) {
            note(said, answers(said, length), others);
        }
        return others;
    }

    @Test
    void answersAreThoseOfTheStandardOverSockets() throws Exception {
        List<String> others = new ArrayList<>();
        try (HttpServer server = WebSocketServers.start(CONFIG, WebSocketServers.ECHO)) {
            var address = TestPeer.loopback(server.port());
            for (FrameCase said : all().toList()) {
                note(said, FrameDialogue.with(address, said, WHOLE), others);
            }
        }

        assertEquals(List.of(), others);
    }

    @Test
    void answersAreThoseOfTheStandardOverTls(@TempDir Path folder) throws Exception {
        var own = TestCertificates.make(folder);
        List<String> others = new ArrayList<>();
        try (HttpServer server =
                WebSocketServers.start(
                        ServerConfig.on(own.listener()).withObservers(List.of()),
                        CONFIG,
                        WebSocketServers.ECHO)) {
            var address = TestPeer.loopback(server.port());
            for (FrameCase said : all().toList()) {
                note(said, FrameDialogue.overTls(own.trust(), address, said, WHOLE), others);
            }
        }

        assertEquals(List.of(), others);
    }

    @Test
    void casesHaveNamesOfTheirOwn() {
        Set<String> names = new HashSet<>();

        assertEquals(List.of(), all().filter(said -> !names.add(said.name())).toList());
    }

    private static void note(FrameCase said, List<String> answers, List<String> others) {
        if (!answers.equals(said.answers())) {
            others.add("\n" + said + ": " + answers + ", not " + said.answers());
        }
    }

    private static List<String> answers(FrameCase said, int length) throws Exception {
        List<byte[]> pieces = new ArrayList<>(List.of(said.handshake()));
        byte[] bytes = said.bytes();
        for (int at = 0; at < bytes.length; at += Math.min(length, bytes.length - at)) {
            int end = at + Math.min(length, bytes.length - at);
            pieces.add(Arrays.copyOfRange(bytes, at, end));
        }
        var peer = MemoryConnection.of(pieces.toArray(byte[][]::new));
        try {
            HttpServer.over(
                            HttpConfig.on(Servers.config()),
                            WebSockets.accept(CONFIG, WebSocketServers.ECHO))
                    .handle(peer.connection());
        } catch (IOException ofThePeer) {
            // what it was told is what matters
        }
        return Answers.of(peer.written(), said.hasOffer());
    }
}
