package io.heddle.loadtest.client.transport;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.tls.RecordBuffers;
import io.heddle.loadtest.client.tls.TlsClient;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/// Makes the wires of one loop's connections and owns what they share. Belongs to one thread.
@FunctionalInterface
public interface Wires {
    /// A wire over a non-blocking channel, which need not be connected yet.
    Wire over(SocketChannel channel) throws IOException;

    /// Wires for an endpoint: plain, or in TLS.
    static Wires of(Endpoint endpoint) throws IOException {
        if (endpoint.tls()) {
            var client = new TlsClient(endpoint.address());
            var buffers = new RecordBuffers();
            return channel -> new TlsWire(client, channel, buffers);
        }
        return PlainWire::new;
    }
}
