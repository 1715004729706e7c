package io.heddle.loadtest.selftest;

import java.io.IOException;
import java.util.List;

/// One thing that the tool proves about itself.
interface Part {
    /// Short and stable, such as `freeze`.
    String name();

    /// What it shows, in one line.
    String proves();

    /// Measures, and judges what was found.
    ///
    /// @throws IOException if it could not be measured, which breaks the part
    List<Reading> examine(Bench bench) throws IOException, InterruptedException;
}
