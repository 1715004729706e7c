/// The commands a user types, their options and their exit codes.
@NullMarked
package io.heddle.loadtest.cli;

import org.jspecify.annotations.NullMarked;
