/// A forwarder for TCP, TLS and Unix-domain sockets.
@NullMarked
package io.heddle.samples.proxy;

import org.jspecify.annotations.NullMarked;
