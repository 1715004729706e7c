package io.heddle.loadtest.client;

import io.heddle.loadtest.client.fanout.FanoutEngine;
import io.heddle.loadtest.client.loop.LoopEngine;
import io.heddle.loadtest.client.thread.ThreadEngine;
import java.io.IOException;

/// A load on one server.
///
/// Not thread-safe: one thread opens, starts, samples, finishes and closes. Each method throws
/// [WrongReplyException] when a reply was wrong (then the load has ended), and another
/// [IOException] when the load cannot go on because nothing can be connected. Single failed
/// connections are counted and replaced.
public final class LoadClient implements AutoCloseable {
    private final Engine engine;
    private Arrivals arrivals;
    private boolean closed;

    private LoadClient(Engine engine, Arrivals arrivals) {
        this.engine = engine;
        this.arrivals = arrivals;
    }

    /// Connects all connections, blocking until they are open. A mix that publishes alone is
    /// fan-out: its connections are the subscribers, and one more publishes.
    ///
    /// @throws IllegalArgumentException if the endpoint's protocol has no such operations, or the
    ///   engine cannot do what is asked for
    public static LoadClient open(LoadSpec spec) throws IOException, InterruptedException {
        if (FanoutEngine.suits(spec)) {
            return new LoadClient(FanoutEngine.open(spec), spec.arrivals());
        }
        var engine =
                switch (spec.engine().kind()) {
                    case NIO -> LoopEngine.open(spec);
                    case VT -> new ThreadEngine(spec);
                };
        return new LoadClient(engine, spec.arrivals());
    }

    /// Begins: the schedule's zero is now, and so is the beginning of the first window. A failure
    /// is told by the next sample.
    public void start() {
        engine.start(arrivals);
    }

    /// What happened since the previous sample, or since the start.
    public ClientSample sample() throws IOException, InterruptedException {
        return engine.sample();
    }

    /// Lets nothing more become due, waits until every request that was due is answered or has
    /// timed out, and tells what happened since the previous sample. Afterwards the load may be
    /// started again.
    ///
    /// An open loop that has not ended yet is cut here. Takes no longer than the load's timeout:
    /// what is not answered then counts as a timeout with the time it has waited, whether it was
    /// written or not.
    public ClientSample finish() throws IOException, InterruptedException {
        return engine.finish();
    }

    /// Sends by other arrivals from the next start on; only while nothing is under way.
    public void arrive(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    /// Sends this many requests on every connection, as fast as replies come, and waits for all;
    /// only while nothing is under way.
    ///
    /// @throws IOException also if a connection failed or a request timed out
    public void exchangeEach(long requests) throws IOException, InterruptedException {
        engine.exchangeEach(requests);
    }

    /// Whether it was closed or aborted.
    public boolean isClosed() {
        return closed;
    }

    /// Closes all connections with a FIN and waits until the loops have ended.
    @Override
    public void close() {
        closed = true;
        engine.end(false);
    }

    /// The same with an RST, so that the ports are free at once.
    public void abort() {
        closed = true;
        engine.end(true);
    }
}
