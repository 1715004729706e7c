/// Datagrams: servers and clients of UDP, in blocking style.
@NullMarked
package io.heddle.udp;

import org.jspecify.annotations.NullMarked;
