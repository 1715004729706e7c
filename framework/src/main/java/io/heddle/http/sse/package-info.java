/// Server-sent events: what a browser reads with `EventSource`.
@NullMarked
package io.heddle.http.sse;

import org.jspecify.annotations.NullMarked;
