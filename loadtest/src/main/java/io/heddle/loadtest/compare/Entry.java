package io.heddle.loadtest.compare;

import io.heddle.loadtest.process.ServerChoice;

/// A row of a comparison: a kind of server under a name.
///
/// @param name unique within a comparison
/// @param twin whether this is the baseline a second time (the A/A row)
public record Entry(String name, boolean twin, ServerChoice choice) {
    private static final String PRIME = "\u2032";

    /// A row for a kind of server.
    public static Entry of(ServerChoice choice) {
        return new Entry(choice.text(), false, choice);
    }

    /// The same kind of server under a second name: what differs between the two is noise.
    public Entry asTwin() {
        return new Entry(name + PRIME, true, choice);
    }
}
