/// Servers of blocking handlers: a [io.heddle.SocketServer] accepts connections on its listeners
/// and runs a [io.heddle.ConnectionHandler] for each on a virtual thread of its own.
@NullMarked
package io.heddle;

import org.jspecify.annotations.NullMarked;
