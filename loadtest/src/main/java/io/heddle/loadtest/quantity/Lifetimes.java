package io.heddle.loadtest.quantity;

/// How long connections live, in requests: `1`, `100`, `10k`.
///
/// The client replaces a connection after a number of requests only, so a duration is refused.
public final class Lifetimes {
    private Lifetimes() {}

    /// Reads a number of requests after which a connection is replaced.
    ///
    /// @return at least 1
    /// @throws IllegalArgumentException if `text` is no such number; a duration is told that it is
    ///   not supported
    public static long parse(String text) {
        if (isDuration(text)) {
            throw new IllegalArgumentException(
                    "a lifetime is a number of requests such as 100, a time is not supported, was '%s'"
                            .formatted(text));
        }
        int requests = Counts.parse(text);
        if (requests < 1) {
            throw new IllegalArgumentException(
                    "lifetime must be at least 1 request, was '%s'".formatted(text));
        }
        return requests;
    }

    /// A bare `m` is a million requests, not minutes.
    private static boolean isDuration(String text) {
        return text.strip().matches("[\\d.]+\\s*(ns|us|µs|ms|s|h)");
    }
}
