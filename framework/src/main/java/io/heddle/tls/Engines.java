package io.heddle.tls;

import io.heddle.Connection;
import javax.net.ssl.SSLEngine;

/// Makes the engine of one connection, when its handshake begins.
interface Engines {

    SSLEngine engine(Connection connection);
}
