/// The client's role: names looked up, connections opened, kept and used again.
@NullMarked
package io.heddle.client;

import org.jspecify.annotations.NullMarked;
