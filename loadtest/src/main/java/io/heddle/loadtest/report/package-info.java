/// Progress while a comparison runs, and its result as a table and as JSON.
@NullMarked
package io.heddle.loadtest.report;

import org.jspecify.annotations.NullMarked;
