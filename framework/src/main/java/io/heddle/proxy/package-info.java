/// The PROXY protocol, versions 1 and 2: for whom a proxy in front of a server speaks, and the same
/// said to a server behind ([the
/// specification](https://www.haproxy.org/download/3.2/doc/proxy-protocol.txt), cited as §).
@NullMarked
package io.heddle.proxy;

import org.jspecify.annotations.NullMarked;
