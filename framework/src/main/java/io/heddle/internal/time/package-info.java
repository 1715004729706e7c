/// Time: one wheel of timers for everything that must not wait for ever.
///
/// Nothing in this package knows servers, connections or limits.
@NullMarked
package io.heddle.internal.time;

import org.jspecify.annotations.NullMarked;
