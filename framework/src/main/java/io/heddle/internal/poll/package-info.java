/// Waiting for sockets: virtual threads park here until a selector says that their channel is
/// ready.
///
/// Nothing in this package knows servers, connections or limits, and nothing in it moves bytes.
@NullMarked
package io.heddle.internal.poll;

import org.jspecify.annotations.NullMarked;
