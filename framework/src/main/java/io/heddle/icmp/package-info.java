/// ICMP echo, as `ping` does it, through the foreign-function API: the one place with native calls.
@NullMarked
package io.heddle.icmp;

import org.jspecify.annotations.NullMarked;
