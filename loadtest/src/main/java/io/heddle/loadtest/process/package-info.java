/// Server processes of our own: how they are launched, pinned, asked and ended.
@NullMarked
package io.heddle.loadtest.process;

import org.jspecify.annotations.NullMarked;
