package io.heddle.loadtest.compare;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.EngineOptions;
import io.heddle.loadtest.client.Limits;
import io.heddle.loadtest.client.LoadClient;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.WrongReplyException;
import io.heddle.loadtest.wire.Datagrams;
import io.heddle.loadtest.wire.Operation;
import io.heddle.loadtest.wire.OperationKind;
import io.heddle.loadtest.wire.Protocol;
import io.heddle.loadtest.wire.Share;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Whether a server answers rightly, before it is loaded: wrong answers are never timed.
public final class AnswerCheck {
    private static final List<Integer> SIZES = List.of(1, 16, 100, 5_000, 100_000);
    private static final List<Integer> DATAGRAM_SIZES =
            List.of(1, 16, 100, 1_000, Datagrams.LARGEST_BYTES);
    private static final int CONNECTIONS = 3;
    private static final int EXCHANGES = 3;
    // A server that has just started answers its first requests late.
    private static final Limits PATIENT =
            new Limits(Duration.ofSeconds(5), Duration.ZERO, Duration.ofSeconds(5));

    private AnswerCheck() {}

    /// The same, with as many connections as are useful.
    public static List<String> run(Endpoint endpoint, boolean withBackend)
            throws IOException, InterruptedException {
        return run(endpoint, CONNECTIONS, withBackend);
    }

    /// Sends requests of every kind and of several sizes on several connections, and checks every
    /// byte that comes back.
    ///
    /// @param mostConnections that may be open at once; three suffice
    /// @param withBackend whether calls to the backend are among them
    /// @return what was checked, one line each
    /// @throws WrongReplyException if a reply was wrong
    public static List<String> run(Endpoint endpoint, int mostConnections, boolean withBackend)
            throws IOException, InterruptedException {
        var engine =
                new EngineOptions(
                        EngineOptions.Kind.NIO,
                        1,
                        EngineOptions.Pacing.PARK,
                        false,
                        EngineOptions.Verification.FULL);
        int connections = Math.min(CONNECTIONS, mostConnections);
        var checked = new ArrayList<String>();
        for (var operation : operations(endpoint, withBackend)) {
            var spec =
                    LoadSpec.echo(endpoint, 1, connections, engine)
                            .withMix(List.of(new Share(operation, 1)))
                            .withLimits(PATIENT);
            try (var load = LoadClient.open(spec)) {
                load.exchangeEach(EXCHANGES);
            }
            checked.add(
                    "%s with %,d bytes: %d replies right"
                            .formatted(
                                    operation.kind().name().toLowerCase(java.util.Locale.ROOT),
                                    operation.requestBytes(),
                                    connections * EXCHANGES));
        }
        return checked;
    }

    private static List<Operation> operations(Endpoint endpoint, boolean withBackend) {
        var sizes = endpoint.isUdp() ? DATAGRAM_SIZES : SIZES;
        var operations = new ArrayList<>(sizes.stream().map(Operation::echo).toList());
        if (endpoint.protocol() == Protocol.BENCH || endpoint.protocol() == Protocol.HTTP) {
            operations.add(new Operation(OperationKind.DELAY, 1, 0, 100));
            operations.add(new Operation(OperationKind.BURN, 10, 0, 100));
            operations.add(new Operation(OperationKind.BYTES, 3, 0, 0));
            operations.add(new Operation(OperationKind.SINK, 0, 0, 5_000));
            if (withBackend) {
                operations.add(new Operation(OperationKind.BACKEND, 1, 2, 100));
            }
        }
        if (endpoint.protocol() == Protocol.HTTP) {
            operations.add(Operation.fixed(OperationKind.PLAINTEXT));
            operations.add(Operation.fixed(OperationKind.JSON));
            operations.add(Operation.fixed(OperationKind.FILE));
        }
        return operations;
    }
}
