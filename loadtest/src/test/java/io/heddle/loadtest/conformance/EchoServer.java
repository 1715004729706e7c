package io.heddle.loadtest.conformance;

/// A server that we did not write, echoing WebSocket messages, on a free port of the loopback.
interface EchoServer extends AutoCloseable {

    int port();

    @Override
    void close();
}
