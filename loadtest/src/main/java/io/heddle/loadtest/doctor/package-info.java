/// What a machine should be like before one measures on it, and what this one is like.
@NullMarked
package io.heddle.loadtest.doctor;

import org.jspecify.annotations.NullMarked;
