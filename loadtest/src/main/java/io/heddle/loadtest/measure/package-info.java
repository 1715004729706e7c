/// What is read from the outside and the inside of a server process: CPU time, memory, settings.
@NullMarked
package io.heddle.loadtest.measure;

import org.jspecify.annotations.NullMarked;
