/// Jetty's HTTP server, on its own handlers.
@NullMarked
package io.heddle.loadtest.target.jetty;

import org.jspecify.annotations.NullMarked;
