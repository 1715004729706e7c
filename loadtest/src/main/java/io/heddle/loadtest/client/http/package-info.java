/// HTTP/1.1 as a client speaks it: bytes to replies, without a socket and without garbage.
@NullMarked
package io.heddle.loadtest.client.http;

import org.jspecify.annotations.NullMarked;
