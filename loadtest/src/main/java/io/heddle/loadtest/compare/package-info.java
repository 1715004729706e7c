/// Comparisons: blocks of forks in random order, each fork a fresh server that one scenario
/// measures.
@NullMarked
package io.heddle.loadtest.compare;

import org.jspecify.annotations.NullMarked;
