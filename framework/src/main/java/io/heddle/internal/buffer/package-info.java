/// The buffers that connections borrow while bytes move, and only then; and bytes that were read
/// before it was known for whom.
@NullMarked
package io.heddle.internal.buffer;

import org.jspecify.annotations.NullMarked;
