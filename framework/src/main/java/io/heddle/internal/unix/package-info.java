/// Files of Unix-domain sockets; knows no servers.
@NullMarked
package io.heddle.internal.unix;

import org.jspecify.annotations.NullMarked;
