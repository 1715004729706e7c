/// Looking into another process: what the servers in it can tell.
@NullMarked
package io.heddle.loadtest.dump;

import org.jspecify.annotations.NullMarked;
