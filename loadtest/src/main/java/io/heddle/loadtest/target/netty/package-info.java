/// Netty, on its own loops or with virtual threads behind them.
@NullMarked
package io.heddle.loadtest.target.netty;

import org.jspecify.annotations.NullMarked;
