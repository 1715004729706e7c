/// Bytes to messages and back: frames over a connection, and integers for what is in them.
@NullMarked
package io.heddle.framing;

import org.jspecify.annotations.NullMarked;
