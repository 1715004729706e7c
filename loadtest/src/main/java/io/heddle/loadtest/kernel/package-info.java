/// What Linux tells of processes and of the whole machine in `/proc`; elsewhere nothing is known
/// and nothing fails.
@NullMarked
package io.heddle.loadtest.kernel;

import org.jspecify.annotations.NullMarked;
