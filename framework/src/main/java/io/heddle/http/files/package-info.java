/// Files of a directory, over HTTP: conditional requests, ranges, and nothing outside of it.
@NullMarked
package io.heddle.http.files;

import org.jspecify.annotations.NullMarked;
