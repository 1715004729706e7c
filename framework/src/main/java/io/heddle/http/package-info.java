/// HTTP/1.1: a server of requests and responses, on the public API of the core alone.
@NullMarked
package io.heddle.http;

import org.jspecify.annotations.NullMarked;
