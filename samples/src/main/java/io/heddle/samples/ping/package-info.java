/// Asks a host whether it is there, by ICMP.
@NullMarked
package io.heddle.samples.ping;

import org.jspecify.annotations.NullMarked;
