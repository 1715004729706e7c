package io.heddle;

import org.junit.jupiter.api.Assumptions;

/// What a test needs and not every machine has.
public final class Requirement {

    private Requirement() {}

    /// Skips the test, and says why, unless the machine has what it needs.
    public static void hold(boolean met, String what) {
        if (!met) {
            System.err.println("skipped, for want of " + what);
        }
        Assumptions.assumeTrue(met, what);
    }
}
