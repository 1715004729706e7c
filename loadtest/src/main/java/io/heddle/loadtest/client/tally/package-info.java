/// What the client counts and times, and how that becomes a sample.
@NullMarked
package io.heddle.loadtest.client.tally;

import org.jspecify.annotations.NullMarked;
