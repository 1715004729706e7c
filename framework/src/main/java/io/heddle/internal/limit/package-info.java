/// Counting how many and how often: the arithmetic of limits.
///
/// Nothing in this package knows servers or connections, and nothing waits.
@NullMarked
package io.heddle.internal.limit;

import org.jspecify.annotations.NullMarked;
