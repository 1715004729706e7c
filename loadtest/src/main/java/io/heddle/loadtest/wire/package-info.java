/// What goes over the wire between the load and the servers: operations, frames, stamps, and the
/// work that a request asks for.
@NullMarked
package io.heddle.loadtest.wire;

import org.jspecify.annotations.NullMarked;
