/// The tool proves its own clock, against servers of which the truth is known.
@NullMarked
package io.heddle.loadtest.selftest;

import org.jspecify.annotations.NullMarked;
