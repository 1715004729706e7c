/// A name server that asks another one.
@NullMarked
package io.heddle.samples.dns;

import org.jspecify.annotations.NullMarked;
