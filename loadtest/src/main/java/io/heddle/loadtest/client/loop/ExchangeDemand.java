package io.heddle.loadtest.client.loop;

import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The same number of requests on every connection, as fast as replies come; over at the first
/// trouble.
final class ExchangeDemand extends Demand {
    private final Loop loop;
    private final long[] left;
    private long unsent;
    private @Nullable IOException trouble;

    ExchangeDemand(Loop loop, int connections, long requests) {
        this.loop = loop;
        left = new long[connections];
        Arrays.fill(left, requests);
        unsent = connections * requests;
    }

    @Override
    void onFree(Connection connection, long nowNanos) {
        int slot = connection.slot();
        while (trouble == null && left[slot] > 0 && connection.places() > 0) {
            left[slot]--;
            unsent--;
            loop.becameDue(nowNanos);
            connection.add(nowNanos, nowNanos, nowNanos);
        }
        connection.write(nowNanos);
    }

    @Override
    void onTrouble(IOException trouble) {
        this.trouble = this.trouble == null ? trouble : this.trouble;
    }

    @Override
    void stop(long nowNanos) {
        unsent = 0;
        Arrays.fill(left, 0);
    }

    @Override
    boolean isOver() {
        return unsent == 0 || trouble != null;
    }

    /// The first trouble, or null.
    @Nullable IOException trouble() {
        return trouble;
    }
}
