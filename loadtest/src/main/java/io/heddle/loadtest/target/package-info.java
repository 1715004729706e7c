/// The servers that can be compared, each startable alone.
@NullMarked
package io.heddle.loadtest.target;

import org.jspecify.annotations.NullMarked;
