/// The HTTP server that comes with the JDK.
@NullMarked
package io.heddle.loadtest.target.jdkhttp;

import org.jspecify.annotations.NullMarked;
