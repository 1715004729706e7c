/// A small server of HTTP.
@NullMarked
package io.heddle.samples.http;

import org.jspecify.annotations.NullMarked;
