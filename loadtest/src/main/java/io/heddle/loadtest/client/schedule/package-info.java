/// When requests are due: nanoseconds since the start of the load.
@NullMarked
package io.heddle.loadtest.client.schedule;

import org.jspecify.annotations.NullMarked;
