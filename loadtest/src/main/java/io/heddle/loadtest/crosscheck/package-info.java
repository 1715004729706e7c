/// A second opinion from load tools that others wrote, where they are installed.
@NullMarked
package io.heddle.loadtest.crosscheck;

import org.jspecify.annotations.NullMarked;
