/// The framework that this project is about, as a target.
@NullMarked
package io.heddle.loadtest.target.heddle;

import org.jspecify.annotations.NullMarked;
