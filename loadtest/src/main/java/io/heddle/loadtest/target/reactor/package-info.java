/// A hand-written reactor on the JDK's selectors.
@NullMarked
package io.heddle.loadtest.target.reactor;

import org.jspecify.annotations.NullMarked;
