/// Reactor Netty.
@NullMarked
package io.heddle.loadtest.target.reactornetty;

import org.jspecify.annotations.NullMarked;
