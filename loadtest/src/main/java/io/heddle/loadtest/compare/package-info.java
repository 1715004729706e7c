/// The comparison: its plan, its order, one fork after the other, and the arithmetic on what came
/// out.
@NullMarked
package io.heddle.loadtest.compare;

import org.jspecify.annotations.NullMarked;
