/// Text for people and for programs: quantities with units, trees, JSON.
///
/// Nothing in this package knows servers or connections.
@NullMarked
package io.heddle.internal.text;

import org.jspecify.annotations.NullMarked;
