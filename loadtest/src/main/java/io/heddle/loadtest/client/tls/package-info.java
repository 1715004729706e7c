/// TLS as a client speaks it, over channels that block or do not.
@NullMarked
package io.heddle.loadtest.client.tls;

import org.jspecify.annotations.NullMarked;
