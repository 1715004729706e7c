package io.heddle.loadtest.client;

import java.io.IOException;

/// What sends a load's requests and times their replies. The methods are those of [LoadClient],
/// called in the same way by one thread; an engine is open when it is made.
public interface Engine {
    /// See [LoadClient#start].
    void start(Arrivals arrivals);

    /// See [LoadClient#sample].
    ClientSample sample() throws IOException, InterruptedException;

    /// See [LoadClient#finish].
    ClientSample finish() throws IOException, InterruptedException;

    /// See [LoadClient#exchangeEach].
    void exchangeEach(long requests) throws IOException, InterruptedException;

    /// Closes all connections and waits until all threads have ended; does nothing the second time.
    ///
    /// @param reset with an RST rather than a FIN
    void end(boolean reset);
}
