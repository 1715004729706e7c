/// The engine of virtual threads: one for each connection, with blocking channels, as a second
/// opinion.
@NullMarked
package io.heddle.loadtest.client.thread;

import org.jspecify.annotations.NullMarked;
