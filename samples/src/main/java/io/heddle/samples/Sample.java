package io.heddle.samples;

/// What [Main] runs.
@FunctionalInterface
public interface Sample {

    /// Runs until the sample ends.
    ///
    /// @return the exit code
    /// @throws UsageException if an option is wrong; nothing has been started then
    int run(Options options);
}
