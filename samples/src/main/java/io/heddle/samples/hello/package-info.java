/// A client that greets a server.
@NullMarked
package io.heddle.samples.hello;

import org.jspecify.annotations.NullMarked;
