/// How the bytes of a connection of the load travel: plain, or in TLS.
@NullMarked
package io.heddle.loadtest.client.transport;

import org.jspecify.annotations.NullMarked;
