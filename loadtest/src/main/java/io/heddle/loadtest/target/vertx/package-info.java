/// Vert.x, on event loops and on virtual threads.
@NullMarked
package io.heddle.loadtest.target.vertx;

import org.jspecify.annotations.NullMarked;
