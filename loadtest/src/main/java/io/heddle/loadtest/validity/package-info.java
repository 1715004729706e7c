/// Whether a number may be believed: the checks V1 to V12 and the gates that users set.
@NullMarked
package io.heddle.loadtest.validity;

import org.jspecify.annotations.NullMarked;
