/// Text for people and for programs: quantities with units, trees, JSON; and what a peer can have a
/// hand in, made harmless.
///
/// Nothing in this package knows servers, connections or loggers.
@NullMarked
package io.heddle.internal.text;

import org.jspecify.annotations.NullMarked;
