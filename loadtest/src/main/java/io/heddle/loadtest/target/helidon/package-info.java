/// Helidon's HTTP server.
@NullMarked
package io.heddle.loadtest.target.helidon;

import org.jspecify.annotations.NullMarked;
