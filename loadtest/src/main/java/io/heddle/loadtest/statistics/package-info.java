/// What several forks say together: intervals, effects and verdicts.
@NullMarked
package io.heddle.loadtest.statistics;

import org.jspecify.annotations.NullMarked;
