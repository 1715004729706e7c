/// The scenarios: what load all targets get alike, what is measured, and what is expected before it
/// runs.
@NullMarked
package io.heddle.loadtest.scenario;

import org.jspecify.annotations.NullMarked;
