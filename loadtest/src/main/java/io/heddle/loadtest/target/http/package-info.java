/// What servers that speak HTTP have in common, without any of their libraries.
@NullMarked
package io.heddle.loadtest.target.http;

import org.jspecify.annotations.NullMarked;
