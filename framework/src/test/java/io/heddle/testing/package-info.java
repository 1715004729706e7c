/// What tests of Heddle, and of what is built on it, have in common. The extension
/// [io.heddle.testing.LeakCheck] is on for every test that has this package on its class path.
@NullMarked
package io.heddle.testing;

import org.jspecify.annotations.NullMarked;
