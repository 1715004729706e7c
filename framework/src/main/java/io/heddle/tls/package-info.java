/// TLS 1.2 and 1.3 as a [io.heddle.Transport].
@NullMarked
package io.heddle.tls;

import org.jspecify.annotations.NullMarked;
