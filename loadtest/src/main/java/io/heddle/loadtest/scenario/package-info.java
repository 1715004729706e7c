/// What load is put on the servers, and what is expected of it before it runs.
@NullMarked
package io.heddle.loadtest.scenario;

import org.jspecify.annotations.NullMarked;
