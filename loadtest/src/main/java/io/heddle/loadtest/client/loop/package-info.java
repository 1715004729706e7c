/// The engine of event loops: one thread, one selector and one set of buffers for many connections.
@NullMarked
package io.heddle.loadtest.client.loop;

import org.jspecify.annotations.NullMarked;
