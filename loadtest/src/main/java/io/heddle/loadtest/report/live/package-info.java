/// What people and tools see while a comparison runs: a panel, plain lines, or JSON lines.
@NullMarked
package io.heddle.loadtest.report.live;

import org.jspecify.annotations.NullMarked;
