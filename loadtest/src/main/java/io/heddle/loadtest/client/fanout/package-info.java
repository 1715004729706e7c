/// The engine for fan-out: one publisher, and subscribers whose deliveries are timed.
@NullMarked
package io.heddle.loadtest.client.fanout;

import org.jspecify.annotations.NullMarked;
