/// Starts the samples by their names.
@NullMarked
package io.heddle.samples;

import org.jspecify.annotations.NullMarked;
