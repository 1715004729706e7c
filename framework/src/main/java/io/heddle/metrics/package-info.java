/// Meters for Micrometer; the only package that knows it.
@NullMarked
package io.heddle.metrics;

import org.jspecify.annotations.NullMarked;
