/// Signals of the operating system that ask the process to stop: TERM and INT. Knows no servers.
@NullMarked
package io.heddle.internal.signal;

import org.jspecify.annotations.NullMarked;
