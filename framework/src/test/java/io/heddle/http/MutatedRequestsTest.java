package io.heddle.http;

import static io.heddle.Eventually.eventually;
import static io.heddle.http.HttpServers.statuses;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.heddle.Descriptors;
import io.heddle.MemoryConnection;
import io.heddle.TestPeer;
import java.io.IOException;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// Whatever a peer sends, the server answers in the one way that it always does, and serves the
/// next peer. The long forms are `-Dheddle.inputs=100000` and `-Dheddle.splits=100000`.
class MutatedRequestsTest {

    private static final int INPUTS = Integer.getInteger("heddle.inputs", 2_000);
    private static final int SPLITS = Integer.getInteger("heddle.splits", 3_000);
    private static final int BETWEEN_GETS = 1_000;
    private static final int MOST_ENDS = 6;
    private static final byte[] CHECK =
            "GET /alive HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1);

    private final SplittableRandom random = new SplittableRandom(7230);

    @Test
    void splittingChangesNothing() throws Exception {
        var mutations = new Mutations(random, OddRequest.all());
        for (int i = 0; i < SPLITS; i++) {
            byte[] wire = mutations.next();
            int[] ends =
                    random.ints(random.nextInt(1, MOST_ENDS), 0, wire.length).sorted().toArray();

            String split = served(MemoryConnection.split(wire, ends));

            assertEquals(served(wire), split, () -> new String(wire, ISO_8859_1));
        }
    }

    /// Leave to send is given only where the content has not come yet.
    private static String served(byte[]... pieces) throws Exception {
        return HttpServers.served(HttpServers.MIRROR, pieces)
                .replaceAll("Date: .*\r\n", "")
                .replace("HTTP/1.1 100 Continue\r\n\r\n", "");
    }

    /// Each ends, and after a refusal nothing more is read.
    @Test
    void serverOutlivesThem() throws Exception {
        var mutations = new Mutations(random, OddRequest.all());
        Map<String, Integer> counts = new TreeMap<>();
        try (var server = HttpServers.start(HttpServers.MIRROR);
                var steady = TestPeer.connect(server.server())) {
            int alive = answers(server, CHECK).length();
            long before = Descriptors.open();
            for (int i = 0; i < INPUTS; i++) {
                byte[] wire = mutations.next();

                String statuses = statuses(answers(server, wire));

                assertTrue(
                        statuses.matches("(([12]\\d\\d) ?)*([45]\\d\\d)?")
                                && !statuses.contains("500"),
                        () -> statuses + " for " + new String(wire, ISO_8859_1));
                counts.merge(statuses, 1, Integer::sum);
                if (i % BETWEEN_GETS == 0) {
                    assertEquals("200", statuses(answers(server, CHECK)));
                    assertEquals(alive, steady.send(CHECK).receive(alive).length);
                }
            }
            System.out.println(INPUTS + " mutated requests: " + counts);
            eventually().until(() -> server.server().connections() == 1);
            Descriptors.awaitBackTo(before);
        }
    }

    private static String answers(HttpServer server, byte[] wire) throws IOException {
        try (var peer = TestPeer.connect(server.server())) {
            return new String(peer.send(wire).halfClose().receiveAll(), ISO_8859_1);
        }
    }
}
