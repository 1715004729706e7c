package io.heddle.loadtest.client.fanout;

import io.heddle.loadtest.client.Arrivals;
import io.heddle.loadtest.client.ClientSample;
import io.heddle.loadtest.client.Engine;
import io.heddle.loadtest.client.EngineOptions.Verification;
import io.heddle.loadtest.client.LoadSpec;
import io.heddle.loadtest.client.Transport;
import io.heddle.loadtest.wire.OperationKind;
import io.heddle.loadtest.wire.Protocol;
import java.io.IOException;
import java.net.SocketTimeoutException;

/// One publisher, and as many subscribers as the load has connections: a request is the delivery of
/// a publication to one of them.
///
/// A publication is written when it is due and the one before was acknowledged. Response is from
/// the time at which it was due to its delivery, service from its write. Every subscriber must get
/// every publication once and in order, with all its bytes. A connection that breaks ends the load.
public final class FanoutEngine implements Engine {
    private final LoadSpec spec;
    private final Deliveries deliveries;
    private final SubscriberLoop subscribers;
    private final Publisher publisher;

    private FanoutEngine(
            LoadSpec spec, Deliveries deliveries, SubscriberLoop subscribers, Publisher publisher) {
        this.spec = spec;
        this.deliveries = deliveries;
        this.subscribers = subscribers;
        this.publisher = publisher;
    }

    /// Whether a load is for this engine: it publishes, and nothing else.
    public static boolean suits(LoadSpec spec) {
        return spec.mix().size() == 1
                && spec.mix().getFirst().operation().kind() == OperationKind.PUBLISH;
    }

    /// Connects and subscribes, blocking until everything is open.
    ///
    /// @throws IllegalArgumentException if the endpoint does not speak the bench protocol in the
    ///   clear and over TCP, or a publication has no room for the time of its write
    public static FanoutEngine open(LoadSpec spec) throws IOException {
        int bodyBytes = requireFeasible(spec);
        boolean everyByte = spec.engine().verification() == Verification.FULL;
        var frame = new PublicationFrame(bodyBytes, everyByte);
        var deliveries = new Deliveries(spec.connections(), spec.limits().deadline());
        var subscribers = SubscriberLoop.open(spec, frame, deliveries);
        try {
            var publisher = Publisher.open(spec, frame, deliveries);
            return new FanoutEngine(spec, deliveries, subscribers, publisher);
        } catch (IOException | RuntimeException e) {
            deliveries.end();
            subscribers.end(true);
            throw e;
        }
    }

    private static int requireFeasible(LoadSpec spec) {
        int bodyBytes = spec.mix().getFirst().operation().requestBytes();
        if (bodyBytes < PublicationFrame.LEAST_BODY_BYTES) {
            throw new IllegalArgumentException(
                    "the body of a publication must have at least %d bytes, had %d"
                            .formatted(PublicationFrame.LEAST_BODY_BYTES, bodyBytes));
        }
        if (spec.endpoint().protocol() != Protocol.BENCH
                || spec.endpoint().transport() != Transport.STREAM
                || spec.endpoint().isUnix()) {
            throw new IllegalArgumentException(
                    "publications need the bench protocol over TCP without TLS, was "
                            + spec.endpoint());
        }
        return bodyBytes;
    }

    @Override
    public void start(Arrivals arrivals) {
        subscribers.takeBusyNanos();
        deliveries.begin(Agenda.of(arrivals, System.nanoTime()));
    }

    @Override
    public ClientSample sample() throws IOException {
        return deliveries.sample(subscribers.takeBusyNanos());
    }

    @Override
    public ClientSample finish() throws IOException, InterruptedException {
        deliveries.stop();
        publisher.wake();
        if (!deliveries.awaitAll(spec.limits().timeout())) {
            deliveries.giveUp();
        }
        return sample();
    }

    @Override
    public void exchangeEach(long requests) throws IOException, InterruptedException {
        deliveries.begin(Agenda.closed(requests));
        publisher.wake();
        if (!deliveries.awaitAll(spec.limits().timeout().multipliedBy(requests))) {
            deliveries.giveUp();
            throw new SocketTimeoutException(
                    "%d publications were not delivered to all subscribers in time"
                            .formatted(requests));
        }
    }

    @Override
    public void end(boolean reset) {
        deliveries.end();
        publisher.end(reset);
        subscribers.end(reset);
    }
}
