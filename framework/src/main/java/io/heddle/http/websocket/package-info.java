/// WebSocket ([RFC 6455](https://www.rfc-editor.org/rfc/rfc6455)) with permessage-deflate, for
/// servers of HTTP/1.1.
@NullMarked
package io.heddle.http.websocket;

import org.jspecify.annotations.NullMarked;
