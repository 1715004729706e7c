/// What is spoken on a connection of the load: requests to bytes, and bytes to checked replies.
@NullMarked
package io.heddle.loadtest.client.protocol;

import org.jspecify.annotations.NullMarked;
