/// The seam to structured concurrency: a [io.heddle.internal.scope.Scope] is the JDK's
/// `StructuredTaskScope` where the running JDK has one we know, and our own otherwise.
@NullMarked
package io.heddle.internal.scope;

import org.jspecify.annotations.NullMarked;
