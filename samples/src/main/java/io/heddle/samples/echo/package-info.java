/// A server that sends back what it receives.
@NullMarked
package io.heddle.samples.echo;

import org.jspecify.annotations.NullMarked;
