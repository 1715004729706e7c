package io.heddle.http;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What observers are told of the exchange under way: how it ended, and that once.
///
/// Confined to the thread that answers.
final class ExchangeReport {

    private final Exchanges exchanges;
    private final ResponseWriter writer;
    private final long bytesBefore; // of the connection, when its first answer began
    private @Nullable Request request; // null: nobody is to be told of it, or any more
    private @Nullable Response response;
    private long begin;

    /// @param bytesBefore what the connection has sent already
    ExchangeReport(Exchanges exchanges, ResponseWriter writer, long bytesBefore) {
        this.exchanges = exchanges;
        this.writer = writer;
        this.bytesBefore = bytesBefore;
    }

    /// Whether somebody is to be told of the exchange under way.
    boolean isOwed() {
        return request != null;
    }

    void begin(Request request) {
        if (exchanges.isObserved()) {
            this.request = request;
            begin = System.nanoTime();
        }
    }

    /// Says what the answer will be. The last one counts.
    void answer(Response response) {
        if (request != null) {
            this.response = response;
        }
    }

    /// Says that the answer was written to its end.
    void end() {
        Request of = request;
        Response whole = response;
        if (of != null && whole != null) {
            forget();
            exchanges.answered(of, whole, writer.contentBytes(), took());
        }
    }

    /// Says that there will be no more of the answer.
    void breakOff(Throwable cause) {
        Request of = request;
        if (of != null) {
            Response part = response;
            forget();
            long sent = writer.contentBytes(of.connection().bytesOut() - bytesBefore);
            exchanges.brokeOff(of, part, sent, took(), cause);
        }
    }

    private void forget() {
        request = null;
        response = null;
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
