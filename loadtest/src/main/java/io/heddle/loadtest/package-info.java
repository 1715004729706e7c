/// The load test: starts echo servers, puts the same load on each, and reports what each cost.
@NullMarked
package io.heddle.loadtest;

import org.jspecify.annotations.NullMarked;
