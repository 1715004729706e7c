/// A server that asks several others at the same time.
@NullMarked
package io.heddle.samples.fanout;

import org.jspecify.annotations.NullMarked;
