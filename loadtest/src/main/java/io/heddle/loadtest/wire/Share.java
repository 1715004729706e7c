package io.heddle.loadtest.wire;

import io.heddle.loadtest.quantity.Counts;
import java.util.Arrays;
import java.util.List;

/// A part of a mix of operations.
///
/// @param weight relative to those of the others, at least 1
public record Share(Operation operation, int weight) {
    public Share {
        if (weight < 1) {
            throw new IllegalArgumentException("weight must be at least 1, was " + weight);
        }
    }

    /// Reads a mix as typed: operations with their weights, `echo=95,burn:20ms=5`, or one operation
    /// alone.
    ///
    /// @param bodyBytes the size of a request's body where none is typed
    /// @throws IllegalArgumentException if `text` is no such mix
    public static List<Share> parseMix(String text, int bodyBytes) {
        return Arrays.stream(text.split(",", -1)).map(share -> parse(share, bodyBytes)).toList();
    }

    private static Share parse(String text, int bodyBytes) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            return new Share(Operation.parse(text, bodyBytes), 1);
        }
        int weight = Counts.parse(text.substring(equals + 1));
        if (weight < 1) {
            throw new IllegalArgumentException(
                    "the weight in '%s' must be at least 1, was %d".formatted(text, weight));
        }
        return new Share(Operation.parse(text.substring(0, equals), bodyBytes), weight);
    }
}
