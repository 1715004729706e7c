/// Servers of plain blocking channels, a thread for each connection, no framework.
@NullMarked
package io.heddle.loadtest.target.blocking;

import org.jspecify.annotations.NullMarked;
