/// Everything that there is to connect to, in one process.
@NullMarked
package io.heddle.samples.showcase;

import org.jspecify.annotations.NullMarked;
