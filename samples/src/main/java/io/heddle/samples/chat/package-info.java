/// A chat in the browser, over WebSockets.
@NullMarked
package io.heddle.samples.chat;

import org.jspecify.annotations.NullMarked;
