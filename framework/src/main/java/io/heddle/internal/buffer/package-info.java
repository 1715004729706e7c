/// The buffers that connections borrow while bytes move, and only then.
@NullMarked
package io.heddle.internal.buffer;

import org.jspecify.annotations.NullMarked;
