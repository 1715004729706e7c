/// Durations, counts and sizes as people type and read them.
@NullMarked
package io.heddle.loadtest.quantity;

import org.jspecify.annotations.NullMarked;
