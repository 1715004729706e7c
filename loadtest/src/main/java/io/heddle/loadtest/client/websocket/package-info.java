/// WebSocket as a client speaks it: bytes to messages and back, without a socket.
@NullMarked
package io.heddle.loadtest.client.websocket;

import org.jspecify.annotations.NullMarked;
