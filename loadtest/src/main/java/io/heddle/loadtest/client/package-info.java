/// The neutral load client: event loops over NIO selectors, with no code of any server that it
/// measures.
@NullMarked
package io.heddle.loadtest.client;

import org.jspecify.annotations.NullMarked;
