/// What a run found, as it is stored: records that are written to JSON and read back without loss.
@NullMarked
package io.heddle.loadtest.result;

import org.jspecify.annotations.NullMarked;
