package io.heddle.loadtest.client.transport;

import io.heddle.loadtest.client.Endpoint;
import io.heddle.loadtest.client.tls.RecordBuffers;
import io.heddle.loadtest.client.tls.TlsClient;
import java.io.IOException;

/// Makes the wires of one loop's connections and owns what they share. Belongs to one thread.
@FunctionalInterface
public interface Wires {
    /// A wire over a socket, which need not be connected yet.
    Wire over(ClientSocket socket) throws IOException;

    /// Wires for an endpoint: plain, or in TLS.
    static Wires of(Endpoint endpoint) throws IOException {
        if (endpoint.tls()) {
            var client = new TlsClient(endpoint.address());
            var buffers = new RecordBuffers();
            return socket -> new TlsWire(client, socket, buffers);
        }
        return PlainWire::new;
    }
}
